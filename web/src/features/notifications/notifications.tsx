'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take, type Schemas } from '@/api/client'
import { queries } from '@/api/queries'
import { environmentTitle } from '@/shell/shell'
import { readOnly, type Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { CardHead } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { Load, ProblemBox } from '@/ui/states'
import { useAct } from '@/ui/use-act'
import { Ask } from '../runs/decide'
import { Deliveries } from './deliveries'
import { NewNotification } from './new'
import { events } from './words'

type Channel = Schemas['ChannelResponse']

/** Whom the project tells what happens to it. */
export function NotificationsCard({ work }: { work: Work }) {
  const project = work.project.slug
  const key = ['project', project, 'notifications']
  const channels = useQuery({
    queryKey: key,
    queryFn: () => take(api.GET('/api/v1/projects/{project}/notifications', { params: { path: { project }, query: { limit: 100 } } })),
  })
  const members = useQuery(queries.members(work.project.team as string))
  const { waits, error, act } = useAct(key)
  const [adds, setAdds] = useState(false)
  const [shows, setShows] = useState<Channel | null>(null)
  const [removes, setRemoves] = useState<Channel | null>(null)
  const why = readOnly(work)
  const at = (c: Channel) => ({ project, notification: c.id as string })
  const person = (id: string) => members.data?.find((m) => m.userId === id)?.displayName ?? 'somebody who left'
  const turn = (c: Channel) =>
    act(`turn ${c.id as string}`, () =>
      api.PUT('/api/v1/projects/{project}/notifications/{notification}', {
        params: { path: at(c), header: { 'If-Match': `"v${c.version}"` } },
        body: { events: c.events, environment: c.environment, recipients: c.kind === 'email' ? c.recipients : null, enabled: !c.enabled },
      }),
    )
  return (
    <section className="card" aria-labelledby="notifications">
      <CardHead title={<span id="notifications">Who is told</span>}>
        <Button size="sm" because={why} onClick={() => setAdds(true)}>
          Add a notification
        </Button>
      </CardHead>
      <Load of={channels}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="p-3.5 text-text2">Nobody is told when a plan waits, a run ends or drift is found. Add a webhook, or have members get mail.</p>
          ) : (
            <ul className="divide-y divide-line">
              {items.map((c) => (
                <li key={c.id as string} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-3.5 py-2.5">
                  <div className="min-w-0 grow basis-60">
                    <p className="font-bold">
                      {c.name} {!c.enabled && <Pill>Off</Pill>}
                    </p>
                    <p className="text-sm text-text3">
                      {c.kind === 'webhook' ? `Webhook to ${c.host}` : `Mail to ${c.recipients.map(person).join(', ')}`} ·{' '}
                      {c.environment ? environmentTitle(c.environment) : 'every environment'} · {summary(c.events)}
                    </p>
                  </div>
                  <Button size="sm" onClick={() => setShows(c)}>
                    Deliveries
                  </Button>
                  <Button
                    size="sm"
                    because={why}
                    waits={waits === `test ${c.id as string}`}
                    onClick={() =>
                      void act(`test ${c.id as string}`, () => api.POST('/api/v1/projects/{project}/notifications/{notification}/test', { params: { path: at(c) } })).then(
                        (ok) => ok && setShows(c),
                      )
                    }
                  >
                    Test
                  </Button>
                  <Button size="sm" because={why} waits={waits === `turn ${c.id as string}`} onClick={() => void turn(c)}>
                    {c.enabled ? 'Turn off' : 'Turn on'}
                  </Button>
                  <Button size="sm" look="danger" because={why} onClick={() => setRemoves(c)}>
                    Remove
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Load>
      {error !== null && (
        <div className="p-3.5">
          <ProblemBox error={error} />
        </div>
      )}
      {adds && <NewNotification work={work} members={members.data ?? []} onClose={() => setAdds(false)} />}
      {shows && <Deliveries path={at(shows)} name={shows.name} onClose={() => setShows(null)} />}
      {removes && (
        <Ask
          title={`Remove ${removes.name}?`}
          text="It tells nothing any more, and what it has told is forgotten. Turned off it would keep both."
          word={removes.name}
          act="Remove"
          onClose={() => setRemoves(null)}
          onAct={() => {
            const gone = removes
            setRemoves(null)
            void act('remove', () => api.DELETE('/api/v1/projects/{project}/notifications/{notification}', { params: { path: at(gone) } }))
          }}
        />
      )}
    </section>
  )
}

const summary = (told: Channel['events']) =>
  told.length >= Object.keys(events).length ? 'all that happens' : told.map((e) => events[e as keyof typeof events] ?? e).join(', ')
