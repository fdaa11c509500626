'use client'
import { useQuery } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import { Dialog } from '@/ui/dialog'
import { Pill } from '@/ui/pill'
import { Load } from '@/ui/states'
import { Ago } from '@/ui/time'
import { events } from './words'

/** How each telling of the last two weeks went; read again while something is on its way. */
export function Deliveries({ path, name, onClose }: { path: { project: string; notification: string }; name: string; onClose: () => void }) {
  const deliveries = useQuery({
    queryKey: ['project', path.project, 'deliveries', path.notification],
    queryFn: () => take(api.GET('/api/v1/projects/{project}/notifications/{notification}/deliveries', { params: { path, query: { limit: 50 } } })),
    refetchInterval: (query) => (query.state.data?.items.some((d) => d.nextAttemptAt) ? 2000 : false),
  })
  return (
    <Dialog sheet title={`Deliveries of ${name}`} onClose={onClose}>
      <Load of={deliveries}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-text2">Nothing was told in the last two weeks.</p>
          ) : (
            <ul className="divide-y divide-line">
              {items.map((d) => (
                <li key={d.id as string} className="space-y-0.5 py-2">
                  <p className="flex items-center gap-2">
                    <span className="grow font-medium">{d.event === 'test' ? 'Test' : events[d.event]}</span>
                    {d.deliveredAt ? <Pill tone="good">Told</Pill> : d.nextAttemptAt ? <Pill tone="medium">On its way</Pill> : <Pill tone="critical">Given up</Pill>}
                  </p>
                  <p className="text-sm text-text3">
                    <Ago at={d.at} />
                    {Number(d.attempts) > 0 && `, ${d.attempts} ${Number(d.attempts) === 1 ? 'attempt' : 'attempts'}`}
                    {d.outcome && `: ${d.outcome}`}
                    {d.nextAttemptAt && Number(d.attempts) > 0 && (
                      <>
                        ; again <Ago at={d.nextAttemptAt} />
                      </>
                    )}
                  </p>
                </li>
              ))}
            </ul>
          )
        }
      </Load>
    </Dialog>
  )
}
