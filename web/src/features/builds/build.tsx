'use client'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Schemas } from '@/api/client'
import { Problem } from '@/api/problem'
import { queries } from '@/api/queries'
import { usePeople } from '@/shell/people'
import { usePlace } from '@/shell/place'
import type { Work } from '@/shell/project-page'
import { LinkButton } from '@/ui/button'
import { Copy, CopyLink } from '@/ui/copy'
import { Answer, PageHead, useTitle } from '@/ui/page'
import { size } from '@/ui/size'
import { Load, ProblemBox } from '@/ui/states'
import { Ago, moment, span } from '@/ui/time'
import { count } from '../compare/words'
import { Log } from '../runs/log'
import { CancelBuild } from './cancel'
import { ImageCard } from './image'
import { Said } from './said'
import { BuildStatus, buildTitle, isEnded, statusWord, took, type Build } from './status'
import { Steps } from './steps-list'
import { stepsOf } from './steps'
import { useBuildEvents } from './use-build-events'

export function BuildPage({ work }: { work: Work }) {
  const { get } = usePlace()
  const id = get('id')
  // Events tell of every move; asking now and then as well costs little and misses nothing. A release that is refused is told after the end.
  const query = useQuery({ ...queries.build(work.project.slug, id), refetchInterval: (q) => (q.state.data && mayChange(q.state.data.build) ? 5_000 : false) })
  return <Load of={query}>{(detail) => <Shown key={id} work={work} detail={detail} />}</Load>
}

function Shown({ work, detail }: { work: Work; detail: Schemas['BuildDetailResponse'] }) {
  const { build } = detail
  const { get, go, to } = usePlace()
  const person = usePeople(work.project.team)
  const { store, live } = useBuildEvents(work.project.slug, build.id as string, isEnded(build))
  useSyncExternalStore(store.subscribe, () => store.version, () => 0)
  const steps = stepsOf(store.all)
  const now = useNow(!isEnded(build))
  const shown = build.images.find((i) => i.component === get('image'))
  useTitle(statusWord(build), buildTitle(build), work.project.name)
  return (
    <>
      <PageHead
        title={buildTitle(build)}
        status={<BuildStatus build={build} />}
        sub={
          <>
            <code>{build.id as string}</code> <Copy text={build.id as string} label="Copy the id" /> · of <code>{build.upload as string}</code> · {person(build.createdBy)} ·{' '}
            <span title={moment(build.createdAt)}>
              <Ago at={build.createdAt} />
            </span>
          </>
        }
        actions={
          <>
            <CopyLink />
            <LinkButton href={to('/builds/', { id: null })}>All builds</LinkButton>
          </>
        }
      />
      <Answer>{sentence(build, now)}</Answer>
      {build.problem && (
        <div className="mb-4">
          <ProblemBox title={build.status === 'built' ? `Not released to ${build.release}: ${build.problem.title}` : undefined} error={new Problem(422, { title: build.problem.title, detail: build.problem.detail, code: build.problem.code })} />
        </div>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="min-w-0 max-lg:order-last">
          {build.images.map((image) => (
            <ImageCard key={image.component} image={image} onShow={(what) => go({ image: image.component, shows: what }, 'push')} />
          ))}
          <Steps build={build} steps={steps} />
          <Log store={store} live={live} name={build.id as string} part="Component" parts="All components" />
          <History detail={detail} person={person} />
        </div>
        <Facts work={work} build={build} now={now} />
      </div>
      {shown && <Said project={work.project.slug} build={build} image={shown} what={get('shows') === 'provenance' ? 'provenance' : 'sbom'} onClose={() => go({ image: null, shows: null })} />}
    </>
  )
}

/** What there is to know of it at a glance, and what can be done now. */
function Facts({ work, build, now }: { work: Work; build: Build; now: number }) {
  const { to } = usePlace()
  const lasted = took(build, now)
  const steps = build.images.reduce((n, i) => n + Number(i.steps), 0)
  const facts: [string, string][] = [
    ['At work', lasted === null ? 'not begun' : span(lasted)],
    ['Images', build.images.length === 0 ? (isEnded(build) ? 'none' : 'not yet') : `${build.images.length}, ${size(build.images.reduce((n, i) => n + Number(i.size), 0))}`],
    ...(steps > 0 ? ([['Taken from before', `${build.images.reduce((n, i) => n + Number(i.cachedSteps), 0)} of ${count(steps, 'step')}`]] as [string, string][]) : []),
    ['Builder', build.worker ?? 'none yet'],
    ...(build.release ? ([['Afterwards', `released to ${build.release}`]] as [string, string][]) : []),
  ]
  return (
    <div className="card divide-y divide-line lg:sticky lg:top-3">
      <dl className="space-y-1.5 px-4 py-3">
        {facts.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-3">
            <dt className="text-text2">{name}</dt>
            <dd className="min-w-0 text-right font-medium break-words">{value}</dd>
          </div>
        ))}
      </dl>
      {build.status === 'built' && work.environment.name && (
        <div className="space-y-2 px-4 py-3.5">
          <LinkButton look="primary" size="lg" className="w-full" href={to('/releases/', { id: null, release: build.id as string })}>
            Release to {work.environment.name}…
          </LinkButton>
          <p className="text-sm text-text3">Its images go into the plan by digest. Nothing is applied without approval.</p>
        </div>
      )}
      {!isEnded(build) && (
        <div className="space-y-2 px-4 py-3.5">
          <CancelBuild work={work} build={build} className="w-full" />
          <p className="text-sm text-text3">Nothing that it made is tagged until all of it is signed.</p>
        </div>
      )}
    </div>
  )
}

function History({ detail, person }: { detail: Schemas['BuildDetailResponse']; person: (id: string) => string }) {
  return (
    <details className="card mt-4 px-3.5 py-2.5">
      <summary className="font-bold">History</summary>
      <ol className="space-y-1 pt-2">
        {detail.transitions.map((t, n) => (
          <li key={n} className="flex flex-wrap gap-x-3 text-text2">
            <span className="min-w-44 text-text">{statusWord(t)}</span>
            <span>{t.actor.startsWith('builder ') ? 'a builder' : person(t.actor)}</span>
            <span>{moment(t.at)}</span>
            {t.comment && <span>{t.comment}</span>}
          </li>
        ))}
      </ol>
    </details>
  )
}

const mayChange = (build: Build) =>
  !isEnded(build) || (build.status === 'built' && build.release !== null && build.problem === null && Date.now() - new Date(build.changedAt).getTime() < 60_000)

function useNow(ticks: boolean) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!ticks) return
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [ticks])
  return now
}

function sentence(build: Build, now: number) {
  const lasted = took(build, now)
  switch (build.status) {
    case 'pending':
      return <b>It waits for its source.</b>
    case 'build_queued':
      return <b>It waits for a builder.</b>
    case 'building':
      return <b>{build.cancelAt ? 'It was asked to stop, and is stopping.' : `A builder is at work on it${lasted === null ? '' : `, for ${span(lasted)}`}.`}</b>
    case 'built':
      return (
        <>
          <b>
            {count(build.images.length, 'image')} built, pushed and signed{lasted !== null && ` in ${span(lasted)}`}.
          </b>{' '}
          {build.images.every((i) => i.madeBy) && 'The source is what was built before, so the images are the very same.'}
        </>
      )
    case 'errored':
      return <b>It failed. No tag leads to anything that it made.</b>
    default:
      return <b>It was stopped. No tag leads to anything that it made.</b>
  }
}
