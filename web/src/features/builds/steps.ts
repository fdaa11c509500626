import type { LogLine } from '../runs/log-store'

/** An instruction of a Dockerfile, as the log tells of it. */
export interface Step {
  /** Its stage and how many there are, as `1/2`; empty for one alone. */
  stage: string
  at: number
  of: number
  text: string
  /** Whether it was taken from what was built before. */
  cached: boolean
  /** Where in the log it begins, from 1. */
  line: number
}

const step = /^(?:\[(\d{1,4}\/\d{1,4})\] )?STEP (\d{1,4})\/(\d{1,4}): (.*)$/

/** The instructions of each component, in the order in which they were begun. */
export function stepsOf(lines: readonly LogLine[]): Map<string, Step[]> {
  const all = new Map<string, Step[]>()
  lines.forEach(({ phase, text }, n) => {
    const found = step.exec(text)
    const steps = all.get(phase) ?? []
    if (found) {
      steps.push({ stage: found[1] ?? '', at: Number(found[2]), of: Number(found[3]), text: found[4]!, cached: false, line: n + 1 })
      all.set(phase, steps)
    } else if (steps.length > 0 && (text.startsWith('--> Using cache') || text.startsWith('--> Cache pulled'))) {
      steps.at(-1)!.cached = true
    }
  })
  return all
}

const begins = /^([a-z][a-z0-9-]{0,62}): (?:no Dockerfile in |fetching |made of the same as |\S+$)/

/** A kept log in parts, one for each component: the platform says whose turn it is. */
export function partsOf(log: string): LogLine[] {
  let component = ''
  return log
    .replace(/\n$/, '')
    .split('\n')
    .map((text) => {
      component = begins.exec(text)?.[1] ?? component
      return { phase: component, text }
    })
}
