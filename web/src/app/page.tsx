'use client'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { queries } from '@/api/queries'
import { LinkButton } from '@/ui/button'
import { PageHead, useTitle } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { Empty, Load } from '@/ui/states'
import { Ago } from '@/ui/time'

export default function Projects() {
  const projects = useQuery(queries.projects)
  const teams = useQuery(queries.teams)
  useTitle('Projects')
  const team = (id: string) => teams.data?.find((t) => t.id === id)?.name
  const make = (
    <LinkButton look="primary" href="/new/">
      <Plus size={16} aria-hidden="true" /> New project
    </LinkButton>
  )
  return (
    <>
      <PageHead title="Projects" sub="Each is one system: what it is made of, where it runs, what that costs." actions={make} />
      <Load of={projects}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty action={make} command="infrar projects create NAME --manifest infrar.yaml">
              There is no project yet. Upload your sources, name a repository, or begin with Infrar’s own system as an example.
            </Empty>
          ) : (
            <ul className="card divide-y divide-line">
              {items.map((p) => (
                <li key={p.id} className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-bg">
                  <div className="min-w-0 grow">
                    <Link
                      href={p.hasManifest ? `/overview/?p=${p.slug}` : `/new/?p=${p.slug}`}
                      prefetch={false}
                      className="text-panel font-bold after:absolute after:inset-0"
                    >
                      {p.name}
                    </Link>
                    <p className="text-sm text-text3">
                      {team(p.team) ?? p.slug} · changed <Ago at={p.changedAt} />
                    </p>
                  </div>
                  {p.residency && <Pill>Data stays in {p.residency.toUpperCase()}</Pill>}
                  {!p.hasManifest && <Pill tone="medium">No manifest yet</Pill>}
                  <span className="text-sm text-text2">You are {p.role === 'viewer' ? 'a viewer' : `an ${p.role}`}</span>
                </li>
              ))}
            </ul>
          )
        }
      </Load>
    </>
  )
}
