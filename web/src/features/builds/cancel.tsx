'use client'
import { api } from '@/api/client'
import { queries } from '@/api/queries'
import { readOnly, type Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { ProblemBox } from '@/ui/states'
import { useAct } from '@/ui/use-act'
import { buildTitle, type Build } from './status'

/** Stops a build: nothing that it made counts, and it can be asked for again. */
export function CancelBuild({ work, build, size, className }: { work: Work; build: Build; size?: 'sm'; className?: string }) {
  const slug = work.project.slug
  const { waits, error, act } = useAct(queries.builds(slug).queryKey, queries.build(slug, build.id as string).queryKey)
  const cancel = () =>
    act('cancel', () => api.POST('/api/v1/projects/{project}/builds/{build}/cancel', { params: { path: { project: slug, build: build.id as string } }, body: {} }))
  const stops = build.cancelAt !== null
  return (
    <>
      <Button
        look="danger"
        size={size}
        className={className}
        aria-label={size ? `Cancel “${buildTitle(build)}”` : undefined}
        because={readOnly(work) ?? (stops ? 'It was asked to stop already.' : null)}
        waits={waits !== null}
        onClick={() => void cancel()}
      >
        {stops ? 'Stopping' : size ? 'Cancel' : 'Cancel build'}
      </Button>
      {error !== null && <ProblemBox error={error} />}
    </>
  )
}
