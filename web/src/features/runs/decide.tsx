'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take, type Schemas } from '@/api/client'
import { queries } from '@/api/queries'
import type { Difference } from '@/api/shapes'
import { readOnly, type Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Field } from '@/ui/field'
import { isZero, money } from '@/ui/money'
import { SeverityMark } from '@/ui/pill'
import { ProblemBox } from '@/ui/states'
import { count } from '../compare/words'
import { losesData } from './changes'
import { heldUp, Policies } from './policies'
import { isEnded, type Run } from './status'

type Verb = 'approval' | 'discard' | 'cancel' | 'force'

interface Shown {
  work: Work
  detail: Schemas['RunDetailResponse']
  difference: Difference | undefined
  person: (id: string) => string
}

/** What the plan costs and finds, and what may be decided; in view while one reads the changes. */
export function Decide({ work, detail, difference, person }: Shown) {
  const { run, approval } = detail
  return (
    <div className="card divide-y divide-line lg:sticky lg:top-3">
      {run.changes && <Cost run={run} />}
      {difference && <Findings difference={difference} />}
      <Policies run={run} approval={approval} person={person} />
      <Actions work={work} run={run} approval={approval} difference={difference} />
    </div>
  )
}

function Cost({ run }: { run: Run }) {
  const { costBefore, costAfter, currency, unpriced } = run.changes!
  if (!costAfter || !currency) return <p className="px-4 py-3 text-text2">What it costs could not be computed.</p>
  return (
    <div className="px-4 py-3">
      <p className="text-text2">Cost a month</p>
      <p className="flex flex-wrap items-baseline gap-x-2">
        {costBefore && !isZero(costBefore) && costBefore !== costAfter && (
          <>
            <del className="text-panel text-text3">{money(costBefore, currency)}</del>
            <span aria-hidden="true" className="text-text3">
              →
            </span>
          </>
        )}
        <span className="text-key font-bold">
          {Number(unpriced) > 0 && '≥ '}
          {money(costAfter, currency)}
        </span>
      </p>
      {Number(unpriced) > 0 && <span className="not-priced">{count(Number(unpriced), 'resource')} not priced</span>}
    </div>
  )
}

function Findings({ difference }: { difference: Difference }) {
  const { added, mended, kept } = difference.findings
  return (
    <div className="px-4 py-3">
      <h3 className="font-bold">Findings</h3>
      <p className="flex flex-wrap gap-x-3 text-text2">
        <span className={mended.length > 0 ? 'font-medium text-good' : undefined}>{mended.length} mended</span>
        <span className={added.length > 0 ? 'font-medium text-up' : undefined}>{added.length} added</span>
        <span>{kept.length} stay</span>
      </p>
      {added.length > 0 && (
        <details className="pt-1">
          <summary className="text-accent">What is added</summary>
          <ul className="max-h-56 space-y-1 overflow-auto pt-1" tabIndex={0}>
            {added.map((f) => (
              <li key={f.name} className="flex gap-2 text-text2">
                <span className="pt-1">
                  <SeverityMark severity={f.severity} size={11} />
                </span>
                <span>{f.message}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function Actions({ work, run, approval, difference }: { work: Work; run: Run; approval: Schemas['RunGateResponse'] | null; difference: Difference | undefined }) {
  const cache = useQueryClient()
  const slug = work.project.slug
  const [comment, setComment] = useState('')
  const [waits, setWaits] = useState<Verb | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [asks, setAsks] = useState<Verb | null>(null)
  const [isOverride, setOverride] = useState(false)
  const why = readOnly(work)
  const held = heldUp(run, approval)
  const canOverride = held !== null && approval?.isCurrent !== false && work.isOwner
  const whyNot = why ?? (held && !(canOverride && isOverride) ? held : isOverride && comment.trim() === '' ? 'Say in the comment why.' : null)
  const lost = difference?.resources.filter(losesData) ?? []

  const decide = async (verb: Verb) => {
    setWaits(verb)
    setError(null)
    setAsks(null)
    const path = { project: slug, run: run.id as string }
    try {
      if (verb === 'approval') await take(api.POST('/api/v1/projects/{project}/runs/{run}/approval', { params: { path }, body: { comment: comment || null, override: isOverride } }))
      else if (verb === 'discard') await take(api.POST('/api/v1/projects/{project}/runs/{run}/discard', { params: { path }, body: { comment: comment || null } as Schemas['RunDecision'] }))
      else await take(api.POST('/api/v1/projects/{project}/runs/{run}/cancel', { params: { path }, body: { force: verb === 'force', comment: comment || null } }))
      setComment('')
    } catch (refused) {
      setError(refused)
    }
    await cache.invalidateQueries({ queryKey: queries.run(slug, run.id as string).queryKey })
    setWaits(null)
  }

  if (isEnded(run)) return null
  return (
    <div className="space-y-3 px-4 py-3.5">
      {run.status === 'planned' && (
        <>
          <Field label="Comment" value={comment} onChange={(e) => setComment(e.target.value)} maxLength={1000} autoComplete="off" />
          {held && <p className="text-critical">{held}</p>}
          {canOverride && (
            <label className="flex items-start gap-2">
              <input type="checkbox" checked={isOverride} onChange={(e) => setOverride(e.target.checked)} className="mt-0.5 size-4 accent-accent" />
              <span>Approve it against the policy. The audit log tells who, and why.</span>
            </label>
          )}
          <Button look="primary" size="lg" className="w-full" because={whyNot} waits={waits === 'approval'} onClick={() => (lost.length > 0 || run.operation === 'destroy' ? setAsks('approval') : void decide('approval'))}>
            {run.operation === 'destroy' ? 'Approve and destroy' : 'Approve and apply'}
          </Button>
          <Button className="w-full" because={why} waits={waits === 'discard'} onClick={() => void decide('discard')}>
            Discard plan
          </Button>
          <p className="text-sm text-text3">Applies exactly this plan, and refuses if state, variables or configuration have changed.</p>
        </>
      )}
      {run.status !== 'planned' && run.status !== 'interrupted' && (
        <>
          {run.cancelAt ? (
            <>
              <p className="text-text2">It was asked to stop: it finishes what it is about, saves the state and ends.</p>
              <Button look="danger" className="w-full" because={why} waits={waits === 'force'} onClick={() => setAsks('force')}>
                Force stop…
              </Button>
            </>
          ) : (
            <>
              <Button look="danger" className="w-full" because={why} waits={waits === 'cancel'} onClick={() => void decide('cancel')}>
                Cancel run
              </Button>
              <p className="text-sm text-text3">What is running gets to finish. What is done stays done, and the state says so.</p>
            </>
          )}
        </>
      )}
      {error !== null && <ProblemBox error={error} />}
      {asks && (
        <Ask
          title={asks === 'force' ? 'Stop without waiting?' : run.operation === 'destroy' ? `Destroy ${run.environment}?` : `${lost.length === 1 ? 'A resource that holds data is' : `${lost.length} resources that hold data are`} lost`}
          text={
            asks === 'force'
              ? 'The engine is killed. Nobody knows then how far it came: the run is interrupted, and the environment held until it is recovered.'
              : run.operation === 'destroy'
                ? 'Everything that the state knows is destroyed at the providers, data included.'
                : `Deleted or replaced with what is in it: ${lost.map((r) => r.address).join(', ')}.`
          }
          word={asks === 'force' ? run.environment : (lost[0]?.address ?? run.environment)}
          act={asks === 'force' ? 'Force stop' : run.operation === 'destroy' ? 'Approve and destroy' : 'Approve and apply'}
          onClose={() => setAsks(null)}
          onAct={() => void decide(asks)}
        />
      )}
    </div>
  )
}

/** Asks for a name to be typed, where nothing undoes what follows. */
export function Ask({ title, text, word, act, onClose, onAct }: { title: string; text: string; word: string; act: string; onClose: () => void; onAct: () => void }) {
  const [typed, setTyped] = useState('')
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(e) => {
          e.preventDefault()
          if (typed === word) onAct()
        }}
      >
        <p className="text-text2">{text}</p>
        <Field label={`Type ${word} to go on`} value={typed} onChange={(e) => setTyped(e.target.value)} autoFocus autoComplete="off" spellCheck={false} className="font-mono" />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Leave it</Button>
          <Button type="submit" look="danger" disabled={typed !== word}>
            {act}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

