'use client'
import clsx from 'clsx'
import { Check, CircleX, Database, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import type { Difference, DifferenceDocument } from '@/api/shapes'
import { Change } from '@/ui/money'
import { CardHead } from '@/ui/page'
import { Segmented } from '@/ui/segmented'
import { actions, ChangeCounts, type Action } from './counts'
import type { Run } from './status'

type Resource = DifferenceDocument.Difference['resources'][number]
export type Progress = ReadonlyMap<string, 'started' | 'completed' | 'failed'>

const risk: readonly Action[] = ['replace', 'delete', 'forget', 'update', 'create', 'read', 'no-op']
/** Types that hold what cannot be made again; those of their rows that replace or delete come first. */
const holdsData = /^(aws_db_|aws_rds_|aws_s3_bucket$|aws_elasticache_repl|aws_secretsmanager_secret$|aws_ebs_|aws_efs_|aws_dynamodb_table|digitalocean_database|digitalocean_volume|digitalocean_spaces_bucket|hcloud_volume)/
export const losesData = (r: Pick<Resource, 'type' | 'action'>) => (r.action === 'delete' || r.action === 'replace') && holdsData.test(r.type)

/** What the plan changes: by risk, or by what it costs. */
export function Changes({ difference, run, progress }: { difference: Difference; run: Run; progress: Progress }) {
  const [order, setOrder] = useState<'risk' | 'cost'>('risk')
  const [all, setAll] = useState(false)
  const cost = (r: Resource) => Math.abs(Number(r.monthlyCostChange ?? 0))
  const changed = difference.resources.filter((r) => r.action !== 'no-op')
  const runs = (r: Resource) => Number(progress.get(r.address) === 'started' || progress.get(r.address) === 'failed')
  const sorted = [...changed].sort((a, b) =>
    runs(b) - runs(a) ||
    (order === 'cost' ? cost(b) - cost(a) : Number(losesData(b)) - Number(losesData(a)) || risk.indexOf(a.action) - risk.indexOf(b.action) || cost(b) - cost(a)),
  )
  const shown = all ? sorted : sorted.slice(0, 15)
  return (
    <section aria-label="Changes" className="card">
      <CardHead title={`${changed.length} ${changed.length === 1 ? 'change' : 'changes'}`} note={run.changes ? <ChangeCounts changes={run.changes} /> : undefined}>
        <Segmented
          label="Order"
          options={[
            { value: 'risk', label: 'By risk' },
            { value: 'cost', label: 'By cost' },
          ]}
          value={order}
          onChange={setOrder}
        />
      </CardHead>
      {changed.length === 0 && <p className="px-3.5 py-3 text-text2">Reality is as the manifest says. Nothing is to change.</p>}
      <ul className="divide-y divide-line">
        {shown.map((r) => (
          <Row key={r.address} resource={r} currency={difference.currency} state={progress.get(r.address)} />
        ))}
      </ul>
      {shown.length < sorted.length && (
        <button type="button" className="link w-full border-t border-line px-3.5 py-2 text-left" onClick={() => setAll(true)}>
          {sorted.length - shown.length} more changes
        </button>
      )}
    </section>
  )
}

function Row({ resource, currency, state }: { resource: Resource; currency: string; state: 'started' | 'completed' | 'failed' | undefined }) {
  const look = actions[resource.action]
  const updates = resource.action === 'update' || resource.action === 'replace'
  const most = 6
  return (
    <li className={clsx('flex gap-2.5 px-3.5 py-2', state === 'started' && 'shadow-[inset_3px_0_0_var(--accent)]')}>
      <span aria-hidden="true" className={clsx('mt-px grid size-5 shrink-0 place-items-center rounded-tag font-bold', look.soft)}>
        {look.sign}
      </span>
      <span className={clsx('w-16 shrink-0 font-medium max-sm:sr-only', look.text)}>{look.word}</span>
      <span className="min-w-0 grow">
        <span className="flex flex-wrap items-center gap-2">
          <code className="font-medium break-all">{resource.address}</code>
          {losesData(resource) && (
            <span className="inline-flex items-center gap-1 rounded-tag bg-medium-soft px-1.5 text-tag font-medium text-medium">
              <Database size={11} aria-hidden="true" /> holds data
            </span>
          )}
        </span>
        {updates &&
          resource.attributes.slice(0, most).map((a) => (
            <code key={a.path} className="block break-all text-text2">
              {a.path} <del className="text-critical">{a.before || '–'}</del> → <ins className="text-good no-underline">{a.after || '–'}</ins>
            </code>
          ))}
        {updates && resource.attributes.length > most && <span className="text-sm text-text3">{resource.attributes.length - most} more attributes</span>}
      </span>
      <span className="shrink-0 text-right">
        {state ? <StateOf state={state} /> : <Change amount={resource.monthlyCostChange} currency={currency} />}
      </span>
    </li>
  )
}

function StateOf({ state }: { state: 'started' | 'completed' | 'failed' }) {
  if (state === 'started')
    return (
      <span className="inline-flex items-center gap-1.5 font-medium text-accent">
        <LoaderCircle size={14} aria-hidden="true" className="spin" /> Running
      </span>
    )
  return state === 'completed' ? (
    <span className="inline-flex items-center gap-1.5 text-text2">
      <Check size={14} aria-hidden="true" className="text-good" /> Done
    </span>
  ) : (
    <span className="inline-flex items-center gap-1.5 font-medium text-critical">
      <CircleX size={14} aria-hidden="true" /> Failed
    </span>
  )
}
