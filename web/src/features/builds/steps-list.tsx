'use client'
import { Check, CircleX, LoaderCircle } from 'lucide-react'
import { CardHead } from '@/ui/page'
import { count } from '../compare/words'
import { isEnded, type Build } from './status'
import type { Step } from './steps'

/** The instructions of each component's Dockerfile: done, taken from before, at work, failed. */
export function Steps({ build, steps }: { build: Build; steps: ReadonlyMap<string, Step[]> }) {
  const components = [...steps.keys()]
  if (components.length === 0) return null
  const last = components.at(-1)
  return (
    <section aria-label="Steps" className="card mt-4 overflow-hidden first:mt-0">
      <CardHead title="Steps" note={count([...steps.values()].reduce((n, s) => n + s.length, 0), 'step')} />
      {components.map((component) => (
        <details key={component} open={!isEnded(build) || (build.status === 'errored' && component === last)} className="border-b border-line last:border-0">
          <summary className="px-3.5 py-2 font-medium">
            {component} <span className="text-sm text-text3">{told(steps.get(component)!)}</span>
          </summary>
          <ol className="pb-2">
            {steps.get(component)!.map((step, n, all) => (
              <li key={step.line} className="grid grid-cols-[20px_minmax(0,1fr)_auto] items-start gap-x-2.5 px-3.5 py-1">
                <Mark state={n < all.length - 1 || component !== last || build.status === 'built' ? 'done' : build.status === 'building' ? 'now' : 'failed'} />
                <code className="pt-0.5 break-words whitespace-pre-wrap">{step.text}</code>
                <span className="text-right text-sm text-text3">
                  {step.cached && 'from before · '}
                  <a href={`#L${step.line}`} className="hover:text-accent hover:underline">
                    line {step.line}
                  </a>
                </span>
              </li>
            ))}
          </ol>
        </details>
      ))}
    </section>
  )
}

const looks = {
  done: { Icon: Check, look: 'text-good', word: 'done' },
  now: { Icon: LoaderCircle, look: 'spin text-accent', word: 'at work' },
  failed: { Icon: CircleX, look: 'text-critical', word: 'did not come to an end' },
} as const

function Mark({ state }: { state: keyof typeof looks }) {
  const { Icon, look, word } = looks[state]
  return (
    <span className="pt-0.5">
      <Icon size={15} aria-hidden="true" className={look} />
      <span className="sr-only">{word}</span>
    </span>
  )
}

function told(steps: readonly Step[]) {
  const cached = steps.filter((s) => s.cached).length
  return `${count(steps.length, 'step')}${cached > 0 ? `, ${cached} from before` : ''}`
}
