'use client'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '@/api/client'
import { queries } from '@/api/queries'
import type { Comparison } from '@/api/shapes'
import { usePlace } from '@/shell/place'
import { readOnly, type Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { CopyLink } from '@/ui/copy'
import { money } from '@/ui/money'
import { Answer, PageHead } from '@/ui/page'
import { Load, ProblemBox } from '@/ui/states'
import { Segmented } from '@/ui/segmented'
import { Matrix } from './matrix'
import { Options } from './options'
import { OptionSheet, ScoreSheet, UnpricedSheet } from './sheets'
import { readWeights, WeightsPanel, written, type Weights } from './weights'
import { costAt, count, criteria, optionTitle, ordinal, trafficTitle, type Criterion } from './words'

const digits = (comparison: Comparison): Weights => criteria.map((c) => Number(comparison.weights[c]))

export function Compare({ work }: { work: Work }) {
  const { get, go } = usePlace()
  const w = get('w')
  // Sliders move at once, from where they stand: the address follows a moment later, and is looked at anew when it changes.
  const [draft, setDraft] = useState(() => readWeights(w))
  useEffect(() => setDraft(readWeights(new URLSearchParams(window.location.search).get('w') ?? '')), [w])
  // A slider moves at once; the platform is asked when it rests for a moment, and the newest answer wins.
  const asked = useRested(w, 90)
  const selection = { environment: work.environment.name, traffic: work.traffic }
  const usual = useQuery(queries.comparison(work.project.slug, selection))
  const query = useQuery({
    ...queries.comparison(work.project.slug, { ...selection, ...(asked && { weights: asked }) }),
    placeholderData: keepPreviousData,
  })
  return (
    <Load of={query}>
      {(comparison) => (
        <Compared
          work={work}
          comparison={comparison}
          weights={draft ?? digits(comparison)}
          usual={usual.data ? digits(usual.data) : digits(comparison)}
          onWeights={(next) => {
            setDraft(next)
            go({ w: usual.data && written(next) === written(digits(usual.data)) ? null : written(next) })
          }}
        />
      )}
    </Load>
  )
}

function useRested<T>(value: T, ms: number): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return rested
}

function Compared({ work, comparison, weights, usual, onWeights }: { work: Work; comparison: Comparison; weights: Weights; usual: Weights; onWeights: (weights: Weights) => void }) {
  const { get, go, to } = usePlace()
  const traffic = comparison.usageProfile
  const open = comparison.options.find((o) => o.strategy === get('option'))
  const [cellStrategy, cellCriterion] = get('cell').split('~')
  const cell = comparison.options.find((o) => o.strategy === cellStrategy)
  const close = () => go({ option: null, cell: null, unpriced: null })
  const leader = comparison.options.find((o) => o.strategy === comparison.ranking[0])
  const moved = useMoved(comparison)
  return (
    <>
      <PageHead
        title="Compare hosting options"
        sub={about(comparison)}
        actions={
          <>
            <Segmented
              label="Traffic that ranks"
              options={comparison.usageProfiles.map((p) => ({ value: p, label: trafficTitle(p) }))}
              value={traffic}
              onChange={(t) => go({ t })}
              className="max-sm:w-full"
            />
            <CopyLink />
          </>
        }
      />
      <Answer action={leader && <UseOption work={work} strategy={leader.strategy} primary />}>{sentence(comparison)}</Answer>
      <p className="sr-only" role="status">
        {moved}
      </p>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_264px]">
        <div className="min-w-0">
          <Options
            comparison={comparison}
            traffic={traffic}
            onOpen={(option) => go({ option }, 'push')}
            onUnpriced={() => go({ unpriced: '1' }, 'push')}
          />
          <Matrix comparison={comparison} onOpen={(strategy, criterion) => go({ cell: `${strategy}~${criterion}` }, 'push')} />
        </div>
        <WeightsPanel
          weights={weights}
          usual={usual}
          preset={get('w')}
          comparison={comparison}
          onChange={onWeights}
          onPreset={(name) => go({ w: name })}
          onReset={() => go({ w: null })}
        />
      </div>
      {open && (
        <OptionSheet
          option={open}
          comparison={comparison}
          to={(page) => to(page, { s: open.strategy, option: null })}
          use={<UseOption work={work} strategy={open.strategy} primary={open.feasible} because={open.feasible ? null : 'It does not meet the requirements.'} />}
          onClose={close}
        />
      )}
      {cell && cellCriterion && <ScoreSheet option={cell} criterion={cellCriterion as Criterion} onClose={close} />}
      {get('unpriced') && <UnpricedSheet comparison={comparison} traffic={traffic} onClose={close} />}
    </>
  )
}

/** Chooses an option for the environment; runs and pages take it from then on. */
function UseOption({ work, strategy, primary, because }: { work: Work; strategy: string; primary?: boolean; because?: string | null }) {
  const cache = useQueryClient()
  const chosen = work.environment.strategy
  const choose = useMutation({
    mutationFn: (name: string) =>
      api.PUT('/api/v1/projects/{project}/environments/{environment}/strategy', {
        params: { path: { project: work.project.slug, environment: work.environment.name } },
        body: { strategy: name },
      }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['project', work.project.slug, 'environments'] }),
  })
  return (
    <div className="flex flex-col gap-2">
      {chosen === strategy ? (
        <Button disabled className="max-sm:h-10">
          In use for {work.environment.name}
        </Button>
      ) : (
        <Button
          look={primary ? 'primary' : 'plain'}
          because={because ?? readOnly(work)}
          waits={choose.isPending}
          onClick={() => choose.mutate(strategy)}
          className="max-sm:h-10"
        >
          Use this option
        </Button>
      )}
      {choose.isError && <ProblemBox error={choose.error} />}
    </div>
  )
}

/** Says to a screen reader what a change of weights did to the order. */
function useMoved(comparison: Comparison): string {
  const before = useRef<readonly string[]>(comparison.ranking)
  const [said, setSaid] = useState('')
  const order = comparison.ranking.join('|')
  useEffect(() => {
    const now = comparison.ranking
    const mover = now.find((s, n) => before.current.indexOf(s) > n)
    if (mover) {
      const option = comparison.options.find((o) => o.strategy === mover)
      setSaid(option ? `${optionTitle(option)} is now ${ordinal(now.indexOf(mover) + 1)}` : '')
    }
    before.current = now
  }, [order])
  return said
}

function about(c: Comparison): string {
  const feasible = c.ranking.length
  const budget = c.monthlyBudget ? `budget ${money(c.monthlyBudget, c.currency)} a month` : 'no budget stated'
  return `${count(c.options.length, 'option')} for ${c.environment}, ${feasible} feasible · ${budget} · list prices before tax and discounts`
}

function sentence(c: Comparison) {
  const leader = c.options.find((o) => o.strategy === c.ranking[0])
  if (!leader) return <b>No option meets the requirements of {c.environment}. Each row says which it breaks.</b>
  const cost = costAt(leader, c.usageProfile)
  const over = leader.costs.filter((k) => k.budget === 'over').map((k) => k.usageProfile)
  const { critical = 0, high = 0 } = leader.findings ?? {}
  const failing = new Map<string, number>()
  for (const o of c.options) for (const r of new Set(o.unmetRequirements.map((u) => u.requirement))) failing.set(r, (failing.get(r) ?? 0) + 1)
  return (
    <>
      <b>{optionTitle(leader)} leads with your weights.</b>{' '}
      {cost && (
        <>
          It costs {cost.isLowerBound && 'at least '}
          {money(cost.totalMonthlyCost, c.currency)} a month at {c.usageProfile} traffic
          {over.length > 0 && `, passes the budget at ${over.join(' and ')} traffic`}
          {critical + high > 0 ? `, and has ${[critical && `${critical} critical`, high && `${high} high`].filter(Boolean).join(' and ')} findings to mend` : ''}.{' '}
        </>
      )}
      {[...failing].map(([requirement, n]) => `${n === 1 ? 'One option fails' : `${count(n, 'option')} fail`} ${requirement}.`).join(' ')}
    </>
  )
}
