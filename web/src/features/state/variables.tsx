'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '@/api/client'
import { asProblem } from '@/api/problem'
import { readOnly, type Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { CardHead } from '@/ui/page'
import { ProblemBox, SkeletonRows } from '@/ui/states'
import { Ago } from '@/ui/time'
import { useAct } from '@/ui/use-act'

/** Values that runs of the environment are made with. */
export function Variables({ work }: { work: Work }) {
  const slug = work.project.slug
  const path = { project: slug, workspace: work.environment.name }
  const key = ['project', slug, 'variables', work.environment.name]
  const variables = useQuery({
    queryKey: key,
    // A workspace that is not there yet has none.
    queryFn: () =>
      take(api.GET('/api/v1/projects/{project}/workspaces/{workspace}/variables', { params: { path } })).catch((e: unknown) => {
        if (asProblem(e).status === 404) return []
        throw e
      }),
  })
  const { waits, error, act } = useAct(key, ['project', slug, 'workspaces'])
  const [edits, setEdits] = useState<string | null>(null)
  return (
    <section className="card mt-4">
      <CardHead title="Variables" note="Sealed where they lie. A sensitive one is never shown again, and masked in logs.">
        <Button size="sm" because={readOnly(work)} onClick={() => setEdits('')}>
          Set a variable
        </Button>
      </CardHead>
      {error !== null && edits === null && (
        <div className="p-3.5">
          <ProblemBox error={error} />
        </div>
      )}
      {variables.isError ? (
        <ProblemBox error={variables.error} retry={() => void variables.refetch()} />
      ) : variables.data === undefined ? (
        <SkeletonRows rows={2} />
      ) : variables.data.length === 0 ? (
        <p className="px-3.5 py-3 text-text2">None is set. A run that lacks one says which.</p>
      ) : (
        <ul className="divide-y divide-line">
          {variables.data.map((v) => (
            <li key={v.name} className="flex flex-wrap items-center gap-3 px-3.5 py-2">
              <code className="min-w-40 font-medium">{v.name}</code>
              <span className="min-w-0 grow truncate text-text2">{v.isSensitive ? '(sensitive)' : <code>{v.value}</code>}</span>
              <span className="text-sm text-text3">
                <Ago at={v.changedAt} />
              </span>
              <Button size="sm" because={readOnly(work)} onClick={() => setEdits(v.name)}>
                Change
              </Button>
              <Button
                size="sm"
                look="danger"
                because={readOnly(work)}
                waits={waits === v.name}
                onClick={() => void act(v.name, () => api.DELETE('/api/v1/projects/{project}/workspaces/{workspace}/variables/{name}', { params: { path: { ...path, name: v.name } } }))}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      {edits !== null && (
        <Dialog title={edits ? `Change ${edits}` : 'Set a variable'} onClose={() => setEdits(null)}>
          <form
            className="space-y-4"
            onSubmit={(e) => {
              e.preventDefault()
              const form = new FormData(e.currentTarget)
              const name = edits || String(form.get('name'))
              void act('set', () =>
                api.PUT('/api/v1/projects/{project}/workspaces/{workspace}/variables/{name}', {
                  params: { path: { ...path, name } },
                  body: { value: String(form.get('value')), sensitive: form.get('sensitive') === 'on' },
                }),
              ).then((ok) => ok && setEdits(null))
            }}
          >
            {!edits && <Field name="name" label="Name" required autoFocus autoComplete="off" spellCheck={false} className="font-mono" placeholder="database_password" />}
            <Field name="value" label="Value" required type="password" autoComplete="off" hint="A plan that waits for approval was made with the value of before, and is not applied any more." />
            <label className="flex items-center gap-2">
              <input type="checkbox" name="sensitive" defaultChecked className="size-4 accent-accent" /> Sensitive: never show it again
            </label>
            {error !== null && <ProblemBox error={error} />}
            <Button type="submit" look="primary" waits={waits === 'set'}>
              Set
            </Button>
          </form>
        </Dialog>
      )}
    </section>
  )
}
