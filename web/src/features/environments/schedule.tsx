'use client'
import { useQuery } from '@tanstack/react-query'
import { api, takeTagged, type Schemas } from '@/api/client'
import { environmentTitle } from '@/shell/shell'
import { readOnly, type Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { Field } from '@/ui/field'
import { CardHead } from '@/ui/page'
import { Saved, useSaved } from '@/ui/saved'
import { Load, ProblemBox } from '@/ui/states'
import { Ago, moment } from '@/ui/time'
import { useAct } from '@/ui/use-act'

type Schedule = Schemas['ScheduleRequest']

/** What happens to an environment by the clock: looking for drift, and its end. */
export function ScheduleCard({ work }: { work: Work }) {
  const environment = work.environment.name
  const path = { project: work.project.slug, workspace: environment }
  const key = ['project', work.project.slug, 'schedule', environment]
  const schedule = useQuery({
    queryKey: key,
    queryFn: () => takeTagged(api.GET('/api/v1/projects/{project}/workspaces/{workspace}/schedule', { params: { path } })),
    enabled: environment !== '',
  })
  const { waits, error, act } = useAct(key)
  const { undo, saved } = useSaved<Schedule>()
  const write = (name: string, body: Schedule, tag: string) =>
    act(name, () => api.PUT('/api/v1/projects/{project}/workspaces/{workspace}/schedule', { params: { path, header: { 'If-Match': tag } }, body }))
  if (environment === '') return null
  return (
    <section className="card" aria-labelledby="schedule">
      <CardHead title={<span id="schedule">By the clock</span>} note={environmentTitle(environment)} />
      <div className="p-3.5">
        <Load of={schedule}>
          {({ data, tag }) => (
            <form
              key={`${environment} ${data.version}`}
              className="space-y-4"
              onSubmit={(e) => {
                e.preventDefault()
                const form = new FormData(e.currentTarget)
                const hours = String(form.get('driftHours') ?? '')
                const end = String(form.get('expiresAt') ?? '')
                const before: Schedule = { driftHours: data.driftHours, expiresAt: data.expiresAt }
                void write('save', { driftHours: hours ? Number(hours) : null, expiresAt: end ? new Date(end).toISOString() : null }, tag).then((ok) => ok && saved(before))
              }}
            >
              {data.problem && <p className="rounded-control bg-medium-soft px-3 py-2">What was due could not be begun: {data.problem}</p>}
              <div className="grid gap-4 sm:grid-cols-2">
                <Field
                  name="driftHours"
                  label="Look for drift every so many hours"
                  type="number"
                  min={1}
                  max={720}
                  placeholder="Never"
                  defaultValue={data.driftHours === null ? '' : Number(data.driftHours)}
                  disabled={!work.canEdit}
                  hint={
                    data.nextDriftAt ? (
                      <>
                        Next <Ago at={data.nextDriftAt} />.
                      </>
                    ) : (
                      'From 1 to 720; left empty, nobody looks.'
                    )
                  }
                />
                <Field
                  name="expiresAt"
                  label="Destroy everything at"
                  type="datetime-local"
                  defaultValue={data.expiresAt ? local(data.expiresAt) : ''}
                  disabled={!work.canEdit}
                  hint={data.expiresAt ? `${moment(data.expiresAt)}, without asking again.` : 'For previews and trials; left empty, it stays.'}
                />
              </div>
              {error !== null && <ProblemBox error={error} />}
              <div className="flex flex-wrap items-center gap-3">
                <Button type="submit" look="primary" because={readOnly(work)} waits={waits === 'save'}>
                  Save schedule
                </Button>
                <Saved undo={undo} waits={waits === 'undo'} onUndo={(before) => void write('undo', before, tag).then((ok) => ok && saved(null))} />
              </div>
            </form>
          )}
        </Load>
      </div>
    </section>
  )
}

/** As the browser's field writes a moment of the reader's own clock. */
function local(at: string): string {
  const date = new Date(at)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
