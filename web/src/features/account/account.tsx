'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, ask, onceKey, take, type Schemas } from '@/api/client'
import { queries } from '@/api/queries'
import { Button } from '@/ui/button'
import { Copy } from '@/ui/copy'
import { Dialog } from '@/ui/dialog'
import { download } from '@/ui/download'
import { Field } from '@/ui/field'
import { CardHead } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { Load, ProblemBox, Skeleton } from '@/ui/states'
import { Ago, moment } from '@/ui/time'
import { useAct } from '@/ui/use-act'
import { canUsePasskeys, makePasskey } from './passkey'
import { TurnOn } from './second-factor'

type Opened = 'password' | 'on' | 'off' | 'passkey' | 'token' | 'erasure' | null

/** One's own account: how one signs in, where one is signed in, what programs may do, and one's data. */
export function Account() {
  const account = useQuery(queries.account)
  const { waits, error, act } = useAct(queries.account.queryKey, ['sessions'], ['passkeys'], ['tokens'])
  const [opened, open] = useState<Opened>(null)
  const [hasPasskeys, setHasPasskeys] = useState(false)
  useEffect(() => setHasPasskeys(canUsePasskeys()), [])
  return (
    <Load of={account} loading={<Skeleton className="h-60" />}>
      {(me) => (
        <div id="account" className="space-y-4">
          {error !== null && opened === null && <ProblemBox error={error} />}
          <section className="card">
            <CardHead title="Your account" note={me.email} />
            <Line title="Name" value={me.displayName}>
              <Rename name={me.displayName} />
            </Line>
            <Line title="Password" value={me.hasPassword ? 'Set' : 'None: you sign in by passkey or GitHub'}>
              <Button size="sm" onClick={() => open('password')}>
                Change
              </Button>
            </Line>
            <Line title="Second factor" value={me.hasSecondFactor ? <Pill tone="good">On</Pill> : 'Off: the password alone signs you in'}>
              <Button size="sm" look={me.hasSecondFactor ? 'danger' : 'plain'} onClick={() => open(me.hasSecondFactor ? 'off' : 'on')}>
                {me.hasSecondFactor ? 'Turn off' : 'Turn on'}
              </Button>
            </Line>
          </section>
          <Passkeys canMake={hasPasskeys} onMake={() => open('passkey')} />
          <Sessions />
          <Tokens onMake={() => open('token')} />
          <section className="card">
            <CardHead title="Your data" />
            <Line title="Export" value="Everything that is stored of you, as one archive">
              <Button size="sm" waits={waits === 'export'} onClick={() => void act('export', async () => download('infrar-account.zip', 'application/zip', await (await ask('/api/v1/account/export')).blob()))}>
                Download
              </Button>
            </Line>
            <Line title="Deletion" value={me.erasureDueAt ? `Your account is erased for good on ${moment(me.erasureDueAt)}` : 'Erases the account for good, after a grace'}>
              {me.erasureDueAt ? (
                <Button size="sm" waits={waits === 'keep'} onClick={() => void act('keep', () => api.DELETE('/api/v1/account/erasure'))}>
                  Keep it
                </Button>
              ) : (
                <Button size="sm" look="danger" onClick={() => open('erasure')}>
                  Delete…
                </Button>
              )}
            </Line>
          </section>
          {opened === 'on' && <TurnOn onClose={() => open(null)} />}
          {opened === 'token' && <NewToken onClose={() => open(null)} />}
          {opened && opened !== 'on' && opened !== 'token' && (
            <Sensitive
              kind={opened}
              waits={waits !== null}
              error={error}
              onClose={() => open(null)}
              onSend={(form) => void act(opened, () => sensitive(opened, form)).then((ok) => ok && open(null))}
            />
          )}
        </div>
      )}
    </Load>
  )
}

function Line({ title, value, children }: { title: string; value: React.ReactNode; children?: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-3.5 py-2 last:border-0">
      <span className="w-32 font-medium">{title}</span>
      <span className="min-w-0 grow text-text2">{value}</span>
      {children}
    </div>
  )
}

function Rename({ name }: { name: string }) {
  const { waits, act } = useAct(queries.account.queryKey, ['members'])
  const [edits, setEdits] = useState(false)
  if (!edits)
    return (
      <Button size="sm" onClick={() => setEdits(true)}>
        Change
      </Button>
    )
  return (
    <form
      className="flex gap-2"
      onSubmit={(e) => {
        e.preventDefault()
        const displayName = String(new FormData(e.currentTarget).get('name'))
        void act('rename', () => api.PATCH('/api/v1/account', { body: { displayName } })).then((ok) => ok && setEdits(false))
      }}
    >
      <input name="name" aria-label="Your name" defaultValue={name} required maxLength={100} autoFocus className="h-[26px] rounded-control border border-edge bg-surface px-2" />
      <Button size="sm" type="submit" look="primary" waits={waits !== null}>
        Save
      </Button>
    </form>
  )
}

const texts = {
  password: { title: 'Change the password', text: 'Other sessions are ended.', act: 'Change' },
  off: { title: 'Turn the second factor off', text: 'From then on the password alone signs you in.', act: 'Turn off' },
  passkey: { title: 'Add a passkey', text: 'Your device asks who is there; nothing of it leaves the device.', act: 'Go on' },
  erasure: { title: 'Delete your account', text: 'It is erased for good once the grace has passed; until then it can be cancelled. Teams of yours are handed to their other owners.', act: 'Ask for deletion' },
} as const

function Sensitive({ kind, waits, error, onClose, onSend }: { kind: keyof typeof texts; waits: boolean; error: unknown; onClose: () => void; onSend: (form: FormData) => void }) {
  const { title, text, act } = texts[kind]
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(e) => {
          e.preventDefault()
          onSend(new FormData(e.currentTarget))
        }}
      >
        <p className="text-text2">{text}</p>
        {kind === 'passkey' && <Field name="name" label="What you call it" required maxLength={100} placeholder="Laptop" />}
        <Field name="password" label="Your password" type="password" required autoComplete="current-password" />
        {kind === 'password' && <Field name="next" label="New password" type="password" required minLength={12} maxLength={256} autoComplete="new-password" hint="At least 12 characters." />}
        {error !== null && <ProblemBox error={error} />}
        <Button type="submit" look={kind === 'erasure' || kind === 'off' ? 'danger' : 'primary'} waits={waits}>
          {act}
        </Button>
      </form>
    </Dialog>
  )
}

function sensitive(kind: keyof typeof texts, form: FormData): Promise<unknown> {
  const password = String(form.get('password'))
  switch (kind) {
    case 'password':
      return api.PUT('/api/v1/account/password', { body: { password, newPassword: String(form.get('next')) } })
    case 'off':
      return api.POST('/api/v1/account/second-factor/disable', { body: { password } })
    case 'passkey':
      return makePasskey(String(form.get('name')), password)
    case 'erasure':
      return api.POST('/api/v1/account/erasure', { body: { password, teams: 'handOver' } })
  }
}

function Passkeys({ canMake, onMake }: { canMake: boolean; onMake: () => void }) {
  const passkeys = useQuery({ queryKey: ['passkeys'], queryFn: () => take(api.GET('/api/v1/account/passkeys')) })
  const { waits, error, act } = useAct(['passkeys'])
  return (
    <section className="card">
      <CardHead title="Passkeys" note="Sign in with your device, without a password.">
        <Button size="sm" because={canMake ? null : 'This browser has no passkeys here; they need a secure address.'} onClick={onMake}>
          Add
        </Button>
      </CardHead>
      {error !== null && <ProblemBox error={error} />}
      <Load of={passkeys} loading={<Skeleton className="m-3.5 h-6" />}>
        {(items) => (
          <>
            {items.length === 0 && <p className="px-3.5 py-2.5 text-text2">You have none.</p>}
            {items.map((p) => (
              <Line key={p.id as string} title={p.name} value={p.lastUsedAt ? <>used <Ago at={p.lastUsedAt} /></> : 'never used'}>
                <Button size="sm" look="danger" waits={waits === p.id} onClick={() => void act(p.id as string, () => api.DELETE('/api/v1/account/passkeys/{passkey}', { params: { path: { passkey: p.id as string } } }))}>
                  Remove
                </Button>
              </Line>
            ))}
          </>
        )}
      </Load>
    </section>
  )
}

function Sessions() {
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => take(api.GET('/api/v1/sessions', { params: { query: { limit: 50 } } })) })
  const { waits, act } = useAct(['sessions'])
  return (
    <section className="card">
      <CardHead title="Where you are signed in" />
      <Load of={sessions} loading={<Skeleton className="m-3.5 h-6" />}>
        {({ items }) => (
          <ul className="divide-y divide-line">
            {items.map((s) => (
              <li key={s.id as string} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3.5 py-2">
                <span className="min-w-0 grow">
                  <span className="block truncate">{agent(s.agent)}</span>
                  <span className="block text-sm text-text3">
                    {s.address} · last used <Ago at={s.lastUsedAt} />
                  </span>
                </span>
                {s.isCurrent ? (
                  <Pill tone="good">This one</Pill>
                ) : (
                  <Button size="sm" waits={waits === s.id} onClick={() => void act(s.id as string, () => api.DELETE('/api/v1/sessions/{session}', { params: { path: { session: s.id as string } } }))}>
                    End
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Load>
    </section>
  )
}

const agent = (text: string) => {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\/[\d.]+/.exec(text)?.[1]?.replace('Edg', 'Edge').replace('OPR', 'Opera')
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(text)?.[1]?.replace('Mac OS X', 'macOS')
  return browser ? `${browser}${system ? ` on ${system}` : ''}` : text || 'A program'
}

/** Those that a token can be given; accounts are changed by people alone. */
const scopes = [
  'projects:read', 'projects:write', 'runs:read', 'runs:write', 'state:read', 'state:write', 'uploads:write', 'credentials:read', 'credentials:write',
  'teams:read', 'teams:write', 'audit:read', 'account:read',
] as const

function Tokens({ onMake }: { onMake: () => void }) {
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => take(api.GET('/api/v1/tokens', { params: { query: { limit: 100 } } })) })
  const { waits, act } = useAct(['tokens'])
  return (
    <section className="card">
      <CardHead title="API tokens" note="For programs, each with what it may do.">
        <Button size="sm" onClick={onMake}>
          New token
        </Button>
      </CardHead>
      <Load of={tokens} loading={<Skeleton className="m-3.5 h-6" />}>
        {({ items }) => (
          <>
            {items.length === 0 && <p className="px-3.5 py-2.5 text-text2">You have none.</p>}
            {items.map((t) => (
              <Line
                key={t.id as string}
                title={t.name}
                value={
                  <>
                    {t.scopes.join(', ')} <span className="text-text3">· until {moment(t.expiresAt)}</span>
                  </>
                }
              >
                <Button size="sm" look="danger" waits={waits === t.id} onClick={() => void act(t.id as string, () => api.DELETE('/api/v1/tokens/{token}', { params: { path: { token: t.id as string } } }))}>
                  Revoke
                </Button>
              </Line>
            ))}
          </>
        )}
      </Load>
    </section>
  )
}

function NewToken({ onClose }: { onClose: () => void }) {
  const { waits, error, act } = useAct(['tokens'])
  const [made, setMade] = useState<Schemas['NewTokenResponse'] | null>(null)
  return (
    <Dialog title="New API token" onClose={onClose}>
      {made ? (
        <div className="space-y-3">
          <p className="text-text2">It is shown now and never again.</p>
          <p className="flex items-center gap-2">
            <code className="min-w-0 grow rounded-control bg-sunken px-2 py-1.5 break-all">{made.secret}</code>
            <Copy text={made.secret} label="Copy the token" />
          </p>
        </div>
      ) : (
        <form
          className="space-y-4"
          onSubmit={(e) => {
            e.preventDefault()
            const form = new FormData(e.currentTarget)
            void act('make', async () =>
              setMade(
                await take(
                  api.POST('/api/v1/tokens', {
                    params: { header: { 'Idempotency-Key': onceKey() } },
                    body: { name: String(form.get('name')), scopes: form.getAll('scope').map(String), expiresInDays: Number(form.get('days')) },
                  }),
                ),
              ),
            )
          }}
        >
          <Field name="name" label="What it is for" required autoFocus maxLength={100} placeholder="Pipeline" />
<fieldset>
            <legend className="pb-1 font-medium">What it may do</legend>
            <div className="grid grid-cols-2 gap-1">
              {scopes.map((s) => (
                <label key={s} className="flex items-center gap-2">
                  <input type="checkbox" name="scope" value={s} defaultChecked={s === 'projects:read'} className="size-4 accent-accent" /> <code>{s}</code>
                </label>
              ))}
            </div>
          </fieldset>
          <Field name="days" label="Days that it is good for" type="number" min={1} max={365} defaultValue={90} required />
          {error !== null && <ProblemBox error={error} />}
          <Button type="submit" look="primary" waits={waits === 'make'}>
            Make the token
          </Button>
        </form>
      )}
    </Dialog>
  )
}
