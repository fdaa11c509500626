'use client'
import { useQuery } from '@tanstack/react-query'
import { api, type Schemas } from '@/api/client'
import { queries } from '@/api/queries'
import { Button } from '@/ui/button'
import { CardHead } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { ProblemBox } from '@/ui/states'
import { Ago } from '@/ui/time'
import { useAct } from '@/ui/use-act'
import { count } from '../compare/words'
import { syncText } from './words'

type Status = Schemas['PriceStatusResponse']

/** Where each provider's prices come from, how old they are, and how far a reading has come. */
export function Feeds({ providers }: { providers: Status[] }) {
  const account = useQuery(queries.account)
  const { waits, error, act } = useAct(['prices'])
  const sync = (provider?: string) =>
    act(provider ?? 'all', () => api.POST('/api/v1/prices/syncs', { body: { provider: provider ?? null } }))
  const may = account.data?.isAdministrator === true
  const busy = providers.some((p) => p.lastSync?.status === 'running')
  return (
    <section className="card mb-3.5" aria-label="Feeds">
      <CardHead title="Feeds" note="The same with the CLI: infrar prices status, infrar prices sync">
        {may && (
          <Button size="sm" waits={waits === 'all'} because={busy ? 'A feed is read now.' : null} onClick={() => void sync()}>
            Read all now
          </Button>
        )}
      </CardHead>
      {error !== null && (
        <div className="p-3.5">
          <ProblemBox error={error} />
        </div>
      )}
      <ul className="divide-y divide-line">
        {providers.map((p) => (
          <li key={p.provider} className="px-3.5 py-2.5">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <b className="min-w-44">{p.title}</b>
              <span className="min-w-0 grow basis-72 text-text2">
                <Source of={p} />
              </span>
              {p.lastSync?.status === 'failed' && <Pill tone="up">Last reading failed</Pill>}
              {Number(p.inQuarantine) > 0 && <Pill tone="medium">{count(Number(p.inQuarantine), 'row')} in quarantine</Pill>}
              {may && !p.feedProblem && (
                <Button size="sm" aria-label={`Read ${p.title} now`} waits={waits === p.provider} because={p.lastSync?.status === 'running' ? 'It is read now.' : null} onClick={() => void sync(p.provider)}>
                  Read now
                </Button>
              )}
            </div>
            {p.lastSync?.status === 'running' && (
              <p className="mt-1 text-sm text-text2" role="status">
                {syncText(p.lastSync)}
              </p>
            )}
            {p.lastSync?.status === 'failed' && <p className="mt-1 text-sm break-words text-up">{p.lastSync.problem}</p>}
            <Coverage of={p} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Source({ of }: { of: Status }) {
  if (of.syncedAt)
    return (
      <>
        Read <Ago at={of.syncedAt} />
        {of.feedProblem && `, and not any more: ${of.feedProblem}`}
      </>
    )
  return (
    <>
      Ships with Infrar, oldest of {of.oldest}. {of.feedProblem}
    </>
  )
}

function Coverage({ of }: { of: Status }) {
  const skus = of.regions.reduce((sum, r) => sum + Number(r.skus), 0)
  return (
    <details className="mt-1 text-sm">
      <summary className="w-fit cursor-pointer text-text3">
        {count(skus, 'SKU')} in {count(of.regions.length, 'region')}
      </summary>
      <ul className="mt-1 grid grid-cols-[repeat(auto-fill,minmax(15rem,1fr))] gap-x-6">
        {of.regions.map((r) => (
          <li key={r.regionId} className="flex gap-2 border-b border-line py-0.5">
            <span className="min-w-0 grow font-mono break-all">{r.regionId || 'no region'}</span>
            <span className="text-text2 tabular-nums" title="SKUs, and those of them that the pricing rules use">
              {String(r.skus)}, {String(r.usedByRules)} used
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
