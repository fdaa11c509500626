import { Check, CircleHelp, CircleX } from 'lucide-react'
import type { Schemas } from '@/api/client'
import type { Run } from './status'

const names: Record<Run['policies'][number]['check'], string> = {
  newFindings: 'New findings',
  monthlyCost: 'Monthly cost',
  monthlyIncrease: 'Monthly increase',
  protected: 'Protected resources',
}
const marks = {
  passed: { Icon: Check, color: 'text-good', word: 'kept' },
  failed: { Icon: CircleX, color: 'text-critical', word: 'broken' },
  uncertain: { Icon: CircleHelp, color: 'text-up', word: 'uncertain' },
} as const

/** How the plan stands to the environment's policy, and who has approved it so far. */
export function Policies({ run, approval, person }: { run: Run; approval: Schemas['RunGateResponse'] | null; person: (id: string) => string }) {
  const wanted = Number(approval?.wanted ?? 1)
  if (run.policies.length === 0 && run.approvals.length === 0 && wanted < 2) return null
  return (
    <div className="space-y-2 px-4 py-3">
      {run.policies.length > 0 && (
        <>
          <h3 className="font-bold">Policy</h3>
          <ul className="space-y-1.5">
            {run.policies.map((p) => {
              const { Icon, color, word } = marks[p.outcome]
              return (
                <li key={p.check} className="flex gap-2">
                  <Icon size={15} aria-hidden="true" className={`mt-0.5 shrink-0 ${color}`} />
                  <span>
                    <span className="font-medium">
                      {names[p.check]}, {word}
                    </span>
                    <span className="block text-sm text-text2">{p.detail}</span>
                  </span>
                </li>
              )
            })}
          </ul>
        </>
      )}
      {(wanted > 1 || run.approvals.length > 0) && (
        <p className="text-text2">
          {approval ? `${run.approvals.length} of ${wanted} approvals. ` : ''}
          {run.approvals.map((a) => `${person(a.by)}${a.isOverride ? ' (against the policy)' : ''}`).join(', ')}
        </p>
      )}
    </div>
  )
}

/** Why the plan cannot be approved as it is; null when it can. */
export function heldUp(run: Run, approval: Schemas['RunGateResponse'] | null): string | null {
  if (approval && !approval.isCurrent) return 'The policy changed since this plan was made. Make another plan.'
  if (run.approvals.some((a) => a.isOverride)) return null
  if (run.policies.some((p) => p.blocks)) return 'The plan breaks the environment’s policy.'
  return approval && !approval.isOpen ? 'Plans are not approved at this time.' : null
}
