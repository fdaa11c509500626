'use client'
import { useQuery } from '@tanstack/react-query'
import { api, take, type Schemas } from '@/api/client'
import { Button } from '@/ui/button'
import { Field, SelectField } from '@/ui/field'
import { CardHead } from '@/ui/page'
import { Load, ProblemBox } from '@/ui/states'
import { Ago, moment } from '@/ui/time'
import { useAct } from '@/ui/use-act'

/** Who may make an account, and maintenance. */
export function InstallationCard() {
  const installation = useQuery({ queryKey: ['installation'], queryFn: () => take(api.GET('/api/v1/administration/installation')) })
  const { waits, error, act } = useAct(['installation'])
  return (
    <section className="card" aria-labelledby="installation">
      <CardHead title={<span id="installation">Installation</span>} />
      <Load of={installation}>
        {(now) => (
          <div className="space-y-5 p-3.5">
            <div className="sm:w-1/2">
              <SelectField
                label="Who may make an account"
                value={now.isRegistrationSet ? now.registration : ''}
                disabled={waits !== null}
                onChange={(e) =>
                  void act('registration', () =>
                    api.PUT('/api/v1/administration/registration', { body: { registration: (e.target.value || null) as Schemas['Registration'] | null } }),
                  )
                }
              >
                <option value="">{now.isRegistrationSet ? 'As the configuration says' : `As the configuration says (${now.registration})`}</option>
                <option value="open">Everybody</option>
                <option value="invited">Who is invited</option>
              </SelectField>
            </div>
            {now.maintenance ? (
              <div className="flex flex-wrap items-center gap-3 rounded-control bg-medium-soft px-3 py-2">
                <p className="min-w-0 grow">
                  <b>Maintenance</b> since <Ago at={now.maintenance.since} />
                  {now.maintenance.until && `, until ${moment(now.maintenance.until)}`}: {now.maintenance.reason} Only administrators can change anything.
                </p>
                <Button waits={waits === 'end'} onClick={() => void act('end', () => api.DELETE('/api/v1/administration/maintenance'))}>
                  End maintenance
                </Button>
              </div>
            ) : (
              <form
                className="grid items-end gap-3 sm:grid-cols-[1fr_220px_auto]"
                onSubmit={(e) => {
                  e.preventDefault()
                  const form = new FormData(e.currentTarget)
                  const until = String(form.get('until') ?? '')
                  void act('begin', () =>
                    api.PUT('/api/v1/administration/maintenance', {
                      body: { reason: String(form.get('reason')), until: until ? new Date(until).toISOString() : null },
                    }),
                  )
                }}
              >
                <Field name="reason" label="Why changes are refused for a while" required maxLength={500} placeholder="The database moves." />
                <Field name="until" label="Likely until" type="datetime-local" />
                <Button type="submit" waits={waits === 'begin'} className="h-9">
                  Begin maintenance
                </Button>
              </form>
            )}
            {error !== null && <ProblemBox error={error} />}
          </div>
        )}
      </Load>
    </section>
  )
}
