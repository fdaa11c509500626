'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, takeTagged, type Schemas } from '@/api/client'
import { environmentTitle } from '@/shell/shell'
import type { Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { AreaField, Field, SelectField } from '@/ui/field'
import { CardHead } from '@/ui/page'
import { Load, ProblemBox } from '@/ui/states'
import { Saved, useSaved } from '@/ui/saved'
import { Ago } from '@/ui/time'
import { useAct } from '@/ui/use-act'
import { Windows, type Window } from './windows'

type Policy = Schemas['PolicyRequest']

/** What a plan of the environment has to keep to before it may be applied. */
export function PolicyCard({ work }: { work: Work }) {
  const environment = work.environment.name
  const path = { project: work.project.slug, workspace: environment }
  const key = ['project', work.project.slug, 'policy', environment]
  const policy = useQuery({
    queryKey: key,
    queryFn: () => takeTagged(api.GET('/api/v1/projects/{project}/workspaces/{workspace}/policy', { params: { path } })),
    enabled: environment !== '',
  })
  const { waits, error, act } = useAct(key)
  const { undo, saved } = useSaved<Policy>()
  const write = (name: string, body: Policy, tag: string) =>
    act(name, () => api.PUT('/api/v1/projects/{project}/workspaces/{workspace}/policy', { params: { path, header: { 'If-Match': tag } }, body }))
  const why = work.isOwner ? null : 'You can read the policy. Changing it needs the owner role.'
  if (environment === '') return null
  return (
    <section className="card" aria-labelledby="policy">
      <CardHead
        title={<span id="policy">Before an apply</span>}
        note={
          <>
            {environmentTitle(environment)}
            {policy.data?.data.changedAt && (
              <>
                , changed <Ago at={policy.data.data.changedAt} />
              </>
            )}
          </>
        }
      />
      <div className="p-3.5">
        <Load of={policy}>
          {({ data, tag }) => (
            <Form
              key={`${environment} ${data.version}`}
              policy={data.policy}
              why={why}
              waits={waits !== null}
              error={error}
              onSave={(body) => void write('save', body, tag).then((ok) => ok && saved(data.policy))}
            >
              <Saved undo={undo} waits={waits === 'undo'} onUndo={(before) => void write('undo', before, tag).then((ok) => ok && saved(null))} />
            </Form>
          )}
        </Load>
      </div>
    </section>
  )
}

function Form({
  policy,
  why,
  waits,
  error,
  onSave,
  children,
}: {
  policy: Policy
  why: string | null
  waits: boolean
  error: unknown
  onSave: (policy: Policy) => void
  children: React.ReactNode
}) {
  const [windows, setWindows] = useState<Window[]>(policy.windows ?? [])
  const locked = why !== null
  const save = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const self = text('selfApproval')
    onSave({
      approvals: Number(text('approvals')),
      selfApproval: self === '' ? null : self === 'yes',
      newFindings: text('newFindings') as Schemas['FindingLimit'],
      monthlyCost: text('monthlyCost') || null,
      monthlyIncrease: text('monthlyIncrease') || null,
      uncertain: text('uncertain') as Schemas['Uncertainty'],
      protected: text('protected').split(/\s+/).filter(Boolean),
      windows,
      timeZone: text('timeZone') || null,
      supersede: form.get('supersede') === 'on',
    })
  }
  return (
    <form
      className="space-y-4"
      onSubmit={(e) => {
        e.preventDefault()
        save(new FormData(e.currentTarget))
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="approvals" label="People who approve" type="number" min={1} max={10} required defaultValue={Number(policy.approvals ?? 1)} disabled={locked} />
        <SelectField
          name="selfApproval"
          label="Whoever asked may approve"
          defaultValue={policy.selfApproval === true ? 'yes' : policy.selfApproval === false ? 'no' : ''}
          disabled={locked}
        >
          <option value="">Yes, but not in production while others could</option>
          <option value="yes">Yes</option>
          <option value="no">No</option>
        </SelectField>
        <SelectField name="newFindings" label="Gravest new finding" defaultValue={policy.newFindings ?? 'any'} disabled={locked}>
          <option value="any">Any</option>
          <option value="none">No new finding</option>
          <option value="low">Low</option>
          <option value="medium">Medium</option>
          <option value="high">High</option>
        </SelectField>
        <SelectField name="uncertain" label="When that cannot be known" defaultValue={policy.uncertain ?? 'block'} disabled={locked} hint="As when something has no price.">
          <option value="block">An owner has to override</option>
          <option value="allow">Go on</option>
        </SelectField>
        <Field
          name="monthlyCost"
          label="Most that a month may cost"
          inputMode="decimal"
          placeholder="No limit"
          defaultValue={policy.monthlyCost ?? ''}
          disabled={locked}
          hint="In the currency that plans are priced in."
        />
        <Field name="monthlyIncrease" label="Most that a plan may add to it" inputMode="decimal" placeholder="No limit" defaultValue={policy.monthlyIncrease ?? ''} disabled={locked} />
      </div>
      <AreaField
        name="protected"
        label="Never destroyed or replaced"
        rows={3}
        placeholder={'aws_db_instance\naws_s3_bucket.uploads*'}
        defaultValue={(policy.protected ?? []).join('\n')}
        disabled={locked}
        hint="Types, or addresses in which * stands for anything, one a line."
      />
      <Windows windows={windows} onChange={setWindows} disabled={locked} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="timeZone" label="Clock of these times" placeholder="UTC" defaultValue={policy.timeZone ?? ''} disabled={locked} hint="For example Europe/Berlin." />
      </div>
      <label className="flex items-center gap-2">
        <input type="checkbox" name="supersede" defaultChecked={policy.supersede ?? false} disabled={locked} />A new run takes the place of older ones that nobody has approved
      </label>
      {error !== null && <ProblemBox error={error} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" because={why} waits={waits}>
          Save policy
        </Button>
        {children}
      </div>
    </form>
  )
}
