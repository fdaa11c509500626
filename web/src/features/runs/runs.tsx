'use client'
import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { api, onceKey, take } from '@/api/client'
import { queries } from '@/api/queries'
import { usePeople } from '@/shell/people'
import { address, usePlace } from '@/shell/place'
import { readOnly, type Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field, SelectField } from '@/ui/field'
import { isZero, money } from '@/ui/money'
import { Answer, PageHead } from '@/ui/page'
import { Empty, Load, ProblemBox } from '@/ui/states'
import { Ago } from '@/ui/time'
import { text, useSending } from '../account/use-form'
import { ChangeCounts } from './counts'
import { isAtWork, operationTitle, RunStatus, runTitle, type Run } from './status'

export function Runs({ work }: { work: Work }) {
  const { get, go } = usePlace()
  const runs = useQuery({
    ...queries.runs(work.project.slug, work.environment.name),
    refetchInterval: (q) => (q.state.data?.items.some(isAtWork) ? 2_000 : 15_000),
  })
  const person = usePeople(work.project.team)
  const begin = (
    <Button look="primary" because={readOnly(work)} onClick={() => go({ new: '1' }, 'push')}>
      <Play size={15} aria-hidden="true" /> New run
    </Button>
  )
  return (
    <>
      <PageHead title="Runs" sub={`Plans and applies of ${work.environment.name}, one at a time.`} actions={begin} />
      <Load of={runs}>
        {({ items }) => (
          <>
            {items.length === 0 ? (
              <Empty action={begin} command={`infrar run plan --project ${work.project.slug} -e ${work.environment.name}`}>
                Nothing has run in {work.environment.name} yet. A run plans what would change and what that costs, and applies it once somebody approves.
              </Empty>
            ) : (
              <>
                <Answer>{sentence(items, work.environment.name)}</Answer>
                <ul className="card divide-y divide-line">
                  {items.map((run) => (
                    <Row key={run.id} run={run} slug={work.project.slug} person={person} />
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Load>
      {get('new') && <NewRun work={work} onClose={() => go({ new: null })} />}
    </>
  )
}

function Row({ run, slug, person }: { run: Run; slug: string; person: (id: string) => string }) {
  const c = run.changes
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_minmax(0,210px)_minmax(0,200px)] items-center gap-x-5 gap-y-1 px-3.5 py-2.5 hover:bg-bg max-md:grid-cols-1">
      <div className="min-w-0">
        <Link href={address('/run/', { p: slug, e: run.environment, id: run.id })} prefetch={false} className="block truncate font-bold after:absolute after:inset-0">
          {runTitle(run)}
        </Link>
        <p className="truncate text-sm text-text3">
          {operationTitle(run.operation)}
          {run.strategy && ` · ${run.strategy}`} · {person(run.createdBy)} · <Ago at={run.createdAt} />
        </p>
      </div>
      <div>
        <RunStatus run={run} />
      </div>
      <div className="text-right text-sm max-md:text-left">
        {c && <ChangeCounts changes={c} short />}
        {c?.costAfter && c.currency && (
          <p className="text-text2">
            {c.costBefore && !isZero(c.costBefore) && c.costBefore !== c.costAfter && <>{money(c.costBefore, c.currency)} → </>}
            {Number(c.unpriced) > 0 && '≥ '}
            {money(c.costAfter, c.currency)} a month
          </p>
        )}
        {run.problem && <p className="truncate text-critical">{run.problem.title}</p>}
      </div>
    </li>
  )
}

function sentence(runs: readonly Run[], environment: string) {
  const waits = runs.filter((r) => r.status === 'planned')
  const broken = runs.find((r) => r.status === 'interrupted')
  const work = runs.filter(isAtWork)
  const applied = runs.find((r) => r.status === 'applied')
  if (broken) return <b>“{runTitle(broken)}” was interrupted while it applied. The environment is held until it is recovered.</b>
  if (waits[0]) return <b>“{runTitle(waits[0])}” waits for approval. Nothing else of {environment} runs until then.</b>
  if (work[0]) return <b>“{runTitle(work[0])}” is at work.</b>
  return applied ? (
    <>
      <b>Nothing runs and nothing waits.</b> “{runTitle(applied)}” was applied <Ago at={applied.changedAt} />.
    </>
  ) : (
    <b>Nothing runs, and nothing has been applied to {environment}.</b>
  )
}

const kinds = [
  { value: 'apply', note: 'Plans, and applies exactly that plan once it is approved.' },
  { value: 'plan', note: 'Plans alone. It holds nothing and can never be applied.' },
  { value: 'drift', note: 'Looks for what is no longer as the state has it. Nothing is changed.' },
  { value: 'refresh', note: 'Takes what changed at the providers into the state. Nothing that exists is changed.' },
  { value: 'destroy', note: 'Plans to destroy everything that the state knows, and does it once approved.' },
] as const

function NewRun({ work, onClose }: { work: Work; onClose: () => void }) {
  const router = useRouter()
  const [kind, setKind] = useState<(typeof kinds)[number]['value']>('apply')
  const { waits, error, onSubmit } = useSending(async (form) => {
    const run = await take(
      api.POST('/api/v1/projects/{project}/runs', {
        params: { path: { project: work.project.slug }, header: { 'Idempotency-Key': onceKey() } },
        body: {
          operation: kind,
          environment: work.environment.name,
          strategy: text(form, 'strategy') || null,
          message: text(form, 'message') || null,
        },
      }),
    )
    router.push(address('/run/', { p: work.project.slug, e: work.environment.name, id: run.id }))
  })
  return (
    <Dialog title={`New run of ${work.environment.name}`} onClose={onClose}>
      <form onSubmit={onSubmit} className="space-y-4">
        <SelectField label="What it does" value={kind} onChange={(e) => setKind(e.target.value as typeof kind)} hint={kinds.find((k) => k.value === kind)!.note}>
          {kinds.map((k) => (
            <option key={k.value} value={k.value}>
              {operationTitle(k.value)}
            </option>
          ))}
        </SelectField>
        {kind !== 'destroy' && work.environment.strategies.length > 1 && (
          <SelectField name="strategy" label="Hosting option" defaultValue={work.strategy}>
            {work.environment.strategies.map((s) => (
              <option key={s} value={s}>
                {s}
                {s === work.environment.strategy ? ' (in use)' : ''}
              </option>
            ))}
          </SelectField>
        )}
        <Field name="message" label="Why" maxLength={1000} placeholder="Keep the replica in the EU" hint="It becomes the run’s title." autoFocus />
        {error !== null && <ProblemBox error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" look="primary" waits={waits}>
            Plan
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
