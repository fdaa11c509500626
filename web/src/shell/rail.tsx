'use client'
import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { ChevronsUpDown } from 'lucide-react'
import Link from 'next/link'
import { queries } from '@/api/queries'
import { Logo } from './logo'
import { Menu, MenuLine, MenuLink } from './menu'
import { listOf, ProjectsIcon, projectPages, teamPages } from './nav'
import { usePlace } from './place'

/** The rail: where one is, and where one can go. */
export function Rail({ onGo }: { onGo?: () => void }) {
  const { path, get, to } = usePlace()
  const project = get('p')
  const inProject = project !== ''
  return (
    <nav aria-label="Main" className="flex h-full flex-col gap-0.5 px-2.5 py-3" onClick={(e) => (e.target as HTMLElement).closest('a') && onGo?.()}>
      <Link href="/" prefetch={false} className="mb-2 rounded-control px-2 py-1">
        <Logo />
      </Link>
      {inProject ? (
        <>
          <ProjectSwitch project={project} />
          {projectPages.map((page) => (
            <RailLink key={page.path} {...page} href={to(page.path)} on={path === page.path || listOf[path]?.path === page.path} />
          ))}
          <p className="px-2 pt-3.5 pb-1 text-tag font-medium text-text3">Project and team</p>
          {teamPages.map((page) => (
            <RailLink key={page.path} {...page} href={to(page.path)} on={path === page.path} />
          ))}
        </>
      ) : (
        <RailLink path="/" title="Projects" Icon={ProjectsIcon} href="/" on={path === '/'} />
      )}
      <Foot />
    </nav>
  )
}

function RailLink({ href, title, Icon, on }: { path: string; href: string; title: string; Icon: typeof ProjectsIcon; on: boolean }) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={on ? 'page' : undefined}
      className={clsx(
        'flex h-[30px] items-center gap-2.5 rounded-control px-2 pointer-coarse:h-11',
        on ? 'bg-accent-soft font-medium text-text' : 'text-text2 hover:bg-sunken hover:text-text',
      )}
    >
      <Icon size={16} strokeWidth={1.7} aria-hidden="true" className={on ? 'text-accent' : undefined} />
      {title}
    </Link>
  )
}

function ProjectSwitch({ project }: { project: string }) {
  const projects = useQuery(queries.projects)
  const { path } = usePlace()
  const current = projects.data?.items.find((p) => p.slug === project || p.id === project)
  return (
    <Menu
      label="Projects"
      trigger={
        <button
          type="button"
          className="mb-2.5 flex items-center gap-2 rounded-control border border-line2 bg-surface px-2.5 py-1.5 text-left font-medium hover:border-edge"
        >
          <span className="min-w-0 grow truncate">
            <span className="sr-only">Project: </span>
            {current?.name ?? project}
          </span>
          <ChevronsUpDown size={14} aria-hidden="true" className="text-text3" />
        </button>
      }
    >
      {projects.data?.items.map((p) => (
        <MenuLink key={p.id} href={`${listOf[path]?.path ?? path}?p=${p.slug}`} current={p.slug === project}>
          {p.name}
        </MenuLink>
      ))}
      <MenuLine />
      <MenuLink href="/">All projects</MenuLink>
      <MenuLink href="/new/">New project</MenuLink>
    </Menu>
  )
}

function Foot() {
  return (
    <p className="mt-auto border-t border-line px-2 pt-2.5 text-sm text-text3">
      <a className="hover:text-text hover:underline" href="/reference">
        API reference
      </a>
    </p>
  )
}
