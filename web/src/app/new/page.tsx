'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, onceKey, take } from '@/api/client'
import { queries } from '@/api/queries'
import { text, useSending } from '@/features/account/use-form'
import { FollowUpload } from '@/features/projects/follow-upload'
import { Sources } from '@/features/projects/sources'
import { usePlace } from '@/shell/place'
import { Button } from '@/ui/button'
import { Field, SelectField } from '@/ui/field'
import { PageHead, useTitle } from '@/ui/page'
import { Load, ProblemBox } from '@/ui/states'

/** First a name, then what the project is made of, then what was found there. */
export default function NewProject() {
  const { get } = usePlace()
  const slug = get('p')
  const project = useQuery(queries.project(slug))
  useTitle('New project')
  if (slug === '')
    return (
      <div className="max-w-[860px]">
        <PageHead title="New project" sub="One project is one system, in all its environments." />
        <NameIt />
      </div>
    )
  return (
    <div className="max-w-[1000px]">
      <Load of={project}>
        {({ data }) => (
          <>
            <PageHead title={data.name} sub="Say what it is made of. The manifest that comes of it is yours to change." />
            {get('upload') ? <FollowUpload project={slug} upload={get('upload')} /> : <Sources project={data} />}
          </>
        )}
      </Load>
    </div>
  )
}

function NameIt() {
  const { go } = usePlace()
  const cache = useQueryClient()
  const teams = useQuery(queries.teams)
  const able = teams.data?.filter((t) => t.role !== 'viewer') ?? []
  const { waits, error, onSubmit } = useSending(async (form) => {
    const made = await take(
      api.POST('/api/v1/projects', {
        params: { header: { 'Idempotency-Key': onceKey() } },
        body: { team: text(form, 'team') || able[0]!.id, name: text(form, 'name'), residency: text(form, 'residency') || null },
      }),
    )
    await cache.invalidateQueries({ queryKey: ['projects'] })
    go({ p: made.slug }, 'push')
  })
  return (
    <form onSubmit={onSubmit} className="card space-y-4 p-4">
      <Field name="name" label="Name" required maxLength={100} autoFocus autoComplete="off" />
      <div className="grid gap-4 sm:grid-cols-2">
        {able.length > 1 && (
          <SelectField name="team" label="Team">
            {able.map((t) => (
              <option key={t.id} value={t.id}>
                {t.name}
              </option>
            ))}
          </SelectField>
        )}
        <SelectField name="residency" label="Where its data may lie" hint="Options that would keep data elsewhere are refused.">
          <option value="">As the manifest says</option>
          <option value="eu">In the EU alone</option>
        </SelectField>
      </div>
      {teams.data && able.length === 0 && (
        <p className="text-text2">You can read your teams’ projects. Making one needs the operator role, which an owner of a team can give.</p>
      )}
      {error !== null && <ProblemBox error={error} />}
      <Button type="submit" look="primary" waits={waits} disabled={able.length === 0}>
        Go on
      </Button>
    </form>
  )
}
