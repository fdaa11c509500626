'use client'
import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { api, take } from '@/api/client'
import { queries } from '@/api/queries'
import { usePeople } from '@/shell/people'
import { address, usePlace } from '@/shell/place'
import type { Work } from '@/shell/project-page'
import { environmentTitle } from '@/shell/shell'
import { LinkButton } from '@/ui/button'
import { Money, money } from '@/ui/money'
import { Answer, CardHead, PageHead } from '@/ui/page'
import { SeverityCounts, SeverityMark } from '@/ui/pill'
import { Load, ProblemBox, Skeleton } from '@/ui/states'
import { Ago } from '@/ui/time'
import { costAt, count, optionTitle, type Option } from '../compare/words'
import { familyColor } from '../estimate/family'
import { componentTitle, groups } from '../estimate/groups'
import { RunStatus, runTitle } from '../runs/status'

export function Overview({ work }: { work: Work }) {
  const slug = work.project.slug
  const { to } = usePlace()
  const selection = { environment: work.environment.name, strategy: work.strategy, traffic: work.traffic }
  const comparison = useQuery(queries.comparison(slug, { environment: work.environment.name, traffic: work.traffic }))
  const estimate = useQuery(queries.estimate(slug, selection))
  const findings = useQuery(queries.findings(slug, { environment: work.environment.name, strategy: work.strategy }))
  const runs = useQuery(queries.runs(slug))
  const workspaces = useQuery({
    queryKey: ['project', slug, 'workspaces'],
    queryFn: () => take(api.GET('/api/v1/projects/{project}/workspaces', { params: { path: { project: slug }, query: { limit: 200 } } })),
  })
  const person = usePeople(work.project.team)
  const option = comparison.data?.options.find((o) => o.strategy === work.strategy)
  const last = runs.data?.items.find((r) => r.environment === work.environment.name)
  const waiting = runs.data?.items.filter((r) => r.status === 'planned' || r.status === 'interrupted') ?? []
  const chosen = work.environment.strategy !== null
  return (
    <>
      <PageHead title={work.project.name} sub={`${environmentTitle(work.environment.name)}${option ? ` with ${optionTitle(option)}` : ''}`} />
      <Answer
        action={
          waiting[0] ? (
            <LinkButton look="primary" href={address('/run/', { p: slug, e: waiting[0].environment, id: waiting[0].id as string })}>
              {waiting[0].status === 'planned' ? 'Look at the plan' : 'Recover the run'}
            </LinkButton>
          ) : !chosen ? (
            <LinkButton look="primary" href={to('/compare/')}>
              Compare hosting options
            </LinkButton>
          ) : undefined
        }
      >
        {waiting[0] ? (
          <b>
            “{runTitle(waiting[0])}” {waiting[0].status === 'planned' ? 'waits for approval' : 'was interrupted'} in {waiting[0].environment}.
          </b>
        ) : chosen ? (
          <b>
            {environmentTitle(work.environment.name)} is planned {option && `with ${optionTitle(option)}`}
            {estimate.data && `, at ${estimate.data.unpriced.length > 0 ? 'least ' : ''}${money(estimate.data.totalMonthlyCost, estimate.data.currency)} a month`}.
          </b>
        ) : (
          <>
            <b>No hosting option is chosen for {work.environment.name} yet.</b> {option ? `What follows is of the first, ${optionTitle(option)}.` : ''}
          </>
        )}
      </Answer>
      <div className="card mb-4 grid divide-line max-lg:grid-cols-2 max-sm:grid-cols-1 max-sm:divide-y lg:grid-cols-4 lg:divide-x">
        <Tile title="Monthly cost" href={to('/estimate/')} note={estimate.data && budget(option, estimate.data.usageProfile, comparison.data?.monthlyBudget, estimate.data.currency)}>
          {estimate.data ? <Money amount={estimate.data.totalMonthlyCost} isLowerBound={estimate.data.unpriced.length > 0} currency={estimate.data.currency} /> : <Waits of={estimate} />}
        </Tile>
        <Tile title="Findings" href={to('/findings/')} note={findings.data && <SeverityCounts counts={findings.data.counts} />}>
          {findings.data ? findings.data.findings.length : <Waits of={findings} />}
        </Tile>
        <Tile title="Last run" href={last ? address('/run/', { p: slug, e: last.environment, id: last.id as string }) : to('/runs/')} note={last ? <Ago at={last.changedAt} /> : 'nothing has run yet'}>
          {runs.data ? last ? <RunStatus run={last} /> : '–' : <Waits of={runs} />}
        </Tile>
        <Tile
          title="State"
          href={to('/state/')}
          note={stateNote(workspaces.data?.items.find((w) => w.environment === work.environment.name))}
        >
          {workspaces.data ? (workspaces.data.items.find((w) => w.environment === work.environment.name)?.state?.resources ?? '–') : <Waits of={workspaces} />}
        </Tile>
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <section className="card">
          <CardHead title="Cost by component" note="a month" />
          <Load of={estimate} loading={<Skeleton className="m-3.5 h-40" />}>
            {(e) => {
              const all = groups(e).filter((g) => g.total && Number(g.total) > 0)
              const most = Number(all[0]?.total ?? 1)
              return (
                <ul className="space-y-1 px-3.5 py-2.5">
                  {all.slice(0, 8).map((g) => (
                    <li key={g.component} className="grid grid-cols-[minmax(90px,160px)_1fr_84px] items-center gap-3">
                      <span className="truncate">{componentTitle(g.component)}</span>
                      <span aria-hidden="true" className="h-2 rounded-[2px]" style={{ width: `${(Number(g.total) / most) * 100}%`, background: familyColor(g.family) }} />
                      <span className="text-right font-medium">{money(g.total!, e.currency)}</span>
                    </li>
                  ))}
                </ul>
              )
            }}
          </Load>
        </section>
        <section className="card">
          <CardHead title="Gravest findings">
            <Link prefetch={false} className="link text-sm" href={to('/findings/')}>
              All
            </Link>
          </CardHead>
          <Load of={findings} loading={<Skeleton className="m-3.5 h-40" />}>
            {(f) => (
              <ul className="divide-y divide-line">
                {f.findings.slice(0, 5).map((x) => (
                  <li key={x.name} className="relative flex gap-2.5 px-3.5 py-2 hover:bg-bg">
                    <span className="pt-[3px]">
                      <SeverityMark severity={x.severity} />
                    </span>
                    <span className="min-w-0">
                      <Link prefetch={false} href={to('/topology/', { finding: x.name })} className="font-medium after:absolute after:inset-0">
                        {x.title}
                      </Link>
                      <span className="block truncate text-text2">{x.message}</span>
                    </span>
                  </li>
                ))}
                {f.findings.length === 0 && <li className="px-3.5 py-3 text-text2">The checks found nothing wrong.</li>}
              </ul>
            )}
          </Load>
        </section>
        <section className="card">
          <CardHead title="Environments" />
          <ul className="divide-y divide-line">
            {work.environments.map((e) => {
              const held = workspaces.data?.items.find((w) => w.environment === e.name)
              return (
                <li key={e.name} className={clsx('relative flex flex-wrap items-center gap-x-3 px-3.5 py-2 hover:bg-bg', e.name === work.environment.name && 'bg-bg')}>
                  <Link prefetch={false} href={address('/overview/', { p: slug, e: e.name })} className="min-w-28 font-bold after:absolute after:inset-0">
                    {environmentTitle(e.name)}
                  </Link>
                  <span className="grow text-text2">{e.strategy ?? `${count(e.strategies.length, 'option')}, none chosen`}</span>
                  <span className="text-sm text-text3">{stateNote(held)}</span>
                </li>
              )
            })}
          </ul>
        </section>
        <section className="card">
          <CardHead title="Recent runs">
            <Link prefetch={false} className="link text-sm" href={to('/runs/')}>
              All
            </Link>
          </CardHead>
          <Load of={runs} loading={<Skeleton className="m-3.5 h-24" />}>
            {({ items }) => (
              <ul className="divide-y divide-line">
                {items.slice(0, 5).map((r) => (
                  <li key={r.id as string} className="relative flex items-center gap-3 px-3.5 py-2 hover:bg-bg">
                    <span className="min-w-0 grow">
                      <Link prefetch={false} href={address('/run/', { p: slug, e: r.environment, id: r.id as string })} className="block truncate font-medium after:absolute after:inset-0">
                        {runTitle(r)}
                      </Link>
                      <span className="block text-sm text-text3">
                        {r.environment} · {person(r.createdBy)} · <Ago at={r.createdAt} />
                      </span>
                    </span>
                    <RunStatus run={r} />
                  </li>
                ))}
                {items.length === 0 && <li className="px-3.5 py-3 text-text2">Nothing has run yet.</li>}
              </ul>
            )}
          </Load>
        </section>
      </div>
    </>
  )
}

function Tile({ title, href, note, children }: { title: string; href: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="relative min-h-[92px] px-4 py-3 hover:bg-bg">
      <Link prefetch={false} href={href} className="block text-text2 after:absolute after:inset-0">
        {title}
      </Link>
      <p className="text-key font-bold">{children}</p>
      <p className="text-sm text-text2">{note}</p>
    </div>
  )
}

function Waits({ of }: { of: { isError: boolean; error: unknown } }) {
  return of.isError ? (
    <span className="text-base font-normal">
      <ProblemBox error={of.error} />
    </span>
  ) : (
    <Skeleton className="my-1 h-6 w-28" />
  )
}

function budget(option: Option | undefined, profile: string, limit: string | undefined, currency: string): string {
  const cost = option && costAt(option, profile)
  if (!limit || !cost?.budget) return `at ${profile} traffic`
  const word = { within: 'within', over: 'over', uncertain: 'perhaps over' }[cost.budget]
  return `at ${profile} traffic, ${word} the budget of ${money(limit, currency)}`
}

function stateNote(w: { state: { version: number | string } | null; lock: unknown; hold: unknown } | undefined): string {
  if (!w) return 'nothing applied yet'
  const held = w.lock ? ', locked' : w.hold ? ', held by a run' : ''
  return w.state ? `resources in version ${w.state.version}${held}` : `no state yet${held}`
}
