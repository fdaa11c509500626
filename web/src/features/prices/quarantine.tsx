'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { api, take, type Schemas } from '@/api/client'
import { queries } from '@/api/queries'
import { Button } from '@/ui/button'
import { CardHead } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { ProblemBox, SkeletonRows } from '@/ui/states'
import { Ago } from '@/ui/time'
import { useAct } from '@/ui/use-act'
import { decisionWord, faultText } from './words'

type Row = Schemas['QuarantineResponse']

/** Rows of the feeds that nobody uses, what is wrong with each, and what to do with it. */
export function Quarantine() {
  const account = useQuery(queries.account)
  const rows = useInfiniteQuery({
    queryKey: ['prices', 'quarantine'],
    queryFn: ({ pageParam }) => take(api.GET('/api/v1/prices/quarantine', { params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const { waits, error, act } = useAct(['prices'])
  const decide = (row: Row, what: 'release' | 'keep-out') => {
    const params = { params: { path: { row: Number(row.id) } } }
    return act(`${what} ${row.id}`, () =>
      what === 'release' ? api.PUT('/api/v1/prices/quarantine/{row}/release', params) : api.PUT('/api/v1/prices/quarantine/{row}/keep-out', params),
    )
  }
  if (rows.isError) return <ProblemBox error={rows.error} retry={() => void rows.refetch()} />
  if (rows.isPending) return <SkeletonRows />
  const all = rows.data.pages.flatMap((p) => p.items)
  return (
    <section className="card mb-3.5" aria-label="Quarantine">
      <CardHead title="Quarantine" note="Rows of the feeds that are not used; the last good price stays in use." />
      {error !== null && (
        <div className="p-3.5">
          <ProblemBox error={error} />
        </div>
      )}
      {all.length === 0 && <p className="px-3.5 py-3 text-text2">Nothing is in quarantine.</p>}
      <ul className="divide-y divide-line">
        {all.map((row) => (
          <li key={String(row.id)} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-3.5 py-2.5">
            <div className="min-w-0 grow basis-80">
              <p className="font-mono text-sm break-all">{row.key}</p>
              <p className="text-text2">{faultText(row)}</p>
              <p className="text-sm break-words text-text3">
                {row.provider}, {row.file}
              </p>
            </div>
            {row.decision === 'open' ? (
              account.data?.isAdministrator && (
                <div className="flex gap-2">
                  {(row.reason === 'jump' || row.reason === 'freeNow') && (
                    <Button size="sm" aria-label={`Use ${row.newPrice} for ${row.key}`} waits={waits === `release ${row.id}`} onClick={() => void decide(row, 'release')}>
                      Use it
                    </Button>
                  )}
                  <Button size="sm" aria-label={`Keep ${row.key} out`} waits={waits === `keep-out ${row.id}`} onClick={() => void decide(row, 'keep-out')}>
                    Keep out
                  </Button>
                </div>
              )
            ) : (
              <span className="flex items-center gap-2 text-sm text-text3">
                <Pill tone={row.decision === 'released' ? 'good' : 'plain'}>{decisionWord[row.decision]}</Pill>
                {row.decidedAt && <Ago at={row.decidedAt} />}
              </span>
            )}
          </li>
        ))}
      </ul>
      {rows.hasNextPage && (
        <div className="border-t border-line px-3.5 py-2.5">
          <Button waits={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>
            More
          </Button>
        </div>
      )}
    </section>
  )
}
