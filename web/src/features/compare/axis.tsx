import { money, round } from '@/ui/money'
import type { Cost } from './words'

export interface Axis {
  top: number
  step: number
  budget: string | undefined
  currency: string
}

const at = (axis: Axis, amount: string | number) => `${(Number(amount) / axis.top) * 100}%`
const marks = (axis: Axis) => Array.from({ length: Math.floor(axis.top / axis.step) + 1 }, (_, n) => n * axis.step)

/** The head of the column: the axis that all rows share. */
export function AxisHead({ axis }: { axis: Axis }) {
  const budget = axis.budget ? Number(axis.budget) : null
  return (
    <div aria-hidden="true" className="relative h-4">
      {marks(axis)
        .filter((m) => budget === null || Math.abs(m - budget) > axis.top * 0.2)
        .map((m) => (
          <span key={m} className={m === 0 ? 'absolute' : m === axis.top ? 'absolute -translate-x-full' : 'absolute -translate-x-1/2'} style={{ left: at(axis, m) }}>
            {m === 0 ? round(0, axis.currency) : new Intl.NumberFormat().format(m)}
          </span>
        ))}
      {budget !== null && (
        <span className="absolute -translate-x-1/2 font-medium whitespace-nowrap text-up" style={{ left: at(axis, budget) }}>
          Budget {new Intl.NumberFormat().format(budget)}
        </span>
      )}
    </div>
  )
}

/** One option's costs on it: ring, disc and square for low, medium and high; dashed where a part is not priced. */
export function AxisRow({ axis, costs, ranks, dim }: { axis: Axis; costs: readonly Cost[]; ranks: string; dim: boolean }) {
  const [first, last] = [costs[0], costs.at(-1)]
  if (!first || !last) return null
  const color = dim ? 'var(--edge)' : 'var(--accent)'
  const said = costs.map((c) => `${c.usageProfile} ${c.isLowerBound ? 'at least ' : ''}${money(c.totalMonthlyCost, axis.currency)}${c.budget === 'over' ? ', over budget' : ''}`).join('; ')
  const isFlat = costs.every((c) => c.totalMonthlyCost === first.totalMonthlyCost)
  const labelled = isFlat ? [last] : [first, last]
  return (
    <svg role="img" aria-label={`A month: ${said}`} className="block h-14 w-full overflow-visible">
      {marks(axis).map((m) => (
        <line key={m} x1={at(axis, m)} x2={at(axis, m)} y1="0" y2="56" stroke="var(--line)" />
      ))}
      {axis.budget && <line x1={at(axis, axis.budget)} x2={at(axis, axis.budget)} y1="0" y2="56" stroke="var(--up)" strokeWidth="1.5" strokeDasharray="3 3" />}
      <line
        x1={at(axis, first.totalMonthlyCost)}
        x2={at(axis, last.totalMonthlyCost)}
        y1="22"
        y2="22"
        stroke={color}
        strokeOpacity="0.55"
        strokeWidth="3"
        strokeDasharray={costs.some((c) => c.isLowerBound) ? '4 3' : undefined}
      />
      {costs.map((c, n) => {
        const isDisc = costs.length > 2 ? n > 0 && n < costs.length - 1 : c.usageProfile === ranks
        const isSquare = n === costs.length - 1 && costs.length > 1 && !isDisc
        const x = at(axis, c.totalMonthlyCost)
        const fill = isDisc ? color : 'var(--surface)'
        return isSquare ? (
          <svg key={c.usageProfile} x={x} y="22" overflow="visible">
            <rect x="-4.5" y="-4.5" width="9" height="9" fill={fill} stroke={color} strokeWidth="2" />
          </svg>
        ) : (
          <circle key={c.usageProfile} cx={x} cy="22" r={isDisc ? 5.5 : 4.5} fill={fill} stroke={color} strokeWidth="2" />
        )
      })}
      {labelled.map((c) => (
        <text
          key={c.usageProfile}
          x={at(axis, c.totalMonthlyCost)}
          y="46"
          textAnchor="middle"
          paintOrder="stroke"
          stroke="var(--surface)"
          strokeWidth="5"
          strokeLinejoin="round"
          fill={c.budget === 'over' ? 'var(--up)' : 'var(--text2)'}
          fontWeight={c.budget === 'over' ? 620 : 400}
          fontSize="11"
        >
          {new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 }).format(Number(c.totalMonthlyCost))}
        </text>
      ))}
    </svg>
  )
}

/** What the marks mean. */
export function Legend({ profiles }: { profiles: readonly string[] }) {
  const mark = (n: number) =>
    n === profiles.length - 1 ? (
      <rect x="1.5" y="1.5" width="9" height="9" fill="var(--surface)" />
    ) : (
      <circle cx="6" cy="6" r={n === 0 ? 4.5 : 5} fill={n === 0 ? 'var(--surface)' : 'var(--accent)'} />
    )
  return (
    <>
      {profiles.map((p, n) => (
        <span key={p} className="inline-flex items-center gap-1.5">
          <svg width="12" height="12" aria-hidden="true" stroke="var(--accent)" strokeWidth="2">
            {mark(n)}
          </svg>
          {p.charAt(0).toUpperCase() + p.slice(1)}
        </span>
      ))}
      <span className="inline-flex items-center gap-1.5">
        <svg width="24" height="12" aria-hidden="true">
          <line x1="0" x2="24" y1="6" y2="6" stroke="var(--accent)" strokeOpacity="0.55" strokeWidth="3" strokeDasharray="4 3" />
        </svg>
        Part not priced: the true cost is higher
      </span>
    </>
  )
}
