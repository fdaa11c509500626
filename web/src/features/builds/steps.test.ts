import { describe, expect, it } from 'vitest'
import { partsOf, stepsOf } from './steps'

const log = `api: services/api/Dockerfile
api: fetching registry.example.com/base@sha256:00
[1/2] STEP 1/2: FROM busybox AS build
[1/2] STEP 2/2: RUN make
--> Using cache 0123
[2/2] STEP 1/1: FROM busybox
web: no Dockerfile in 'web'; this one is used, and yours with infrar dockerfile:
STEP 1/2: FROM busybox:1.37
make: *** [all] Error 1
STEP 2/2: COPY . /site
`

describe('a kept log', () => {
  it('is told apart by component, and what a step prints begins no other', () => {
    const parts = partsOf(log)
    expect(parts.map((p) => p.phase)).toEqual([...Array<string>(6).fill('api'), ...Array<string>(4).fill('web')])
  })

  it('has the steps of each component, with what was taken from before', () => {
    const steps = stepsOf(partsOf(log))
    expect([...steps.keys()]).toEqual(['api', 'web'])
    expect(steps.get('api')!.map((s) => [s.stage, s.at, s.of, s.text, s.cached, s.line])).toEqual([
      ['1/2', 1, 2, 'FROM busybox AS build', false, 3],
      ['1/2', 2, 2, 'RUN make', true, 4],
      ['2/2', 1, 1, 'FROM busybox', false, 6],
    ])
    expect(steps.get('web')!.map((s) => s.text)).toEqual(['FROM busybox:1.37', 'COPY . /site'])
  })

  it('without steps has none', () => expect(stepsOf(partsOf('web: made of the same as by bld-1; x is it.\n')).size).toBe(0))
})
