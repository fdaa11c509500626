'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { api, ask, take } from '@/api/client'
import { usePeople } from '@/shell/people'
import { usePlace } from '@/shell/place'
import type { Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { download } from '@/ui/download'
import { Answer, PageHead } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { ProblemBox, SkeletonRows } from '@/ui/states'
import { moment } from '@/ui/time'
import { useAct } from '@/ui/use-act'
import { count } from '../compare/words'

export function Audit({ work }: { work: Work }) {
  const { get, go } = usePlace()
  const team = work.project.team as string
  const action = get('action')
  const person = usePeople(team)
  const verification = useQuery({ queryKey: ['audit', team, 'verification'], queryFn: () => take(api.GET('/api/v1/teams/{team}/audit/verification', { params: { path: { team } } })), enabled: work.isOwner, retry: false })
  const events = useInfiniteQuery({
    queryKey: ['audit', team, action],
    queryFn: ({ pageParam }) =>
      take(api.GET('/api/v1/teams/{team}/audit', { params: { path: { team }, query: { limit: 50, ...(pageParam && { cursor: pageParam }), ...(action && { action }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const { waits, error, act } = useAct()
  const rows = events.data?.pages.flatMap((p) => p.items) ?? []
  return (
    <>
      <PageHead
        title="Audit log"
        sub="Who did what, in this team’s projects. Each row carries the hash of the one before it."
        actions={
          <Button
            waits={waits === 'export'}
            onClick={() =>
              void act('export', async () => {
                const answer = await ask(`/api/v1/teams/${team}/audit/export`)
                download('audit.jsonl', answer.headers.get('content-type') ?? 'application/json', await answer.blob())
              })
            }
          >
            Export
          </Button>
        }
      />
      {verification.data && (
        <Answer>
          {verification.data.isWhole ? (
            <span className="inline-flex items-center gap-2">
              <ShieldCheck size={16} aria-hidden="true" className="text-good" />
              <b>The log is whole:</b> {count(Number(verification.data.rows), 'row')}, each chained to the one before.
            </span>
          ) : (
            <span className="inline-flex items-center gap-2">
              <ShieldAlert size={16} aria-hidden="true" className="text-critical" />
              <b>The log was changed.</b> {verification.data.fault}
            </span>
          )}
        </Answer>
      )}
      {(error ?? events.error) !== null && (
        <div className="pb-3.5">
          <ProblemBox error={error ?? events.error} retry={() => void events.refetch()} />
        </div>
      )}
      {events.isPending ? (
        <SkeletonRows />
      ) : (
        <div className="card overflow-x-auto" tabIndex={0} role="region" aria-label="Events">
          {action && (
            <p className="flex items-center gap-2 border-b border-line px-3.5 py-2">
              Only <code>{action}</code>
              <Button size="sm" onClick={() => go({ action: null })}>
                Show all
              </Button>
            </p>
          )}
          <table className="w-full">
            <thead className="text-sm text-text3">
              <tr className="border-b border-line">
                {['When', 'Who', 'What', 'Detail', 'From', 'Outcome'].map((h) => (
                  <th key={h} scope="col" className="px-3.5 py-2 whitespace-nowrap">
                    {h}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((e) => (
                <tr key={String(e.sequence)} className="border-b border-line align-top last:border-0">
                  <td className="px-3.5 py-1.5 whitespace-nowrap text-text2">{moment(e.at)}</td>
                  <td className="px-3.5 py-1.5 whitespace-nowrap">{person(e.actor)}</td>
                  <td className="px-3.5 py-1.5 whitespace-nowrap">
                    <button type="button" className="font-mono text-sm hover:text-accent" onClick={() => go({ action: e.action })} title="Show these alone">
                      {e.action}
                    </button>
                  </td>
                  <td className="min-w-52 px-3.5 py-1.5 text-text2">{e.detail || '–'}</td>
                  <td className="px-3.5 py-1.5 text-text3">{e.address}</td>
                  <td className="px-3.5 py-1.5">{e.outcome === 'done' ? <span className="text-text2">done</span> : <Pill tone="high">{e.outcome}</Pill>}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {rows.length === 0 && <p className="px-3.5 py-3 text-text2">Nothing fits.</p>}
        </div>
      )}
      {events.hasNextPage && (
        <Button className="mt-3" waits={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
          Older
        </Button>
      )}
    </>
  )
}
