'use client'
import clsx from 'clsx'
import { ChevronRight } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { money, Money, NotPriced, quantity, unitPrice } from '@/ui/money'
import { familyColor } from './family'
import { componentTitle, type Group, type Line } from './groups'

const grid = 'grid w-full grid-cols-[minmax(0,1fr)_104px_92px_84px_88px] items-center gap-x-3 px-3.5 text-left max-md:grid-cols-[minmax(0,1fr)_auto]'
const most = 8

/** Component, then line. Arrow keys walk the rows, left and right close and open. */
export function Tree({
  groups,
  currency,
  highest,
  open,
  onToggle,
  selected,
  onSelect,
}: {
  groups: readonly Group[]
  currency: string
  /** The dearest component, which the bars are drawn against. */
  highest: number
  open: ReadonlySet<string>
  onToggle: (component: string) => void
  selected: string
  onSelect: (line: string) => void
}) {
  return (
    <div onKeyDown={walk}>
      <div aria-hidden="true" className={clsx(grid, 'h-9 border-b border-line text-sm text-text3 max-md:hidden')}>
        <span>Component and line</span>
        <span className="text-right">Quantity</span>
        <span className="text-right">Unit price</span>
        <span>Share</span>
        <span className="text-right">Per month</span>
      </div>
      <ul>
        {groups.map((g) => (
          <GroupRows key={g.component} group={g} {...{ currency, highest, selected, onSelect }} isOpen={open.has(g.component)} onToggle={() => onToggle(g.component)} />
        ))}
      </ul>
      <p className="border-t border-line px-3.5 py-2 text-sm text-text3">Each figure is rounded once, when shown. Sums use full precision.</p>
    </div>
  )
}

function walk(event: KeyboardEvent<HTMLDivElement>) {
  const row = (event.target as HTMLElement).closest<HTMLButtonElement>('button[data-row]')
  if (!row) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button[data-row]')]
  const to = (step: number) => rows[rows.indexOf(row) + step]?.focus()
  const expanded = row.getAttribute('aria-expanded')
  if (event.key === 'ArrowDown') to(1)
  else if (event.key === 'ArrowUp') to(-1)
  else if (event.key === 'ArrowRight' && expanded === 'false') row.click()
  else if (event.key === 'ArrowLeft' && expanded === 'true') row.click()
  else return
  event.preventDefault()
}

function GroupRows({
  group,
  currency,
  highest,
  isOpen,
  onToggle,
  selected,
  onSelect,
}: {
  group: Group
  currency: string
  highest: number
  isOpen: boolean
  onToggle: () => void
  selected: string
  onSelect: (line: string) => void
}) {
  const [all, setAll] = useState(false)
  const color = familyColor(group.family)
  // Folding hides rows and adds nothing up: a fold has no sum of its own.
  const shown = all || group.lines.length <= most || group.lines.some((l, n) => l.name === selected && n >= most - 1) ? group.lines : group.lines.slice(0, most - 1)
  const folded = group.lines.length - shown.length
  return (
    <li className="border-b border-line last:border-0">
      <button type="button" data-row onClick={onToggle} aria-expanded={isOpen} className={clsx(grid, 'h-8 hover:bg-bg pointer-coarse:h-11')}>
        <span className="flex min-w-0 items-center gap-2">
          <ChevronRight size={14} aria-hidden="true" className={clsx('text-text3 transition-transform duration-[120ms]', isOpen && 'rotate-90')} />
          <span aria-hidden="true" className="size-[10px] shrink-0 rounded-[3px]" style={{ background: color }} />
          <span className="truncate font-bold">{componentTitle(group.component)}</span>
          <span className="truncate text-sm text-text3">{group.lines.length === 1 ? '1 line' : `${group.lines.length} lines`}</span>
        </span>
        <span className="max-md:hidden" />
        <span className="max-md:hidden" />
        <Bar share={Number(group.total ?? 0) / highest} color={color} />
        <span className="text-right text-amount font-bold">
          {group.total === null ? <NotPriced /> : <Money amount={group.total} currency={currency} isLowerBound={group.unpriced.length > 0} />}
        </span>
      </button>
      {isOpen && (
        <ul className="pb-1">
          {shown.map((l) => (
            <li key={l.name}>
              <LineRow line={l} {...{ currency, color, highest }} isSelected={l.name === selected} onSelect={() => onSelect(l.name)} />
            </li>
          ))}
          {folded > 0 && (
            <li>
              <button type="button" data-row onClick={() => setAll(true)} className={clsx(grid, 'h-6 text-text2 hover:bg-bg pointer-coarse:h-11')}>
                <span className="pl-[46px] text-accent">{folded} smaller lines</span>
              </button>
            </li>
          )}
          {group.unpriced.map((u) => (
            <li key={u.resource + u.description} className={clsx(grid, 'min-h-6 py-0.5')}>
              <span className="min-w-0 pl-[46px]" title={u.reason}>
                {u.description} <span className="text-sm text-text3">{u.reason}</span>
              </span>
              <span className="text-right md:col-start-5">
                <NotPriced />
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

function LineRow({ line, currency, color, highest, isSelected, onSelect }: { line: Line; currency: string; color: string; highest: number; isSelected: boolean; onSelect: () => void }) {
  const unit = unitPrice(line.unitPrice, line.unitPriceCurrency, line.unit)
  const tag = { configuration: 'config', usage: 'usage', allowance: 'allowance' }[line.origin]
  const free = Number(line.monthlyCost) === 0
  return (
    <button
      type="button"
      data-row
      onClick={onSelect}
      aria-pressed={isSelected}
      className={clsx(grid, 'min-h-6 pointer-coarse:min-h-11', isSelected ? 'bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]' : 'hover:bg-bg')}
    >
      <span className="flex min-w-0 items-center gap-2 pl-[46px] max-md:pl-6">
        <span className="truncate" title={line.description}>
          {line.description}
        </span>
        <span className={clsx('shrink-0 rounded-tag border px-1 text-tag leading-[15px] text-text2', line.origin === 'usage' ? 'border-dashed border-edge' : 'border-line2')}>{tag}</span>
      </span>
      <span className="truncate text-right text-text2 max-md:hidden" title={`${quantity(line.quantity)} ${line.unit}`}>
        {quantity(line.quantity)} <span className="text-sm text-text3">{shortUnit(line.unit)}</span>
      </span>
      <span className="truncate text-right text-text2 max-md:hidden" title={unit.per}>
        {unit.price}
        {unit.per.includes('1,000,000') && <span className="text-sm text-text3">/M</span>}
      </span>
      <Bar share={Number(line.monthlyCost) / highest} color={color} soft />
      <span className={clsx('text-right', line.origin === 'allowance' && !free && 'text-good')}>
        {free ? <span className="text-text2">Free</span> : money(line.monthlyCost, currency)}
      </span>
    </button>
  )
}

const shortUnit = (unit: string) => unit === 'hour' || unit === 'instance-hour' ? 'h' : unit === 'request' ? 'req' : unit.replace(/-hour$/, '-h').replace(/-month$/, '')

function Bar({ share, color, soft }: { share: number; color: string; soft?: boolean }) {
  return (
    <span aria-hidden="true" className="max-md:hidden">
      {share > 0 && (
        <span
          className={clsx('block rounded-[2px]', soft ? 'h-[5px]' : 'h-1.5')}
          style={{ width: `max(2px, ${Math.min(1, share) * 100}%)`, background: soft ? `color-mix(in srgb, ${color} 60%, var(--surface))` : color }}
        />
      )}
    </span>
  )
}
