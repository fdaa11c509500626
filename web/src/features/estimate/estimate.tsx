'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { queries } from '@/api/queries'
import type { Comparison, Estimate as Estimated } from '@/api/shapes'
import { Menu, MenuButton } from '@/shell/menu'
import { usePlace } from '@/shell/place'
import type { Work } from '@/shell/project-page'
import { OptionPicker } from '@/shell/option-picker'
import { Button } from '@/ui/button'
import { CopyLink } from '@/ui/copy'
import { csv, download } from '@/ui/download'
import { money, Money, NotPriced } from '@/ui/money'
import { Answer, CardHead, PageHead } from '@/ui/page'
import { Segmented } from '@/ui/segmented'
import { Load } from '@/ui/states'
import { count, costAt, optionTitle, providerTitle, trafficTitle, type Option } from '../compare/words'
import { Explain } from './explain'
import { familyColor } from './family'
import { componentTitle, groups } from './groups'
import { Tree } from './tree'
import { Treemap } from './treemap'

export function Estimate({ work }: { work: Work }) {
  const selection = { environment: work.environment.name, strategy: work.strategy, traffic: work.traffic }
  const estimate = useQuery({ ...queries.estimate(work.project.slug, selection), placeholderData: keepPreviousData })
  // What the other levels of traffic cost, and whether that is within the budget, the comparison says.
  const comparison = useQuery(queries.comparison(work.project.slug, { environment: work.environment.name, traffic: work.traffic }))
  const option = comparison.data?.options.find((o) => o.strategy === work.strategy)
  return <Load of={estimate}>{(data) => <EstimateView work={work} estimate={data} option={option} comparison={comparison.data} />}</Load>
}

function EstimateView({ work, estimate, option, comparison }: { work: Work; estimate: Estimated; option: Option | undefined; comparison: Comparison | undefined }) {
  const { get, go } = usePlace()
  const all = groups(estimate)
  const line = estimate.lineItems.find((l) => l.name === get('line'))
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(all.slice(0, 2).map((g) => g.component)))
  const [by, setBy] = useState<'component' | 'provider'>('component')
  const shownOpen = line && !open.has(line.component) ? new Set([...open, line.component]) : open
  const toggle = (component: string) => {
    const next = new Set(shownOpen)
    if (!next.delete(component)) next.add(component)
    if (line?.component === component) go({ line: null })
    setOpen(next)
  }
  const tiles =
    by === 'component'
      ? all.flatMap((g) => (g.total ? [{ key: g.component, title: componentTitle(g.component), amount: g.total, color: familyColor(g.family) }] : []))
      : estimate.providers.map((p) => ({ key: p.provider, title: providerTitle(p.provider), amount: p.monthlyCost, color: 'var(--accent)' }))
  const reveal = (key: string) => {
    if (by === 'provider') return
    setOpen(new Set([...open, key]))
    document.getElementById('tree')?.querySelector<HTMLElement>(`[data-component="${CSS.escape(key)}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <>
      <PageHead
        title="Estimate"
        sub={`${option ? optionTitle(option) : work.strategy} · ${count(estimate.lineItems.length, 'line')} · list prices before tax and discounts`}
        actions={
          <>
            <OptionPicker work={work} options={comparison?.options} />
            <CopyLink />
            <Export estimate={estimate} name={`${work.project.slug}-${work.environment.name}-${work.strategy}-${estimate.usageProfile}`} />
          </>
        }
      />
      <Answer>{sentence(estimate, option, all)}</Answer>
      <div className="mb-3.5 grid grid-cols-[repeat(3,minmax(0,1fr))_minmax(0,1.8fr)] gap-3 max-lg:grid-cols-3 max-sm:grid-cols-1">
        {(comparison?.usageProfiles ?? [estimate.usageProfile]).map((profile) => (
          <Traffic
            key={profile}
            profile={profile}
            isOn={profile === estimate.usageProfile}
            cost={option && costAt(option, profile)}
            currency={estimate.currency}
            onChoose={() => go({ t: profile })}
          />
        ))}
        <Range estimate={estimate} />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
        <section id="tree" aria-label="Lines" className="card min-w-0">
          <Tree
            groups={all}
            currency={estimate.currency}
            highest={Math.max(...all.map((g) => Number(g.total ?? 0)), 1)}
            open={shownOpen}
            onToggle={toggle}
            selected={line?.name ?? ''}
            onSelect={(name) => go({ line: name === line?.name ? null : name })}
          />
        </section>
        <div className="space-y-4 max-lg:order-first">
          {line && (
            <Explain
              line={line}
              estimate={estimate}
              command={`infrar explain -e ${work.environment.name} -s ${work.strategy} ${line.name}`}
              onClose={() => go({ line: null })}
            />
          )}
          <section className="card">
            <CardHead title="Where it goes">
              <Segmented
                label="By"
                options={[
                  { value: 'component', label: 'Component' },
                  { value: 'provider', label: 'Provider' },
                ]}
                value={by}
                onChange={setBy}
              />
            </CardHead>
            <div className="p-3.5">
              <Treemap tiles={tiles} currency={estimate.currency} selected={line && by === 'component' ? line.component : ''} onSelect={reveal} />
            </div>
          </section>
          {estimate.unsupportedTypes.length > 0 && (
            <section className="card">
              <CardHead title="Not known to the price book" note={count(estimate.unsupportedTypes.length, 'resource type')} />
              <ul className="space-y-1 px-3.5 py-2.5">
                {estimate.unsupportedTypes.map((t) => (
                  <li key={t.type} className="flex justify-between gap-3">
                    <code>{t.type}</code>
                    <span className="text-text3">{t.count}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </>
  )
}

function Traffic({ profile, isOn, cost, currency, onChoose }: { profile: string; isOn: boolean; cost: ReturnType<typeof costAt>; currency: string; onChoose: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onChoose}
      className={clsx('card min-h-[74px] px-3.5 py-2.5 text-left', isOn ? 'border-accent ring-1 ring-accent' : 'hover:border-edge')}
    >
      <span className="block text-text2">{trafficTitle(profile)} traffic</span>
      {cost && (
        <span className="flex flex-wrap items-baseline gap-x-3">
          <span className="text-title font-bold">
            <Money amount={cost.totalMonthlyCost} isLowerBound={cost.isLowerBound} currency={currency} />
          </span>
          {cost.budget === 'over' && <span className="text-sm font-medium text-up">▲ over budget</span>}
          {cost.budget === 'uncertain' && <span className="text-sm text-text3">budget uncertain</span>}
          {cost.unpriced.length > 0 && <NotPriced count={cost.unpriced.length} />}
        </span>
      )}
    </button>
  )
}

/** Least, expected and most on one bar. */
function Range({ estimate }: { estimate: Estimated }) {
  const [least, expected, most] = [estimate.leastMonthlyCost, estimate.totalMonthlyCost, estimate.mostMonthlyCost]
  const isLowerBound = estimate.unpriced.length > 0
  const place = Number(most) > Number(least) ? ((Number(expected) - Number(least)) / (Number(most) - Number(least))) * 100 : 50
  const moving = estimate.lineItems.filter((l) => l.leastMonthlyCost !== l.mostMonthlyCost)
  return (
    <div className="min-w-0 px-1 py-1 max-lg:col-span-full">
      <div className="flex justify-between text-text2">
        <span>Least</span>
        <span>Expected</span>
        <span>Most</span>
      </div>
      <div className="flex justify-between font-bold">
        {[least, expected, most].map((amount, n) => (
          <span key={n}>
            <Money amount={amount} isLowerBound={isLowerBound} currency={estimate.currency} />
          </span>
        ))}
      </div>
      <div aria-hidden="true" className="relative mt-1 h-1.5 rounded-full" style={{ background: 'color-mix(in srgb, var(--accent) 45%, var(--surface))' }}>
        <span className="absolute -top-1 h-3.5 w-[3px] -translate-x-1/2 rounded-full bg-text" style={{ left: `${place}%` }} />
      </div>
      <p className="pt-1.5 text-sm text-text2">
        {moving.length > 0 ? `${moving.length} of ${count(estimate.lineItems.length, 'line')} move with use.` : 'Nothing of it depends on use.'}
      </p>
    </div>
  )
}

function sentence(e: Estimated, option: Option | undefined, all: ReturnType<typeof groups>) {
  const cost = option && costAt(option, e.usageProfile)
  const dearest = all.filter((g) => g.total && g.component !== 'account').slice(0, 2)
  return (
    <>
      <b>
        {e.unpriced.length > 0 && 'At least '}
        {money(e.totalMonthlyCost, e.currency)} a month at {e.usageProfile} traffic
        {cost?.budget === 'within' ? ', within the budget' : cost?.budget === 'over' ? ', over the budget' : ''}.
      </b>{' '}
      {dearest.length === 2 && `${dearest.map((g) => `${g.component} (${money(g.total!, e.currency)})`).join(' and ')} cost most. `}
      {e.unpriced.length > 0 ? `${count(e.unpriced.length, 'line')} not priced.` : 'Every line is priced.'}
    </>
  )
}

function Export({ estimate, name }: { estimate: Estimated; name: string }) {
  const rows = () => [
    ['component', 'provider', 'line', 'description', 'resource', 'origin', 'quantity', 'unit', 'unit price', 'currency', 'monthly cost', 'in', 'source', 'price date'],
    ...estimate.lineItems.map((l) => [
      l.component, l.provider, l.name, l.description, l.resource, l.origin, l.quantity, l.unit, l.unitPrice, l.unitPriceCurrency, l.monthlyCost, estimate.currency, l.source, l.priceDate,
    ]),
    ...estimate.unpriced.map((u) => [u.component, '', '', u.description, u.resource, 'not priced', '', '', '', '', '', '', u.reason, '']),
  ]
  return (
    <Menu
      align="end"
      label="Export"
      trigger={
        <Button className="max-sm:hidden">
          <Download size={15} aria-hidden="true" /> Export
        </Button>
      }
    >
      <MenuButton onSelect={() => download(`${name}.csv`, 'text/csv', csv(rows()))}>CSV</MenuButton>
      <MenuButton onSelect={() => download(`${name}.json`, 'application/json', JSON.stringify(estimate, null, 2))}>JSON</MenuButton>
    </Menu>
  )
}
