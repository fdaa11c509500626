'use client'
import clsx from 'clsx'
import { Ban, Check, CirclePause, CircleX, LoaderCircle, Unlink } from 'lucide-react'
import type { Schemas } from '@/api/client'
import { span } from '@/ui/time'
import { isEnded } from './status'

type Detail = Schemas['RunDetailResponse']
type State = 'done' | 'now' | 'pause' | 'failed' | 'stopped' | 'broken' | 'next'

interface Phase {
  title: string
  state: State
  note: string
}

/** Where in its life a run is: queued, plan, approval, apply, each with how long it took. */
export function phases({ run, transitions }: Detail, now: number): Phase[] {
  const at = (status: string) => {
    const found = transitions.find((t) => t.status === status)
    return found ? new Date(found.at).getTime() : null
  }
  const between = (from: number | null, to: number | null) => (from === null ? '' : span((to ?? now) - from))
  const end = isEnded(run) || run.status === 'interrupted' ? new Date(run.changedAt).getTime() : null
  const [pending, planning, applying] = [at('pending'), at('planning'), at('applying')]
  const planned = at('planned') ?? at('planned_and_finished')
  const approved = at('apply_queued') ?? applying
  const failed: State = run.status === 'errored' ? 'failed' : run.status === 'interrupted' ? 'broken' : 'stopped'
  const list: Phase[] = [
    { title: 'Queued', state: planning ? 'done' : end ? failed : 'now', note: between(pending, planning ?? end) },
    { title: 'Plan', state: planned ? 'done' : !planning ? 'next' : end ? failed : 'now', note: planning ? between(planning, planned ?? end) : 'not started' },
  ]
  if (run.operation === 'plan') return list
  if (run.status === 'planned_and_finished') return [...list, { title: 'Apply', state: 'stopped', note: 'nothing to change' }]
  return [
    ...list,
    {
      title: 'Approval',
      state: approved ? 'done' : run.status === 'planned' ? 'pause' : planned && end ? 'stopped' : 'next',
      note: approved ? between(planned, approved) : run.status === 'planned' ? `waiting ${between(planned, null)}` : planned && end ? 'not given' : 'not yet',
    },
    {
      title: 'Apply',
      state: run.status === 'applied' || run.status === 'recovered' ? 'done' : !applying ? (end && approved ? failed : 'next') : end ? failed : 'now',
      note: applying ? between(applying, end) : 'not started',
    },
  ]
}

const looks: Record<State, { Icon: typeof Check | null; circle: string; word: string }> = {
  done: { Icon: Check, circle: 'bg-good-soft text-good', word: 'done' },
  now: { Icon: LoaderCircle, circle: 'bg-accent text-on-accent', word: 'running' },
  pause: { Icon: CirclePause, circle: 'bg-accent text-on-accent', word: 'waits' },
  failed: { Icon: CircleX, circle: 'bg-critical-soft text-critical', word: 'failed' },
  stopped: { Icon: Ban, circle: 'bg-sunken text-text2', word: 'stopped' },
  broken: { Icon: Unlink, circle: 'bg-up-soft text-up', word: 'interrupted' },
  next: { Icon: null, circle: 'border border-line2 text-text2', word: 'to come' },
}

export function Phases({ list }: { list: readonly Phase[] }) {
  return (
    <ol aria-label="Phases" className="card mb-4 flex overflow-hidden">
      {list.map((p, n) => {
        const look = looks[p.state]
        const isOn = p.state === 'now' || p.state === 'pause'
        return (
          <li
            key={p.title}
            aria-current={isOn ? 'step' : undefined}
            className={clsx('flex min-w-0 items-center gap-3 border-r border-line px-3.5 py-2 last:border-0 max-sm:px-2.5', isOn ? 'grow-2 basis-24 shadow-[inset_0_-2px_0_var(--accent)]' : 'grow basis-0')}
          >
            <span className={clsx('grid size-6 shrink-0 place-items-center rounded-full text-sm font-bold', look.circle)}>
              {look.Icon ? <look.Icon size={14} aria-hidden="true" className={p.state === 'now' ? 'spin' : undefined} /> : n + 1}
              <span className="sr-only">{look.word}</span>
            </span>
            <span className={clsx('min-w-0', !isOn && 'max-sm:sr-only')}>
              <span className="block truncate leading-[18px] font-bold">{p.title}</span>
              <span className="block truncate text-sm text-text2">{p.note}</span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
