'use client'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { api, onceKey, take } from '@/api/client'
import { queries } from '@/api/queries'
import { address } from '@/shell/place'
import type { Work } from '@/shell/project-page'
import { Button, LinkButton } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { AreaField, Field, SelectField } from '@/ui/field'
import { Load, ProblemBox } from '@/ui/states'
import { ago } from '@/ui/time'
import { text, useSending } from '../account/use-form'
import { buildTitle } from '../builds/status'

/** Asks for a release of a build, and goes to the run that plans it. */
export function NewRelease({ work, build, onClose }: { work: Work; build: string; onClose: () => void }) {
  const slug = work.project.slug
  const router = useRouter()
  const builds = useQuery(queries.builds(slug))
  const { waits, error, onSubmit } = useSending(async (form) => {
    const health = text(form, 'health').split(/\s+/).filter((h) => h !== '')
    const release = await take(
      api.POST('/api/v1/projects/{project}/releases', {
        params: { path: { project: slug }, header: { 'Idempotency-Key': onceKey() } },
        body: {
          environment: work.environment.name,
          build: text(form, 'build'),
          strategy: text(form, 'strategy') || null,
          message: text(form, 'message') || null,
          autoApply: form.get('autoApply') === 'on',
          health: health.length > 0 ? health : null,
        },
      }),
    )
    router.push(address('/run/', { p: slug, e: work.environment.name, id: release.run as string }))
  })
  return (
    <Dialog title={`Release to ${work.environment.name}`} onClose={onClose}>
      <Load of={builds}>
        {({ items }) => {
          const built = items.filter((b) => b.status === 'built')
          return built.length === 0 ? (
            <div className="space-y-3">
              <p>No build came to a good end yet, so there is nothing to release.</p>
              <LinkButton href={address('/builds/', { p: slug, e: work.environment.name, new: '1' })}>New build</LinkButton>
            </div>
          ) : (
            <form onSubmit={onSubmit} className="space-y-4">
              <SelectField name="build" label="Build" defaultValue={built.some((b) => b.id === build) ? build : (built[0]!.id as string)}>
                {built.map((b) => (
                  <option key={b.id as string} value={b.id as string}>
                    {buildTitle(b)}, {ago(new Date(b.changedAt), new Date())}: {b.images.map((i) => i.component).join(', ')}
                  </option>
                ))}
              </SelectField>
              {work.environment.strategies.length > 1 && (
                <SelectField name="strategy" label="Hosting option" defaultValue={work.strategy}>
                  {work.environment.strategies.map((s) => (
                    <option key={s} value={s}>
                      {s}
                      {s === work.environment.strategy ? ' (in use)' : ''}
                    </option>
                  ))}
                </SelectField>
              )}
              <Field name="message" label="Why" maxLength={1000} placeholder="The sale’s banner" hint="It becomes the run’s title." />
              <AreaField name="health" label="Addresses that answer while it is well" rows={2} hint="One a line. Left empty, those count that the manifest states." />
              <label className="flex items-start gap-2">
                <input type="checkbox" name="autoApply" className="mt-0.5 size-4 accent-accent" />
                <span>Apply its plan without approval, where the environment’s policy lets it.</span>
              </label>
              {error !== null && <ProblemBox error={error} />}
              <div className="flex justify-end gap-2">
                <Button onClick={onClose}>Leave it</Button>
                <Button type="submit" look="primary" waits={waits}>
                  Plan the release
                </Button>
              </div>
            </form>
          )
        }}
      </Load>
    </Dialog>
  )
}
