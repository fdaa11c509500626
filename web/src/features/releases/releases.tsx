'use client'
import { useQuery } from '@tanstack/react-query'
import { Rocket, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { queries } from '@/api/queries'
import { usePeople } from '@/shell/people'
import { address, usePlace } from '@/shell/place'
import { readOnly, type Work } from '@/shell/project-page'
import { environmentTitle } from '@/shell/shell'
import { Button, LinkButton } from '@/ui/button'
import { Answer, CardHead, PageHead } from '@/ui/page'
import { Empty, Load } from '@/ui/states'
import { Ago } from '@/ui/time'
import { shortDigest } from '../builds/status'
import { before, runsTheSame, type Release } from './history'
import { NewRelease } from './new-release'
import { RollBack } from './roll-back'
import { isUnderWay, ReleaseStatus } from './status'

export function Releases({ work }: { work: Work }) {
  const { get, go } = usePlace()
  const slug = work.project.slug
  const environment = work.environment.name
  const releases = useQuery({
    ...queries.releases(slug, environment),
    refetchInterval: (q) => (q.state.data?.items.some(isUnderWay) ? 2_000 : 15_000),
  })
  const items = releases.data?.items ?? []
  const earlier = before(items)
  const chosen = items.find((r) => (r.id as string) === get('back'))
  const why = readOnly(work)
  const begin = (
    <Button look="primary" because={why} onClick={() => go({ release: 'newest' }, 'push')}>
      <Rocket size={15} aria-hidden="true" /> Release a build
    </Button>
  )
  return (
    <>
      <PageHead
        title="Releases"
        sub={`What ${environment} runs, what it ran before, and whether it is well.`}
        actions={
          <>
            {items.length > 0 && (
              <Button because={why ?? (earlier ? null : 'Nothing else was live here before.')} onClick={() => earlier && go({ back: earlier.id as string }, 'push')}>
                <Undo2 size={15} aria-hidden="true" /> Roll back…
              </Button>
            )}
            {begin}
          </>
        }
      />
      <Load of={releases}>
        {() =>
          items.length === 0 ? (
            <Empty action={begin} command={`infrar release --project ${slug} -e ${environment}`}>
              Nothing was released to {environment} yet. A release puts the images of a build into the plan, by digest, and is live once what they run is well.
            </Empty>
          ) : (
            <>
              <Answer action={<Waiting work={work} releases={items} />}>{sentence(items, environment)}</Answer>
              <Live release={items.find((r) => r.status === 'live')} work={work} />
              <section aria-label="History" className="card overflow-hidden">
                <CardHead title="History" />
                <ul className="divide-y divide-line">
                  {items.map((release) => (
                    <Row key={release.id as string} work={work} release={release} live={items.find((r) => r.status === 'live')} />
                  ))}
                </ul>
              </section>
            </>
          )
        }
      </Load>
      {get('release') && <NewRelease work={work} build={get('release')} onClose={() => go({ release: null })} />}
      {chosen && <RollBack work={work} to={chosen} onClose={() => go({ back: null })} />}
    </>
  )
}

/** The run that a release waits for, where one does. */
function Waiting({ work, releases }: { work: Work; releases: readonly Release[] }) {
  const pending = releases.find((r) => r.status === 'pending')
  if (!pending) return null
  return (
    <LinkButton look="primary" href={address('/run/', { p: work.project.slug, e: pending.environment, id: pending.run as string })}>
      See its run
    </LinkButton>
  )
}

function Live({ release, work }: { release: Release | undefined; work: Work }) {
  if (!release) return null
  return (
    <section aria-label="Live" className="card mb-3.5 overflow-hidden">
      <CardHead title="Live" note={<>since <Ago at={release.changedAt} /></>}>
        <From work={work} release={release} />
      </CardHead>
      <div className="grid gap-x-8 gap-y-3 px-3.5 py-3 md:grid-cols-2">
        <div className="min-w-0">
          <h3 className="text-sm text-text2">Images</h3>
          <ul>
            {release.images.map((image) => (
              <li key={image.component} className="py-0.5">
                <span className="font-medium">{image.component}</span> <code className="break-all text-text2">{image.reference}</code>
              </li>
            ))}
          </ul>
        </div>
        <div className="min-w-0">
          <h3 className="text-sm text-text2">Health</h3>
          <p>{release.lastCheck || 'Nobody asked.'}</p>
          {release.health.map((at) => (
            <code key={at} className="block break-all text-text2">
              {at}
            </code>
          ))}
        </div>
      </div>
    </section>
  )
}

function From({ work, release }: { work: Work; release: Release }) {
  const p = { p: work.project.slug, e: release.environment }
  return (
    <span className="relative flex flex-wrap gap-x-3 text-sm">
      {release.build !== null && (
        <Link prefetch={false} className="link" href={address('/build/', { ...p, id: release.build as string })}>
          Build
        </Link>
      )}
      <Link prefetch={false} className="link" href={address('/run/', { ...p, id: release.run as string })}>
        Run
      </Link>
    </span>
  )
}

function Row({ work, release, live }: { work: Work; release: Release; live: Release | undefined }) {
  const { go } = usePlace()
  const person = usePeople(work.project.team)
  const canReturn = release.status === 'superseded' && !(live && runsTheSame(release, live))
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_minmax(0,200px)_auto] items-center gap-x-5 gap-y-1 px-3.5 py-2.5 max-md:grid-cols-1">
      <div className="min-w-0">
        <p className="truncate">
          {release.returnsTo && <b>Return: </b>}
          {release.images.map((i, n) => (
            <span key={i.component}>
              {n > 0 && ', '}
              {i.component} <code title={i.reference}>{shortDigest(i.reference.slice(i.reference.indexOf('@') + 1))}</code>
            </span>
          ))}
        </p>
        <p className="text-sm text-text3">
          <code>{release.id as string}</code> · {person(release.createdBy)} · <Ago at={release.createdAt} />
        </p>
        {release.problem ? (
          <p className="text-sm text-critical">
            {release.problem.title}: {release.problem.detail}
          </p>
        ) : (
          release.lastCheck && release.status !== 'live' && <p className="text-sm text-text2">{release.lastCheck}</p>
        )}
      </div>
      <div>
        <ReleaseStatus release={release} />
      </div>
      <div className="flex min-w-44 items-center justify-end gap-3 max-md:justify-start">
        <From work={work} release={release} />
        {canReturn && (
          <Button size="sm" aria-label={`Return to ${release.id as string}`} because={readOnly(work)} onClick={() => go({ back: release.id as string }, 'push')}>
            Return to it…
          </Button>
        )}
      </div>
    </li>
  )
}

function sentence(releases: readonly Release[], name: string) {
  const environment = environmentTitle(name)
  const live = releases.find((r) => r.status === 'live')
  const newest = releases[0]!
  const now = live ? <>{environment} runs what went live <Ago at={live.changedAt} />.</> : <>Nothing is live in {name}.</>
  if (newest.status === 'pending')
    return (
      <>
        <b>A release waits for its run.</b> {now}
      </>
    )
  if (newest.status === 'checking')
    return (
      <>
        <b>A release is applied, and asked whether it is well.</b> {newest.lastCheck}
      </>
    )
  if (newest.status === 'failed')
    return (
      <>
        <b>The newest release failed.</b> {now}
      </>
    )
  return live ? (
    <>
      <b>{now}</b> {live.lastCheck}
    </>
  ) : (
    <b>{now}</b>
  )
}
