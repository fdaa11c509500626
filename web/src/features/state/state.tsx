'use client'
import { useQuery } from '@tanstack/react-query'
import { Lock } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { api, ask, onceKey, take, type Schemas } from '@/api/client'
import { usePeople } from '@/shell/people'
import { address, usePlace } from '@/shell/place'
import { readOnly, type Work } from '@/shell/project-page'
import { Button, LinkButton } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { download } from '@/ui/download'
import { Field } from '@/ui/field'
import { Answer, CardHead, PageHead } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { Empty, Load, ProblemBox, Skeleton, SkeletonRows } from '@/ui/states'
import { Ago } from '@/ui/time'
import { useAct } from '@/ui/use-act'
import { count } from '../compare/words'
import { Variables } from './variables'

type Workspace = Schemas['WorkspaceResponse']
type Version = Schemas['StateVersionResponse']

export function State({ work }: { work: Work }) {
  const slug = work.project.slug
  const workspaces = useQuery({
    queryKey: ['project', slug, 'workspaces'],
    queryFn: () => take(api.GET('/api/v1/projects/{project}/workspaces', { params: { path: { project: slug }, query: { limit: 200 } } })),
    refetchInterval: 15_000,
  })
  return (
    <>
      <PageHead title="State" sub={`What is recorded of ${work.environment.name}, every version of it, and who may change it.`} />
      <Load of={workspaces}>
        {({ items }) => {
          const workspace = items.find((w) => w.environment === work.environment.name)
          return workspace ? (
            <OfWorkspace work={work} workspace={workspace} />
          ) : (
            <>
              <Empty
                action={<LinkButton look="primary" href={address('/runs/', { p: slug, e: work.environment.name, new: '1' })}>New run</LinkButton>}
                command={`infrar workspace list --project ${slug}`}
              >
                Nothing has run in {work.environment.name}, and nobody has written a state of it.
              </Empty>
              <Variables work={work} />
            </>
          )
        }}
      </Load>
    </>
  )
}

function OfWorkspace({ work, workspace }: { work: Work; workspace: Workspace }) {
  const slug = work.project.slug
  const person = usePeople(work.project.team)
  const { waits, error, act } = useAct(['project', slug, 'workspaces'])
  const [asks, setAsks] = useState(false)
  const path = { project: slug, workspace: workspace.environment }
  const unlock = () => act('unlock', () => api.DELETE('/api/v1/projects/{project}/workspaces/{workspace}/lock', { params: { path } }))
  return (
    <div className="space-y-4">
      <div className="[&>div]:mb-0">
        <Answer
          action={
            workspace.lock ? (
              <Button because={readOnly(work)} waits={waits === 'unlock'} onClick={() => void unlock()}>
                Take the lock away
              </Button>
            ) : (
              <Button because={readOnly(work)} onClick={() => setAsks(true)}>
                <Lock size={15} aria-hidden="true" /> Lock…
              </Button>
            )
          }
        >
          {said(workspace, person)}
        </Answer>
      </div>
      {error !== null && <ProblemBox error={error} />}
      {workspace.hold && (
        <p className="text-text2">
          <Link prefetch={false} className="link" href={address('/run/', { p: slug, e: workspace.environment, id: workspace.hold.run })}>
            The run that holds it
          </Link>
          {workspace.hold.why && `: ${workspace.hold.why}`}
        </p>
      )}
      {workspace.state ? (
        <>
          <Versions work={work} workspace={workspace} person={person} />
          <Outputs work={work} workspace={workspace} />
        </>
      ) : (
        <p className="card px-3.5 py-3 text-text2">There is no state yet. The first apply writes it, or OpenTofu of somebody who uses this environment as its backend.</p>
      )}
      <Variables work={work} />
      {asks && (
        <Dialog title={`Lock ${workspace.environment}`} onClose={() => setAsks(false)}>
          <form
            className="space-y-4"
            onSubmit={(e) => {
              e.preventDefault()
              const reason = String(new FormData(e.currentTarget).get('reason'))
              void act('lock', () => api.POST('/api/v1/projects/{project}/workspaces/{workspace}/lock', { params: { path }, body: { reason } })).then((ok) => ok && setAsks(false))
            }}
          >
            <p className="text-text2">Runs that wait stay waiting, and others cannot write the state. A run that is at work comes to its end.</p>
            <Field name="reason" label="Why" required autoFocus hint="Whoever is kept from it is told." />
            {error !== null && <ProblemBox error={error} />}
            <Button type="submit" look="primary" waits={waits === 'lock'}>
              Lock
            </Button>
          </form>
        </Dialog>
      )}
    </div>
  )
}

function said(w: Workspace, person: (id: string) => string) {
  const s = w.state
  return (
    <>
      <b>{s ? `Version ${s.version}${s.resources === null ? '' : ` knows ${count(Number(s.resources), 'resource')}`}, written ` : 'There is no state yet.'}</b>
      {s && (
        <b>
          <Ago at={s.at} />.
        </b>
      )}{' '}
      {w.lock ? `${w.lock.name || person(w.lock.by)} has locked it: ${w.lock.reason}` : w.hold ? 'A run holds it.' : w.stateLock ? `${w.stateLock.who} is writing it.` : 'Nobody holds it.'}
    </>
  )
}

function Versions({ work, workspace, person }: { work: Work; workspace: Workspace; person: (id: string) => string }) {
  const { get, go } = usePlace()
  const slug = work.project.slug
  const path = { project: slug, workspace: workspace.environment }
  const key = ['project', slug, 'state', workspace.environment]
  const versions = useQuery({
    queryKey: key,
    queryFn: () => take(api.GET('/api/v1/projects/{project}/workspaces/{workspace}/state/versions', { params: { path, query: { limit: 50 } } })),
  })
  const { waits, error, act } = useAct(key, ['project', slug, 'workspaces'])
  const restore = (v: Version) =>
    act(`restore ${v.version}`, () =>
      api.POST('/api/v1/projects/{project}/workspaces/{workspace}/state/versions/{version}/restore', {
        params: { path: { ...path, version: String(v.version) as never }, header: { 'Idempotency-Key': onceKey() } },
      }),
    )
  const save = (v: Version) =>
    act(`download ${v.version}`, async () => {
      const answer = await ask(`/api/v1/projects/${slug}/workspaces/${workspace.environment}/state/versions/${v.version}/content`)
      download(`${slug}-${workspace.environment}-${v.version}.tfstate`, 'application/json', await answer.blob())
    })
  const diff = Number(get('diff')) || null
  return (
    <section className="card">
      <CardHead title="Versions" note="Newest first. Every one is kept." />
      {error !== null && (
        <div className="p-3.5">
          <ProblemBox error={error} />
        </div>
      )}
      <Load of={versions} loading={<SkeletonRows rows={3} />}>
        {({ items }) => (
          <ul className="divide-y divide-line">
            {items.map((v, n) => (
              <li key={v.id as string} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 py-2">
                <span className="w-12 text-amount font-bold">{String(v.version)}</span>
                <span className="min-w-0 grow basis-60">
                  <span className="block">
                    {v.isRemoval ? 'The state was removed' : v.resources === null ? 'Encrypted' : count(Number(v.resources), 'resource')}
                    {v.restoredFrom !== null && <span className="text-text2">, as in version {String(v.restoredFrom)}</span>}
                  </span>
                  <span className="block text-sm text-text3">
                    {v.run ? (
                      <Link prefetch={false} className="link" href={address('/run/', { p: slug, e: workspace.environment, id: v.run })}>
                        a run
                      </Link>
                    ) : (
                      person(v.createdBy)
                    )}{' '}
                    · <Ago at={v.createdAt} /> · serial {String(v.serial)}
                    {v.engineVersion && ` · engine ${v.engineVersion}`}
                  </span>
                </span>
                {n === 0 && <Pill tone="good">In force</Pill>}
                <span className="flex gap-1.5">
                  {n < items.length - 1 && (
                    <Button size="sm" onClick={() => go({ diff: String(v.version) }, 'push')}>
                      What changed
                    </Button>
                  )}
                  <Button size="sm" waits={waits === `download ${v.version}`} because={readOnly(work)} onClick={() => void save(v)}>
                    Download
                  </Button>
                  {n > 0 && !v.isRemoval && (
                    <Button size="sm" waits={waits === `restore ${v.version}`} because={readOnly(work)} onClick={() => void restore(v)}>
                      Restore
                    </Button>
                  )}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Load>
      {diff && <Diff path={path} to={diff} onClose={() => go({ diff: null })} />}
    </section>
  )
}

function Diff({ path, to, onClose }: { path: { project: string; workspace: string }; to: number; onClose: () => void }) {
  const diff = useQuery({
    queryKey: ['project', path.project, 'state', path.workspace, 'diff', to],
    queryFn: () => take(api.GET('/api/v1/projects/{project}/workspaces/{workspace}/state/diff', { params: { path, query: { from: to - 1, to } as never } })),
  })
  const signs = { added: ['+', 'text-good'], changed: ['~', 'text-update'], removed: ['−', 'text-critical'] } as const
  return (
    <Dialog sheet title={`What version ${to} changed`} onClose={onClose}>
      <Load of={diff} loading={<Skeleton className="h-24" />}>
        {(d) => (
          <ul className="space-y-3">
            {d.resources.length === 0 && <li className="text-text2">No resource differs.</li>}
            {d.resources.map((r) => (
              <li key={r.address}>
                <span className={`font-bold ${signs[r.change][1]}`}>
                  {signs[r.change][0]} {r.change}
                </span>{' '}
                <code className="break-all">{r.address}</code>
                {r.change === 'changed' &&
                  r.attributes.slice(0, 12).map((a) => (
                    <code key={a.path} className="block pl-4 break-all text-text2">
                      {a.path}: {a.isSensitive ? '(sensitive)' : `${a.before ?? '–'} → ${a.after ?? '–'}`}
                    </code>
                  ))}
              </li>
            ))}
          </ul>
        )}
      </Load>
    </Dialog>
  )
}

function Outputs({ work, workspace }: { work: Work; workspace: Workspace }) {
  const outputs = useQuery({
    queryKey: ['project', work.project.slug, 'state', workspace.environment, 'outputs', workspace.state?.version],
    queryFn: () => take(api.GET('/api/v1/projects/{project}/workspaces/{workspace}/state/outputs', { params: { path: { project: work.project.slug, workspace: workspace.environment } } })),
  })
  return (
    <section className="card">
      <CardHead title="Outputs" />
      <Load of={outputs} loading={<Skeleton className="m-3.5 h-8" />}>
        {(items) =>
          items.length === 0 ? (
            <p className="px-3.5 py-3 text-text2">This state has none.</p>
          ) : (
            <dl className="divide-y divide-line">
              {items.map((o) => (
                <div key={o.name} className="grid grid-cols-[minmax(120px,1fr)_minmax(0,2fr)] gap-3 px-3.5 py-1.5">
                  <dt>
                    <code>{o.name}</code>
                  </dt>
                  <dd className="break-all text-text2">{o.isSensitive ? '(sensitive)' : <code>{typeof o.value === 'string' ? o.value : JSON.stringify(o.value)}</code>}</dd>
                </div>
              ))}
            </dl>
          )
        }
      </Load>
    </section>
  )
}
