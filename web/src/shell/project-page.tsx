'use client'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Schemas } from '@/api/client'
import { queries } from '@/api/queries'
import { LinkButton } from '@/ui/button'
import { PageHead, useTitle } from '@/ui/page'
import { Empty, ProblemBox, SkeletonRows } from '@/ui/states'
import { usePlace } from './place'
import { chosenEnvironment, environmentTitle } from './shell'

/** What a page of a project stands on. */
export interface Work {
  project: Schemas['ProjectResponse']
  environments: Schemas['EnvironmentResponse'][]
  environment: Schemas['EnvironmentResponse']
  /** The option that is looked at: the address's, else the chosen one, else the first. */
  strategy: string
  /** The traffic of the address; empty for the manifest's usual one. */
  traffic: string
  canEdit: boolean
  isOwner: boolean
}

const rank = { viewer: 0, operator: 1, owner: 2 } as const

/** A page of a project: reads it, and says what is missing before the page itself begins. */
export function ProjectPage({ title, needsManifest = true, children }: { title: string; needsManifest?: boolean; children: (work: Work) => ReactNode }) {
  const { get } = usePlace()
  const slug = get('p')
  const project = useQuery(queries.project(slug))
  const environments = useQuery(queries.environments(slug))
  const environment = chosenEnvironment(environments.data, get('e'))
  useTitle(title, environment && environmentTitle(environment.name), project.data?.data.name)

  const instead = (what: ReactNode) => (
    <>
      <PageHead title={title} />
      {what}
    </>
  )
  if (slug === '')
    return instead(
      <Empty action={<LinkButton href="/">All projects</LinkButton>}>The address names no project. Choose one.</Empty>,
    )
  if (project.isError) return instead(<ProblemBox error={project.error} retry={() => void project.refetch()} />)
  if (environments.isError && needsManifest && project.data?.data.hasManifest)
    return instead(<ProblemBox error={environments.error} retry={() => void environments.refetch()} />)
  if (project.isPending || environments.isPending) return instead(<SkeletonRows />)
  const { data } = project.data
  if (needsManifest && (!data.hasManifest || !environment))
    return instead(
      <Empty
        action={
          <LinkButton look="primary" href={`/new/?p=${data.slug}`}>
            Add what it is made of
          </LinkButton>
        }
        command={`infrar projects manifest put infrar.yaml --project ${data.slug}`}
      >
        {data.name} has no manifest yet, so there is nothing to place, price or check.
      </Empty>,
    )
  return children({
    project: data,
    environments: environments.data ?? [],
    environment: environment ?? { name: '', strategies: [], strategy: null, chosenBy: null, chosenAt: null },
    strategy: get('s') || environment?.strategy || environment?.strategies[0] || '',
    traffic: get('t'),
    canEdit: rank[data.role] >= rank.operator,
    isOwner: data.role === 'owner',
  })
}

/** Why somebody may only look; null for whoever may change. */
export const readOnly = (work: Work) => (work.canEdit ? null : 'You can read this project. Changing it needs the operator role, which an owner of the team can give.')
