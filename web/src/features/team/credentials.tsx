'use client'
import { useQuery } from '@tanstack/react-query'
import { CircleCheck, CircleHelp, CircleX, WifiOff } from 'lucide-react'
import { useState } from 'react'
import { api, take, type Schemas } from '@/api/client'
import { usePeople } from '@/shell/people'
import { usePlace } from '@/shell/place'
import { readOnly, type Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, SelectField } from '@/ui/field'
import { Answer, PageHead } from '@/ui/page'
import { Pill, type Tone } from '@/ui/pill'
import { Empty, Load, ProblemBox, Skeleton } from '@/ui/states'
import { Ago } from '@/ui/time'
import { useAct } from '@/ui/use-act'
import { count, providerTitle } from '../compare/words'
import { Ask } from '../runs/decide'

type Credential = Schemas['CredentialResponse']
const states: Record<Schemas['ValidationState'], { word: string; tone: Tone; Icon: typeof CircleX }> = {
  unchecked: { word: 'Not checked', tone: 'plain', Icon: CircleHelp },
  valid: { word: 'Accepted', tone: 'good', Icon: CircleCheck },
  refused: { word: 'Refused', tone: 'critical', Icon: CircleX },
  unreachable: { word: 'Provider did not answer', tone: 'up', Icon: WifiOff },
}

export function Credentials({ work }: { work: Work }) {
  const { get, go } = usePlace()
  const slug = work.project.slug
  const key = ['project', slug, 'credentials']
  const credentials = useQuery({
    queryKey: key,
    queryFn: () => take(api.GET('/api/v1/projects/{project}/credentials', { params: { path: { project: slug }, query: { limit: 200 } } })),
    refetchInterval: (q) => (q.state.data?.items.some((c) => c.validation.isPending) ? 1_500 : false),
  })
  const person = usePeople(work.project.team)
  const { waits, error, act } = useAct(key)
  const [goes, setGoes] = useState<Credential | null>(null)
  const store = (
    <Button look="primary" because={readOnly(work)} onClick={() => go({ store: '1' }, 'push')}>
      Store a credential
    </Button>
  )
  const path = (name: string) => ({ params: { path: { project: slug, name } } })
  return (
    <>
      <PageHead title="Credentials" sub="What runs sign in to providers with. They go in and never come out." actions={store} />
      {error !== null && (
        <div className="pb-3.5">
          <ProblemBox error={error} />
        </div>
      )}
      <Load of={credentials}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty action={store} command={`infrar credentials set NAME KIND --project ${slug}`}>
              No credential is stored. Plans against real clouds need one for each provider; rehearsals and estimates need none.
            </Empty>
          ) : (
            <>
              <Answer>{sentence(items)}</Answer>
              <ul className="card divide-y divide-line">
                {items.map((c) => {
                  const look = states[c.validation.state]
                  return (
                    <li key={c.id as string} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-3.5 py-2.5">
                      <span className="min-w-0 grow basis-64">
                        <span className="block font-bold">{c.name}</span>
                        <span className="block text-sm text-text3">
                          {c.kind}
                          {c.provider && ` for ${providerTitle(c.provider)}`} · <code>{c.fingerprint.slice(0, 12)}</code> · changed by {person(c.changedBy)}{' '}
                          <Ago at={c.changedAt} />
                          {c.lastUsedAt ? (
                            <>
                              {' '}
                              · used <Ago at={c.lastUsedAt} />
                            </>
                          ) : (
                            ' · never used'
                          )}
                        </span>
                        {c.validation.detail && <span className="block text-sm text-text2">{c.validation.detail}</span>}
                      </span>
                      <Pill tone={look.tone}>
                        <look.Icon size={13} aria-hidden="true" />
                        {c.validation.isPending ? 'Being checked' : look.word}
                      </Pill>
                      <span className="flex gap-1.5">
                        <Button size="sm" because={readOnly(work)} waits={waits === `check ${c.name}`} onClick={() => void act(`check ${c.name}`, () => api.POST('/api/v1/projects/{project}/credentials/{name}/validation', path(c.name)))}>
                          Check
                        </Button>
                        <Button size="sm" because={readOnly(work)} onClick={() => go({ store: c.name }, 'push')}>
                          Replace
                        </Button>
                        <Button size="sm" look="danger" because={readOnly(work)} onClick={() => setGoes(c)}>
                          Delete
                        </Button>
                      </span>
                    </li>
                  )
                })}
              </ul>
            </>
          )
        }
      </Load>
      {get('store') && <Store slug={slug} existing={credentials.data?.items.find((c) => c.name === get('store'))} onClose={() => go({ store: null })} />}
      {goes && (
        <Ask
          title={`Delete ${goes.name}?`}
          text="Its values are erased. Runs that need it fail until another one of this name is stored."
          word={goes.name}
          act="Delete"
          onClose={() => setGoes(null)}
          onAct={() => void act('delete', () => api.DELETE('/api/v1/projects/{project}/credentials/{name}', path(goes.name))).then(() => setGoes(null))}
        />
      )}
    </>
  )
}

function sentence(items: readonly Credential[]) {
  const refused = items.filter((c) => c.validation.state === 'refused')
  return refused.length > 0 ? (
    <b>
      {refused.map((c) => c.name).join(', ')} {refused.length === 1 ? 'is' : 'are'} refused by the provider.
    </b>
  ) : (
    <>
      <b>{count(items.length, 'credential')} stored.</b> {items.filter((c) => c.validation.state === 'valid').length} of them {items.length === 1 ? 'was' : 'were'} accepted by their provider.
    </>
  )
}

function Store({ slug, existing, onClose }: { slug: string; existing: Credential | undefined; onClose: () => void }) {
  const kinds = useQuery({ queryKey: ['credential-kinds'], queryFn: () => take(api.GET('/api/v1/credential-kinds')), staleTime: Infinity })
  const { waits, error, act } = useAct(['project', slug, 'credentials'])
  const [chosen, setChosen] = useState(existing?.kind ?? '')
  return (
    <Dialog title={existing ? `Replace ${existing.name}` : 'Store a credential'} onClose={onClose}>
      <Load of={kinds} loading={<Skeleton className="h-24" />}>
        {(all) => {
          const kind = all.find((k) => k.name === chosen) ?? all[0]!
          return (
            <form
              className="space-y-4"
              autoComplete="off"
              onSubmit={(e) => {
                e.preventDefault()
                const form = new FormData(e.currentTarget)
                const fields = Object.fromEntries(kind.fields.map((f) => [f.name, String(form.get(`field-${f.name}`) ?? '')] as const).filter(([, v]) => v !== ''))
                const name = existing?.name ?? String(form.get('name'))
                void act('store', () =>
                  api.PUT('/api/v1/projects/{project}/credentials/{name}', { params: { path: { project: slug, name } }, body: { kind: kind.name, fields: fields as never } }),
                ).then((ok) => ok && onClose())
              }}
            >
              {!existing && <Field name="name" label="Name" required autoFocus autoComplete="off" pattern="[a-z0-9\-]+" hint="Small letters, digits and hyphens." />}
              <SelectField label="Kind" value={kind.name} onChange={(e) => setChosen(e.target.value)} disabled={Boolean(existing)}>
                {all.map((k) => (
                  <option key={k.name} value={k.name}>
                    {k.title}
                  </option>
                ))}
              </SelectField>
              {kind.fields.map((f) => (
                <Field
                  key={kind.name + f.name}
                  name={`field-${f.name}`}
                  label={f.title.replace(/^The /, '').replace(/^./, (c) => c.toUpperCase())}
                  type={f.isSecret ? 'password' : 'text'}
                  required={!f.isOptional}
                  autoComplete="off"
                  spellCheck={false}
                  className="font-mono"
                  hint={`${f.shape.replace(/^./, (c) => c.toUpperCase())}${f.isOptional ? '. May be left out.' : '.'}`}
                />
              ))}
              {error !== null && <ProblemBox error={error} />}
              <Button type="submit" look="primary" waits={waits === 'store'}>
                Store
              </Button>
            </form>
          )
        }}
      </Load>
    </Dialog>
  )
}
