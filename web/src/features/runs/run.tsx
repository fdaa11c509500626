'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Schemas } from '@/api/client'
import { Problem } from '@/api/problem'
import { queries } from '@/api/queries'
import { usePeople } from '@/shell/people'
import { usePlace } from '@/shell/place'
import type { Work } from '@/shell/project-page'
import { LinkButton } from '@/ui/button'
import { Copy, CopyLink } from '@/ui/copy'
import { money } from '@/ui/money'
import { Answer, PageHead, useTitle } from '@/ui/page'
import { Load, ProblemBox, SkeletonRows } from '@/ui/states'
import { Ago, moment } from '@/ui/time'
import { count } from '../compare/words'
import { Changes } from './changes'
import { Decide } from './decide'
import { DriftTable } from './drift'
import { Log } from './log'
import { Phases, phases } from './phases'
import { Recover } from './recover'
import { isAtWork, isEnded, operationTitle, RunStatus, runTitle, statusWord, type Run } from './status'
import { useRunEvents } from './use-run-events'

export function RunPage({ work }: { work: Work }) {
  const { get } = usePlace()
  const id = get('id')
  // Events tell of every move; asking now and then as well costs little and misses nothing.
  const query = useQuery({ ...queries.run(work.project.slug, id), refetchInterval: (q) => (q.state.data && isAtWork(q.state.data.run) ? 5_000 : false) })
  return <Load of={query}>{(detail) => <Shown key={id} work={work} detail={detail} />}</Load>
}

function Shown({ work, detail }: { work: Work; detail: Schemas['RunDetailResponse'] }) {
  const { to } = usePlace()
  const { run } = detail
  const slug = work.project.slug
  const person = usePeople(work.project.team)
  const { store, live, progress } = useRunEvents(slug, run.id as string, isEnded(run))
  const difference = useQuery({ ...queries.difference(slug, run.id as string), enabled: run.changes !== null })
  const now = useNow(isAtWork(run) || run.status === 'planned')
  useTitle(statusWord(run), runTitle(run), work.project.name)

  const done = [...progress.values()].filter((s) => s === 'completed').length
  const total = difference.data?.resources.filter((r) => r.action !== 'no-op' && r.action !== 'read').length ?? 0
  const isApplying = run.status === 'applying' && total > 0
  return (
    <>
      <PageHead
        title={runTitle(run)}
        status={<RunStatus run={run} progress={isApplying ? `${done} of ${total}` : undefined} />}
        sub={
          <>
            <code>{run.id as string}</code> <Copy text={run.id as string} label="Copy the id" /> · {operationTitle(run.operation)}
            {run.strategy && ` with ${run.strategy}`} · {person(run.createdBy)} · <span title={moment(run.createdAt)}><Ago at={run.createdAt} /></span>
            {run.engine && ` · ${run.engine}`}
          </>
        }
        actions={
          <>
            <CopyLink />
            <LinkButton href={to('/runs/', { id: null })}>All runs</LinkButton>
          </>
        }
      />
      <Answer>{sentence(run, done, total)}</Answer>
      {run.problem && (
        <div className="mb-4">
          <ProblemBox error={new Problem(422, { title: run.problem.title, detail: run.problem.detail, code: run.problem.code })} />
        </div>
      )}
      {run.status === 'interrupted' && <Recover work={work} run={run} />}
      <Phases list={phases(detail, now)} />
      {isApplying && (
        <progress className="bar mb-4 h-1.5 w-full" value={done} max={total} aria-label="Resources applied">
          {done} of {total}
        </progress>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="min-w-0 max-lg:order-last">
          {Number(run.changes?.drifted) > 0 && <DriftTable slug={slug} run={run} />}
          {run.operation === 'drift' ? null : run.changes === null ? (
            isEnded(run) ? null : (
              <SkeletonRows rows={4} />
            )
          ) : (
            <Load of={difference}>{(d) => <Changes difference={d} run={run} progress={progress} />}</Load>
          )}
          <Log store={store} live={live} name={run.id as string} />
          <History detail={detail} person={person} />
        </div>
        <Decide work={work} detail={detail} difference={difference.data} person={person} />
      </div>
    </>
  )
}

function History({ detail, person }: { detail: Schemas['RunDetailResponse']; person: (id: string) => string }) {
  return (
    <details className="card mt-4 px-3.5 py-2.5">
      <summary className="font-bold">History</summary>
      <ol className="space-y-1 pt-2">
        {detail.transitions.map((t) => (
          <li key={t.status + t.at} className="flex flex-wrap gap-x-3 text-text2">
            <span className="min-w-44 text-text">{statusWord({ ...detail.run, status: t.status, queuePosition: null })}</span>
            <span>{person(t.actor)}</span>
            <span className="text-text3">{moment(t.at)}</span>
            {t.comment && <q className="text-text2">{t.comment}</q>}
          </li>
        ))}
      </ol>
    </details>
  )
}

function useNow(ticks: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!ticks) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [ticks])
  return now
}

function sentence(run: Run, done: number, total: number) {
  const c = run.changes
  const cost = c?.costAfter && c.currency ? `${Number(c.unpriced) > 0 ? 'at least ' : ''}${money(c.costAfter, c.currency)} a month` : null
  switch (run.status) {
    case 'pending':
      return <b>It waits for {run.queuePosition ? `the ${run.queuePosition} before it` : 'its turn'}.</b>
    case 'plan_queued':
    case 'planning':
      return <b>The plan is being made. Nothing is changed by it.</b>
    case 'planned':
      return (
        <>
          <b>The plan waits for approval.</b> It would {said(c)}
          {cost && `, and come to ${cost}`}. {Number(c?.findingsAdded) > 0 && `${c!.findingsAdded} findings come with it.`}
        </>
      )
    case 'apply_queued':
      return <b>Approved. It waits for an executor.</b>
    case 'applying':
      return <b>{total > 0 ? `${done} of ${total} resources are done.` : 'It is being applied.'}</b>
    case 'applied':
      return (
        <>
          <b>Applied.</b> The plan was to {said(c)}
          {cost && `; ${cost}`}.
        </>
      )
    case 'planned_and_finished':
      if (run.operation === 'drift')
        return c?.hasChanges ? (
          <>
            <b>{count(Number(c.drifted), 'resource')} changed outside.</b> A refresh takes that into the state; an apply undoes it.
          </>
        ) : (
          <b>Everything is as the state has it.</b>
        )
      return c?.hasChanges ? (
        <>
          <b>A plan alone.</b> Applied, it would {said(c)}
          {cost && `, and come to ${cost}`}.
        </>
      ) : (
        <b>Reality is as the manifest says. Nothing is to change.</b>
      )
    case 'discarded':
      return <b>Somebody decided against this plan. Nothing was changed.</b>
    case 'canceled':
      return <b>It was stopped. What was done until then is in the state.</b>
    case 'errored':
      return <b>It failed. What was done until then is in the state.</b>
    case 'interrupted':
      return <b>It was interrupted while it applied.</b>
    default:
      return <b>{statusWord(run)}.</b>
  }
}

function said(c: Run['changes']): string {
  if (!c) return 'change nothing'
  const parts = [
    [Number(c.creates), 'create'],
    [Number(c.updates), 'update'],
    [Number(c.replaces), 'replace'],
    [Number(c.deletes), 'delete'],
  ] as const
  const some = parts.filter(([n]) => n > 0).map(([n, verb]) => `${verb} ${n}`)
  return some.length === 0 ? 'change nothing' : `${some.join(', ')} ${Number(c.creates) + Number(c.updates) + Number(c.replaces) + Number(c.deletes) === 1 ? 'resource' : 'resources'}`
}
