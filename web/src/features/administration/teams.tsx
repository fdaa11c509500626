'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take, type Schemas } from '@/api/client'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, SelectField } from '@/ui/field'
import { CardHead } from '@/ui/page'
import { Load, ProblemBox } from '@/ui/states'
import { useAct } from '@/ui/use-act'

type Team = Schemas['TeamUseResponse']
type Quota = Schemas['QuotaUse']

const GiB = 1024 ** 3
const amount = (n: number) => new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(n)

/** What teams have, and may have. */
export function TeamsCard() {
  const teams = useQuery({ queryKey: ['team-use'], queryFn: () => take(api.GET('/api/v1/administration/teams', { params: { query: { limit: 100 } } })) })
  const [changes, setChanges] = useState<Team | null>(null)
  return (
    <section className="card" aria-labelledby="teams">
      <CardHead title={<span id="teams">Teams</span>} />
      <Load of={teams}>
        {({ items }) => (
          <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label="Teams and their quotas">
            <table className="w-full min-w-[560px]">
              <thead>
                <tr className="border-b border-line text-text3">
                  <th className="px-3.5 py-2">Team</th>
                  <th className="py-2 text-right">Projects</th>
                  <th className="py-2 text-right">Members</th>
                  <th className="py-2 text-right">Uploads</th>
                  <th className="py-2 pl-4">Tier</th>
                  <th className="py-2">
                    <span className="sr-only">Change</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((t) => (
                  <tr key={t.id as string} className="border-b border-line last:border-0">
                    <td className="px-3.5 py-2 font-bold">{t.name}</td>
                    <Used of={t.projects} />
                    <Used of={t.members} />
                    <Used of={t.storageBytes} unit={GiB} suffix=" GiB" />
                    <td className="py-2 pl-4 text-text2">{t.tier ?? 'usual'}</td>
                    <td className="px-3.5 py-2 text-right">
                      <Button size="sm" onClick={() => setChanges(t)}>
                        Quotas<span className="sr-only"> of {t.name}</span>
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Load>
      {changes && <Quotas team={changes} onClose={() => setChanges(null)} />}
    </section>
  )
}

const Used = ({ of, unit = 1, suffix = '' }: { of: Quota; unit?: number; suffix?: string }) => (
  <td className="py-2 text-right whitespace-nowrap">
    {amount(Number(of.used) / unit)} <span className="text-text3">of</span> {amount(Number(of.quota) / unit)}
    {suffix}
    {!of.isDefault && <span className="text-text3"> (set)</span>}
  </td>
)

function Quotas({ team, onClose }: { team: Team; onClose: () => void }) {
  const installation = useQuery({ queryKey: ['installation'], queryFn: () => take(api.GET('/api/v1/administration/installation')) })
  const { waits, error, act } = useAct(['team-use'])
  const set = (quota: Quota, unit = 1) => (quota.isDefault ? '' : String(Number(quota.quota) / unit))
  const left = (quota: Quota, unit = 1) => (quota.isDefault ? amount(Number(quota.quota) / unit) : 'The installation’s')
  return (
    <Dialog title={`Quotas of ${team.name}`} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(e) => {
          e.preventDefault()
          const form = new FormData(e.currentTarget)
          const number = (name: string) => (form.get(name) ? Number(form.get(name)) : null)
          const storage = number('storage')
          void act('save', () =>
            api.PUT('/api/v1/administration/teams/{team}/quotas', {
              params: { path: { team: team.id as string } },
              body: {
                projects: number('projects'),
                members: number('members'),
                storageBytes: storage === null ? null : Math.round(storage * GiB),
                tier: String(form.get('tier')) || null,
              },
            }),
          ).then((ok) => ok && onClose())
        }}
      >
        <Field name="projects" label="Projects" type="number" min={0} max={100_000} defaultValue={set(team.projects)} placeholder={left(team.projects)} hint="Left empty, the installation’s default holds." />
        <Field name="members" label="Members" type="number" min={1} max={100_000} defaultValue={set(team.members)} placeholder={left(team.members)} />
        <Field name="storage" label="Uploads, in GiB" type="number" min={0} step="any" defaultValue={set(team.storageBytes, GiB)} placeholder={left(team.storageBytes, GiB)} />
        <SelectField name="tier" label="Tier of requests" defaultValue={team.tier ?? ''} key={installation.data ? 'known' : 'unknown'}>
          <option value="">Usual</option>
          {Object.entries(installation.data?.tiers ?? {}).map(([name, requests]) => (
            <option key={name} value={name}>
              {name}: {amount(Number(requests))} requests a window
            </option>
          ))}
        </SelectField>
        {error !== null && <ProblemBox error={error} />}
        <Button type="submit" look="primary" waits={waits === 'save'}>
          Save quotas
        </Button>
      </form>
    </Dialog>
  )
}
