'use client'
import { useState } from 'react'
import { api, onceKey, take, type Schemas } from '@/api/client'
import type { Work } from '@/shell/project-page'
import { environmentTitle } from '@/shell/shell'
import { Button } from '@/ui/button'
import { Copy } from '@/ui/copy'
import { Dialog } from '@/ui/dialog'
import { Field, SelectField } from '@/ui/field'
import { ProblemBox } from '@/ui/states'
import { useAct } from '@/ui/use-act'
import { events } from './words'

type Event = Schemas['NotificationEvent']

/** Adds a webhook or mail; a webhook's signing key is shown once. */
export function NewNotification({ work, members, onClose }: { work: Work; members: Schemas['MemberResponse'][]; onClose: () => void }) {
  const project = work.project.slug
  const { waits, error, act } = useAct(['project', project, 'notifications'])
  const [kind, setKind] = useState<'webhook' | 'email'>('webhook')
  const [key, setKey] = useState<string | null>(null)
  const add = (form: FormData) =>
    act('add', async () => {
      const made = await take(
        api.POST('/api/v1/projects/{project}/notifications', {
          params: { path: { project }, header: { 'Idempotency-Key': onceKey() } },
          body: {
            name: String(form.get('name')),
            kind,
            events: form.getAll('events').map(String) as Event[],
            environment: String(form.get('environment')) || null,
            url: kind === 'webhook' ? String(form.get('url')) : undefined,
            recipients: kind === 'email' ? form.getAll('recipients').map(String) : null,
          },
        }),
      )
      setKey(made.signingKey)
      if (!made.signingKey) onClose()
    })
  if (key)
    return (
      <Dialog title="Its signing key" onClose={onClose}>
        <div className="space-y-3">
          <p className="text-text2">Each request bears a signature made with this key, so that its receiver knows it is ours. It is shown once.</p>
          <p className="flex items-center gap-2">
            <code className="min-w-0 grow rounded-control bg-sunken px-2 py-1.5 break-all">{key}</code>
            <Copy text={key} label="Copy the key" />
          </p>
          <Button onClick={onClose}>I have it</Button>
        </div>
      </Dialog>
    )
  return (
    <Dialog title="Add a notification" onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(e) => {
          e.preventDefault()
          void add(new FormData(e.currentTarget))
        }}
      >
        <Field name="name" label="Name" required maxLength={80} autoFocus placeholder="On-call" />
        <SelectField label="How" value={kind} onChange={(e) => setKind(e.target.value as typeof kind)}>
          <option value="webhook">A webhook</option>
          <option value="email">Mail to members of the team</option>
        </SelectField>
        {kind === 'webhook' ? (
          <Field name="url" label="Address" type="url" required placeholder="https://hooks.example.com/infrar" hint="Never shown again: it often holds a secret." />
        ) : (
          <Checks name="recipients" legend="To" items={members.map((m) => [m.userId, `${m.displayName}, ${m.email}`])} />
        )}
        <SelectField name="environment" label="Of" defaultValue="">
          <option value="">Every environment</option>
          {work.environments.map((e) => (
            <option key={e.name} value={e.name}>
              {environmentTitle(e.name)}
            </option>
          ))}
        </SelectField>
        <Checks name="events" legend="When" items={Object.entries(events)} all />
        {error !== null && <ProblemBox error={error} />}
        <Button type="submit" look="primary" waits={waits === 'add'}>
          Add
        </Button>
      </form>
    </Dialog>
  )
}

const Checks = ({ name, legend, items, all = false }: { name: string; legend: string; items: [string, string][]; all?: boolean }) => (
  <fieldset className="space-y-1">
    <legend className="font-medium">{legend}</legend>
    {items.map(([value, text]) => (
      <label key={value} className="flex items-center gap-2">
        <input type="checkbox" name={name} value={value} defaultChecked={all} />
        {text}
      </label>
    ))}
  </fieldset>
)
