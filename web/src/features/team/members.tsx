'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, onceKey, take, type Schemas } from '@/api/client'
import { queries } from '@/api/queries'
import type { Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { Copy } from '@/ui/copy'
import { Dialog } from '@/ui/dialog'
import { Field, SelectField } from '@/ui/field'
import { Answer, CardHead, PageHead } from '@/ui/page'
import { Load, ProblemBox } from '@/ui/states'
import { Ago } from '@/ui/time'
import { useAct } from '@/ui/use-act'
import { count } from '../compare/words'

type Role = Schemas['Role']
const roles: Record<Role, string> = { viewer: 'reads everything but secrets', operator: 'changes projects and runs', owner: 'does all that, and manages the team' }

export function Members({ work }: { work: Work }) {
  const team = work.project.team as string
  const members = useQuery(queries.members(team))
  const account = useQuery(queries.account)
  const invitations = useQuery({
    queryKey: ['invitations', team],
    queryFn: () => take(api.GET('/api/v1/teams/{team}/invitations', { params: { path: { team } } })),
    enabled: work.isOwner,
  })
  const { waits, error, act } = useAct(['members', team], ['invitations', team])
  const [invites, setInvites] = useState(false)
  const [made, setMade] = useState<Schemas['NewInvitationResponse'] | null>(null)
  const why = work.isOwner ? null : 'You can read the list of members. Changing it needs the owner role.'
  return (
    <>
      <PageHead
        title="Members"
        sub="Who may see and change the projects of this team."
        actions={
          <Button look="primary" because={why} onClick={() => setInvites(true)}>
            Invite
          </Button>
        }
      />
      <Load of={members}>
        {(items) => (
          <>
            <Answer>
              <b>{count(items.length, 'person has', 'people have')} access.</b> {count(items.filter((m) => m.role === 'owner').length, 'owner')},{' '}
              {count(items.filter((m) => m.role === 'operator').length, 'operator')}, {count(items.filter((m) => m.role === 'viewer').length, 'viewer')}. {why}
            </Answer>
            {error !== null && (
              <div className="pb-3.5">
                <ProblemBox error={error} />
              </div>
            )}
            <ul className="card divide-y divide-line">
              {items.map((m) => (
                <li key={m.userId} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-3.5 py-2.5">
                  <span className="min-w-0 grow basis-52">
                    <span className="block font-bold">
                      {m.displayName}
                      {m.userId === account.data?.id && <span className="font-normal text-text3"> (you)</span>}
                    </span>
                    <span className="block text-sm text-text3">
                      {m.email} · since <Ago at={m.joinedAt} />
                    </span>
                  </span>
                  <select
                    aria-label={`Role of ${m.displayName}`}
                    value={m.role}
                    disabled={!work.isOwner || waits !== null}
                    onChange={(e) =>
                      void act(m.userId, () =>
                        api.PUT('/api/v1/teams/{team}/members/{user}', { params: { path: { team, user: m.userId } }, body: { role: e.target.value as Role } }),
                      )
                    }
                    className="h-8 rounded-control border border-edge bg-surface px-2 disabled:bg-sunken disabled:text-text2"
                  >
                    {(Object.keys(roles) as Role[]).map((r) => (
                      <option key={r} value={r}>
                        {r}
                      </option>
                    ))}
                  </select>
                  <Button
                    size="sm"
                    look="danger"
                    because={why}
                    waits={waits === `remove ${m.userId}`}
                    onClick={() => void act(`remove ${m.userId}`, () => api.DELETE('/api/v1/teams/{team}/members/{user}', { params: { path: { team, user: m.userId } } }))}
                  >
                    Remove
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
      </Load>
      {invitations.data && invitations.data.length > 0 && (
        <section className="card mt-4">
          <CardHead title="Invited" />
          <ul className="divide-y divide-line">
            {invitations.data.map((i) => (
              <li key={i.id as string} className="flex flex-wrap items-center gap-4 px-3.5 py-2">
                <span className="grow">
                  {i.email} <span className="text-text3">as {i.role}, until</span> <Ago at={i.expiresAt} />
                </span>
                <Button
                  size="sm"
                  onClick={() => void act(`withdraw ${i.id as string}`, () => api.DELETE('/api/v1/teams/{team}/invitations/{invitation}', { params: { path: { team, invitation: i.id as string } } }))}
                >
                  Withdraw
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {invites && (
        <Dialog
          title="Invite somebody"
          onClose={() => {
            setInvites(false)
            setMade(null)
          }}
        >
          {made ? (
            <div className="space-y-3">
              <p className="text-text2">
                {made.isMailed ? 'The invitation was mailed. ' : 'No mail is sent here. '}Its secret is shown once; whoever has it can join as {made.invitation.role}.
              </p>
              <p className="flex items-center gap-2">
                <code className="min-w-0 grow rounded-control bg-sunken px-2 py-1.5 break-all">{made.secret}</code>
                <Copy text={made.secret} label="Copy the secret" />
              </p>
              <p className="text-sm text-text3">It is used at {`${window.location.origin}/setup/?invited=1`}, or with `infrar invitations accept`.</p>
            </div>
          ) : (
            <form
              className="space-y-4"
              onSubmit={(e) => {
                e.preventDefault()
                const form = new FormData(e.currentTarget)
                void act('invite', async () =>
                  setMade(
                    await take(
                      api.POST('/api/v1/teams/{team}/invitations', {
                        params: { path: { team }, header: { 'Idempotency-Key': onceKey() } },
                        body: { email: String(form.get('email')), role: form.get('role') as Role },
                      }),
                    ),
                  ),
                )
              }}
            >
              <Field name="email" label="E-mail address" type="email" required autoFocus autoComplete="off" />
              <SelectField name="role" label="Role" defaultValue="operator">
                {(Object.entries(roles) as [Role, string][]).map(([r, does]) => (
                  <option key={r} value={r}>
                    {r}: {does}
                  </option>
                ))}
              </SelectField>
              {error !== null && <ProblemBox error={error} />}
              <Button type="submit" look="primary" waits={waits === 'invite'}>
                Invite
              </Button>
            </form>
          )}
        </Dialog>
      )}
    </>
  )
}
