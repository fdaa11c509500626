import { Ban, Check, CircleCheck, CirclePause, CircleX, Clock, LoaderCircle, Unlink } from 'lucide-react'
import type { Schemas } from '@/api/client'
import { Pill, type Tone } from '@/ui/pill'

export type Run = Schemas['RunResponse']

const looks: Record<string, { word: string; tone: Tone; Icon: typeof Check; turns?: boolean }> = {
  pending: { word: 'Waiting', tone: 'plain', Icon: Clock },
  plan_queued: { word: 'Waiting for an executor', tone: 'plain', Icon: Clock },
  planning: { word: 'Planning', tone: 'accent', Icon: LoaderCircle, turns: true },
  planned: { word: 'Waiting for approval', tone: 'accent', Icon: CirclePause },
  apply_queued: { word: 'Approved, waiting for an executor', tone: 'plain', Icon: Clock },
  applying: { word: 'Applying', tone: 'accent', Icon: LoaderCircle, turns: true },
  planned_and_finished: { word: 'Nothing to apply', tone: 'plain', Icon: CircleCheck },
  applied: { word: 'Applied', tone: 'good', Icon: Check },
  discarded: { word: 'Discarded', tone: 'plain', Icon: Ban },
  canceled: { word: 'Canceled', tone: 'plain', Icon: Ban },
  errored: { word: 'Failed', tone: 'critical', Icon: CircleX },
  interrupted: { word: 'Interrupted', tone: 'up', Icon: Unlink },
  recovered: { word: 'Recovered', tone: 'good', Icon: CircleCheck },
}

export function statusWord(run: Pick<Run, 'status' | 'queuePosition' | 'operation'>): string {
  if (run.status === 'pending' && run.queuePosition) return `Waiting, ${run.queuePosition} before it`
  if (run.status === 'planned_and_finished') return run.operation === 'plan' ? 'Planned' : run.operation === 'drift' ? 'Looked' : 'No changes'
  return looks[run.status]?.word ?? run.status
}

export function RunStatus({ run, progress }: { run: Pick<Run, 'status' | 'queuePosition' | 'operation'>; progress?: string }) {
  const look = looks[run.status] ?? looks.pending!
  return (
    <Pill tone={look.tone}>
      <look.Icon size={13} aria-hidden="true" className={look.turns ? 'spin' : undefined} />
      {statusWord(run)}
      {progress && `, ${progress}`}
    </Pill>
  )
}

const endings = new Set(['planned_and_finished', 'applied', 'discarded', 'errored', 'canceled', 'recovered'])
export const isEnded = (run: Pick<Run, 'status'>) => endings.has(run.status)
export const isAtWork = (run: Pick<Run, 'status'>) => !isEnded(run) && run.status !== 'planned' && run.status !== 'interrupted'

const operations: Record<Run['operation'], string> = { plan: 'Plan alone', apply: 'Plan and apply', destroy: 'Destroy', refresh: 'Refresh', drift: 'Look for drift', recover: 'Recover' }
export const operationTitle = (operation: Run['operation']) => operations[operation]
export const runTitle = (run: Pick<Run, 'message' | 'operation' | 'environment'>) => run.message || `${operationTitle(run.operation)} of ${run.environment}`
