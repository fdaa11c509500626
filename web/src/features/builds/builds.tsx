'use client'
import { useQuery } from '@tanstack/react-query'
import { Hammer } from 'lucide-react'
import Link from 'next/link'
import { asProblem } from '@/api/problem'
import { queries } from '@/api/queries'
import { usePeople } from '@/shell/people'
import { address, usePlace } from '@/shell/place'
import { readOnly, type Work } from '@/shell/project-page'
import { Button } from '@/ui/button'
import { Answer, PageHead } from '@/ui/page'
import { size } from '@/ui/size'
import { Empty, Load, ProblemBox } from '@/ui/states'
import { Ago, span } from '@/ui/time'
import { count } from '../compare/words'
import { CancelBuild } from './cancel'
import { NewBuild } from './new-build'
import { BuildStatus, buildTitle, isEnded, shortDigest, took, type Build } from './status'

export function Builds({ work }: { work: Work }) {
  const { get, go } = usePlace()
  const slug = work.project.slug
  const builds = useQuery({
    ...queries.builds(slug),
    refetchInterval: (q) => (q.state.data?.items.some((b) => !isEnded(b)) ? 2_000 : 15_000),
  })
  const registry = useQuery(queries.registry(slug))
  const noRegistry = registry.isError && asProblem(registry.error).code === 'BLD004'
  const person = usePeople(work.project.team)
  const why = readOnly(work) ?? (noRegistry ? 'The project has no registry to push images to.' : null)
  const begin = (
    <Button look="primary" because={why} onClick={() => go({ new: '1' }, 'push')}>
      <Hammer size={15} aria-hidden="true" /> New build
    </Button>
  )
  return (
    <>
      <PageHead
        title="Builds"
        sub={
          registry.data ? (
            <>
              Images of {work.project.name}, signed, in <code>{registry.data.address}</code>.
            </>
          ) : (
            `Images of ${work.project.name}, made of its sources.`
          )
        }
        actions={begin}
      />
      {noRegistry && (
        <div className="mb-3.5">
          <ProblemBox error={registry.error} />
        </div>
      )}
      <Load of={builds}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty action={begin} command={`infrar build --project ${slug}`}>
              Nothing was built yet. A build makes an image of each part of a source, with your Dockerfile or one that is written for it, and pushes it with what it
              consists of and how it came about.
            </Empty>
          ) : (
            <>
              <Answer>{sentence(items)}</Answer>
              <ul className="card divide-y divide-line">
                {items.map((build) => (
                  <Row key={build.id as string} work={work} build={build} person={person} />
                ))}
              </ul>
            </>
          )
        }
      </Load>
      {get('new') && <NewBuild work={work} onClose={() => go({ new: null })} />}
    </>
  )
}

function Row({ work, build, person }: { work: Work; build: Build; person: (id: string) => string }) {
  const lasted = isEnded(build) ? took(build, 0) : null
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_minmax(0,190px)_minmax(0,300px)] items-center gap-x-5 gap-y-1 px-3.5 py-2.5 hover:bg-bg max-md:grid-cols-1">
      <div className="min-w-0">
        <Link href={address('/build/', { p: work.project.slug, e: work.environment.name, id: build.id as string })} prefetch={false} className="block truncate font-bold after:absolute after:inset-0">
          {buildTitle(build)}
        </Link>
        <p className="truncate text-sm text-text3">
          {person(build.createdBy)} · <Ago at={build.createdAt} />
          {lasted !== null && ` · ${span(lasted)}`}
          {build.release && ` · to be released to ${build.release}`}
        </p>
      </div>
      <div className="flex items-center gap-2">
        <BuildStatus build={build} />
        {!isEnded(build) && (
          <span className="relative">
            <CancelBuild work={work} build={build} size="sm" />
          </span>
        )}
      </div>
      <div className="min-w-0 text-right text-sm max-md:text-left">
        {build.images.slice(0, 3).map((image) => (
          <p key={image.component} className="truncate text-text2">
            {image.component} <code title={image.reference}>{shortDigest(image.digest)}</code> {size(Number(image.size))}
          </p>
        ))}
        {build.images.length > 3 && <p className="text-text3">and {build.images.length - 3} more</p>}
        {build.problem && <p className="truncate text-critical">
            {build.status === 'built' && 'Not released: '}
            {build.problem.title}
          </p>}
      </div>
    </li>
  )
}

function sentence(builds: readonly Build[]) {
  const work = builds.filter((b) => !isEnded(b))
  const built = builds.find((b) => b.status === 'built')
  const last = builds[0]!
  if (work[0]) return <b>{work.length === 1 ? `“${buildTitle(work[0])}” is at work.` : `${work.length} builds wait or are at work.`}</b>
  const good = built && (
    <>
      {last === built ? '' : 'The last good one is '}“{buildTitle(built)}” {last === built && 'was built '}
      <Ago at={built.changedAt} />: {count(built.images.length, 'image')}.
    </>
  )
  return (
    <>
      <b>{last.status === 'errored' ? `“${buildTitle(last)}” failed.` : 'Nothing is being built.'}</b> {good}
    </>
  )
}
