'use client'
import clsx from 'clsx'
import { Ban, Check } from 'lucide-react'
import type { Comparison } from '@/api/shapes'
import { useFlip } from '@/ui/flip'
import { Money, NotPriced, score } from '@/ui/money'
import { Pill } from '@/ui/pill'
import { AxisHead, AxisRow, Legend, type Axis } from './axis'
import { axisTop, costAt, count, inOrder, optionTitle, providerTitle, type Option } from './words'

const grid = 'grid grid-cols-[26px_minmax(150px,1.1fr)_minmax(150px,1fr)_minmax(220px,1.7fr)_118px_58px] items-center gap-x-3 px-3.5'

export function Options({ comparison, traffic, onOpen, onUnpriced }: { comparison: Comparison; traffic: string; onOpen: (strategy: string) => void; onUnpriced: () => void }) {
  const options = inOrder(comparison)
  const flip = useFlip(options.map((o) => o.strategy))
  const highest = Math.max(Number(comparison.monthlyBudget ?? 0), ...options.flatMap((o) => o.costs.map((c) => Number(c.totalMonthlyCost))))
  const axis: Axis = { ...axisTop(highest * 1.04), budget: comparison.monthlyBudget, currency: comparison.currency }
  const ranked = options.filter((o) => comparison.ranking.includes(o.strategy))
  const rest = options.filter((o) => !comparison.ranking.includes(o.strategy))
  const someUnpriced = options.some((o) => o.costs.some((c) => c.unpriced.length > 0))
  const row = (o: Option, rank: number | null) => (
    <li key={o.strategy} ref={flip(o.strategy)}>
      <Row option={o} rank={rank} axis={axis} traffic={traffic} onOpen={onOpen} />
    </li>
  )
  return (
    <section aria-label="Options" className="card">
      <div aria-hidden="true" className={clsx(grid, 'h-9 border-b border-line text-sm text-text3 max-md:hidden')}>
        <span />
        <span>Option</span>
        <span>Verdict</span>
        <AxisHead axis={axis} />
        <span className="text-right">{traffic.charAt(0).toUpperCase() + traffic.slice(1)}, per month</span>
        <span className="text-right">Score</span>
      </div>
      <ol>{ranked.map((o, n) => row(o, n + 1))}</ol>
      {rest.length > 0 && (
        <>
          <p className="border-b border-line bg-bg px-3.5 py-1 text-tag text-text3">Not ranked: a requirement is not met, or it cannot be placed</p>
          <ul>{rest.map((o) => row(o, null))}</ul>
        </>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-3.5 py-2.5 text-sm text-text2">
        <Legend profiles={comparison.usageProfiles} />
        {someUnpriced && (
          <button type="button" className="link ml-auto" onClick={onUnpriced}>
            Which lines are not priced?
          </button>
        )}
      </div>
    </section>
  )
}

function Row({ option, rank, axis, traffic, onOpen }: { option: Option; rank: number | null; axis: Axis; traffic: string; onOpen: (strategy: string) => void }) {
  const cost = costAt(option, traffic)
  const isFirst = rank === 1
  return (
    <div
      className={clsx(
        'relative border-b border-line hover:bg-bg md:grid md:h-[62px]',
        grid,
        'max-md:grid max-md:grid-cols-[24px_minmax(0,1fr)_auto] max-md:gap-y-1.5 max-md:py-3',
        isFirst && 'shadow-[inset_3px_0_0_var(--accent)]',
      )}
    >
      <span className={clsx('text-center text-panel font-bold', isFirst ? 'text-accent' : 'text-text3')}>
        <span className="sr-only">{rank ? 'Rank ' : 'Not ranked'}</span>
        {rank ?? <span aria-hidden="true">–</span>}
      </span>
      <span className="min-w-0">
        <button
          type="button"
          onClick={() => onOpen(option.strategy)}
          title={option.title}
          className={clsx('block max-w-full text-left leading-[17px] font-bold after:absolute after:inset-0 md:line-clamp-2', rank === null && 'text-text2')}
        >
          {optionTitle(option)}
        </button>
        <span className="block truncate text-sm text-text3">
          {option.vendors.map(providerTitle).join(', ')} {option.regions.join(', ')}
        </span>
      </span>
      <span className="min-w-0 max-md:order-2 max-md:col-span-2 max-md:col-start-2 max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-2">
        {option.feasible ? (
          <Pill tone="good">
            <Check size={13} aria-hidden="true" /> Feasible
          </Pill>
        ) : (
          <Pill tone="high">
            <Ban size={13} aria-hidden="true" /> Not feasible
          </Pill>
        )}
        <span className="block truncate text-sm text-text2 md:mt-0.5" title={why(option)}>
          {why(option)}
        </span>
      </span>
      <span className="min-w-0 max-md:order-3 max-md:col-span-2 max-md:col-start-2 max-md:pr-4">
        <AxisRow axis={axis} costs={option.costs} ranks={traffic} dim={rank === null} />
      </span>
      <span className={clsx('text-right max-md:order-1', rank === null && 'text-text2')}>
        <span className="block text-amount font-bold">
          {cost ? <Money amount={cost.totalMonthlyCost} isLowerBound={cost.isLowerBound} currency={axis.currency} /> : '–'}
        </span>
        {cost && (cost.unpriced.length > 0 ? <NotPriced count={cost.unpriced.length} /> : <span className="text-sm text-text3">fully priced</span>)}
      </span>
      <span className="text-right max-md:hidden">
        <Score option={option} dim={rank === null} />
      </span>
    </div>
  )
}

function Score({ option, dim }: { option: Option; dim: boolean }) {
  if (!option.total) return <>–</>
  return (
    <>
      <span className="text-amount font-bold">
        {option.totalIsUpperBound && <span title="Something is not known, which can only lower it">≤ </span>}
        {score(option.total)}
      </span>
      <span aria-hidden="true" className="mt-1 block h-1 overflow-hidden rounded-full bg-sunken">
        <span
          className={clsx('block h-1 rounded-full', dim ? 'bg-edge' : option.totalIsUpperBound ? 'bar-stripes' : 'bg-accent')}
          style={{ width: `${Number(option.total) * 10}%` }}
        />
      </span>
    </>
  )
}

/** What stands against an option, or what is to do, in a few words. */
export function why(option: Option): string {
  const unmet = option.unmetRequirements[0]
  if (unmet) return `${unmet.requirement.charAt(0).toUpperCase()}${unmet.requirement.slice(1)}: data in ${option.regions.join(', ')}`.replace(/: data in.*/, unmet.requirement === 'residency' ? '$&' : ': not met')
  if (option.obstacles[0]) return option.obstacles[0].reason
  const { critical = 0, high = 0 } = option.findings ?? {}
  if (option.notGenerated.length > 0 && critical + high === 0) return `No OpenTofu for ${option.notGenerated.length} of its parts`
  const parts = [critical > 0 && `${critical} critical`, high > 0 && `${high} high`].filter(Boolean).join(' and ')
  return parts ? `${parts} ${critical + high === 1 ? 'finding' : 'findings'} to mend` : option.findings ? count(option.findings.medium, 'medium finding') : ''
}
