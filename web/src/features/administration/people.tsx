'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take, type Schemas } from '@/api/client'
import { queries } from '@/api/queries'
import { Button } from '@/ui/button'
import { Field, SelectField } from '@/ui/field'
import { CardHead } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { Load, ProblemBox } from '@/ui/states'
import { Ago } from '@/ui/time'
import { useAct } from '@/ui/use-act'
import { count } from '../compare/words'
import { Menu, MenuButton } from '@/shell/menu'
import { Suspend } from './suspend'

type Person = Schemas['UserResponse']

/** Everybody who has an account. */
export function PeopleCard() {
  const [search, setSearch] = useState('')
  const [only, setOnly] = useState('')
  const people = useQuery({
    queryKey: ['users', search, only],
    queryFn: () =>
      take(api.GET('/api/v1/administration/users', { params: { query: { limit: 100, ...(search && { search }), ...(only && { only }) } } })),
    placeholderData: keepPreviousData,
  })
  const account = useQuery(queries.account)
  const { waits, error, act } = useAct(['users'])
  const [suspends, setSuspends] = useState<Person | null>(null)
  const of = (p: Person) => ({ params: { path: { user: p.id } } })
  return (
    <section className="card" aria-labelledby="people">
      <CardHead title={<span id="people">People</span>} />
      <div className="grid gap-3 border-b border-line p-3.5 sm:grid-cols-[1fr_220px]">
        <Field label="Name or address" type="search" value={search} onChange={(e) => setSearch(e.target.value)} />
        <SelectField label="Show" value={only} onChange={(e) => setOnly(e.target.value)}>
          <option value="">Everybody</option>
          <option value="administrators">Administrators</option>
          <option value="suspended">Suspended</option>
          <option value="leaving">Leaving</option>
        </SelectField>
      </div>
      {error !== null && (
        <div className="p-3.5">
          <ProblemBox error={error} />
        </div>
      )}
      <Load of={people}>
        {({ items, next }) => (
          <>
            {items.length === 0 && <p className="p-3.5 text-text2">Nobody fits.</p>}
            <ul className="divide-y divide-line">
              {items.map((p) => (
                <li key={p.id} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-3.5 py-2.5">
                  <div className="min-w-0 grow basis-60">
                    <p className="font-bold">
                      {p.displayName}
                      {p.id === account.data?.id && <span className="font-normal text-text3"> (you)</span>}
                    </p>
                    <p className="text-sm text-text3">
                      {p.email} · since <Ago at={p.createdAt} /> · {count(Number(p.teams), 'team')} · {count(Number(p.sessions), 'session')}
                    </p>
                  </div>
                  {p.isAdministrator && <Pill tone="accent">Administrator</Pill>}
                  {!p.hasSecondFactor && <Pill>No second factor</Pill>}
                  {p.suspendedAt && <Pill tone="critical">Suspended</Pill>}
                  {p.erasureDueAt && <Pill tone="medium">Leaving</Pill>}
                  <Menu
                    align="end"
                    label={`What can be done about ${p.displayName}`}
                    trigger={
                      <Button size="sm" waits={waits?.endsWith(p.id)}>
                        Change<span className="sr-only"> {p.displayName}</span>
                      </Button>
                    }
                  >
                    {p.suspendedAt ? (
                      <MenuButton onSelect={() => void act(`resume ${p.id}`, () => api.DELETE('/api/v1/administration/users/{user}/suspension', of(p)))}>Open the account again</MenuButton>
                    ) : (
                      <MenuButton onSelect={() => setSuspends(p)}>Suspend…</MenuButton>
                    )}
                    <MenuButton onSelect={() => void act(`sessions ${p.id}`, () => api.DELETE('/api/v1/administration/users/{user}/sessions', of(p)))}>End every session</MenuButton>
                    {p.hasSecondFactor && (
                      <MenuButton onSelect={() => void act(`factor ${p.id}`, () => api.DELETE('/api/v1/administration/users/{user}/second-factor', of(p)))}>
                        Take away a lost second factor
                      </MenuButton>
                    )}
                    {p.isAdministrator ? (
                      <MenuButton onSelect={() => void act(`administrator ${p.id}`, () => api.DELETE('/api/v1/administration/users/{user}/administrator', of(p)))}>
                        Administrator no longer
                      </MenuButton>
                    ) : (
                      <MenuButton onSelect={() => void act(`administrator ${p.id}`, () => api.PUT('/api/v1/administration/users/{user}/administrator', of(p)))}>Make an administrator</MenuButton>
                    )}
                  </Menu>
                </li>
              ))}
            </ul>
            {next && <p className="border-t border-line px-3.5 py-2 text-sm text-text3">The newest 100 are shown. Search to find others.</p>}
          </>
        )}
      </Load>
      {suspends && (
        <Suspend
          person={suspends}
          onClose={() => setSuspends(null)}
          onAct={(reason) => {
            const who = suspends
            setSuspends(null)
            void act(`suspend ${who.id}`, () => api.PUT('/api/v1/administration/users/{user}/suspension', { ...of(who), body: { reason } }))
          }}
        />
      )}
    </section>
  )
}
