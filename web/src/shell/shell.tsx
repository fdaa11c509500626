'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronDown, Menu as MenuIcon } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { useEffect, useState, type ReactNode } from 'react'
import { api } from '@/api/client'
import { queries } from '@/api/queries'
import { session } from '@/api/session'
import { Button, IconButton } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { ProblemBox } from '@/ui/states'
import { Problem } from '@/api/problem'
import { Menu, MenuButton, MenuLine, MenuLink, MenuNote } from './menu'
import { listOf, projectPages, teamPages } from './nav'
import { Offline } from './offline'
import { usePlace } from './place'
import { useSession } from './providers'
import { Rail } from './rail'
import { ThemeButton } from './theme-button'

/** Pages that one sees without being signed in. */
const open = new Set(['/signin/', '/setup/'])

export function Shell({ children }: { children: ReactNode }) {
  const path = usePathname()
  const state = useSession()
  useEffect(() => {
    if (state === 'unknown') void session.renew()
  }, [state])
  if (open.has(path)) return children
  return <Signed state={state}>{children}</Signed>
}

function Signed({ state, children }: { state: string; children: ReactNode }) {
  const router = useRouter()
  const [railIsOpen, openRail] = useState(false)
  useEffect(() => {
    if (state !== 'out') return
    const here = window.location.pathname + window.location.search + window.location.hash
    router.replace(here === '/' ? '/signin/' : `/signin/?next=${encodeURIComponent(here)}`)
  }, [state, router])
  return (
    <div className="grid min-h-dvh lg:grid-cols-[208px_minmax(0,1fr)]">
      <a href="#main" className="fixed top-2 left-2 z-50 -translate-y-20 rounded-control bg-accent px-3 py-2 text-on-accent focus:translate-y-0">
        Skip to the page
      </a>
      <div className="sticky top-0 h-dvh border-r border-line max-lg:hidden">
        <Rail />
      </div>
      {railIsOpen && (
        <Dialog title="Menu" sheet side="left" onClose={() => openRail(false)}>
          <Rail onGo={() => openRail(false)} />
        </Dialog>
      )}
      <div className="min-w-0">
        <Offline />
        <TopBar onMenu={() => openRail(true)} />
        <main id="main" className="px-6 pt-4 pb-8 max-sm:px-3.5">
          {state === 'in' ? (
            children
          ) : state === 'unreachable' ? (
            <ProblemBox error={Problem.unreachable()} retry={() => void session.renew()} />
          ) : null}
        </main>
      </div>
    </div>
  )
}

const titles: Record<string, string> = { '/new/': 'New project', '/settings/': 'Settings', '/administration/': 'Administration' }

function TopBar({ onMenu }: { onMenu: () => void }) {
  const { path, get, to } = usePlace()
  const project = get('p')
  const page = [...projectPages, ...teamPages].find((p) => p.path === path)
  return (
    <header className="flex h-12 items-center gap-2.5 border-b border-line px-6 max-sm:px-3.5">
      <IconButton label="Menu" onClick={onMenu} className="border border-line2 lg:hidden">
        <MenuIcon size={16} aria-hidden="true" />
      </IconButton>
      <nav aria-label="Where you are" className="flex min-w-0 items-center gap-2 text-text2">
        {project ? (
          <>
            <a href={`/overview/?p=${project}`} className="truncate hover:text-text max-sm:hidden">
              {project}
            </a>
            <span aria-hidden="true" className="text-text3 max-sm:hidden">
              /
            </span>
            <EnvironmentSwitch project={project} />
            <span aria-hidden="true" className="text-text3">
              /
            </span>
            {listOf[path] ? (
              <a href={to(listOf[path].path)} className="font-medium text-text">
                {listOf[path].title}
              </a>
            ) : (
              <span className="truncate font-medium text-text">{page?.title ?? 'Sources'}</span>
            )}
          </>
        ) : (
          <span className="font-medium text-text">{titles[path] ?? 'Projects'}</span>
        )}
      </nav>
      <div className="ml-auto flex items-center gap-1.5">
        <ThemeButton />
        <AccountMenu />
      </div>
    </header>
  )
}

export const environmentTitle = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)

function EnvironmentSwitch({ project }: { project: string }) {
  const state = useSession()
  const { get, go, path } = usePlace()
  const environments = useQuery({ ...queries.environments(project), enabled: state === 'in' })
  const current = chosenEnvironment(environments.data, get('e'))
  if (!current) return null
  return (
    <Menu
      label="Environments"
      trigger={
        <Button size="sm" className="h-7 min-w-0">
          <span className="sr-only">Environment: </span>
          <span className="truncate">{environmentTitle(current.name)}</span>
          <ChevronDown size={14} aria-hidden="true" className="text-text3" />
        </Button>
      }
    >
      {environments.data?.map((e) => (
        <MenuButton
          key={e.name}
          current={e.name === current.name}
          // Whatever the page had selected belongs to the other environment.
          onSelect={() =>
            path === '/run/'
              ? window.location.assign(`/runs/?p=${project}&e=${e.name}`)
              : go({ e: e.name, s: null, line: null, finding: null, node: null })
          }
        >
          {environmentTitle(e.name)}
        </MenuButton>
      ))}
    </Menu>
  )
}

/** The environment of the address, else production, else the first. */
export function chosenEnvironment<T extends { name: string }>(all: readonly T[] | undefined, named: string): T | undefined {
  return all?.find((e) => e.name === named) ?? all?.find((e) => e.name === 'production') ?? all?.[0]
}

function AccountMenu() {
  const state = useSession()
  const cache = useQueryClient()
  const account = useQuery({ ...queries.account, enabled: state === 'in' })
  const { get } = usePlace()
  if (!account.data) return null
  const initials = account.data.displayName
    .split(/\s+/)
    .slice(0, 2)
    .map((w) => w.charAt(0).toUpperCase())
    .join('')
  const leave = async () => {
    await api.DELETE('/api/v1/sessions/current').catch(() => null)
    cache.clear()
    session.end()
  }
  return (
    <Menu
      align="end"
      label="Account"
      trigger={
        <button
          type="button"
          aria-label={`Account of ${account.data.displayName}`}
          className="grid size-[28px] place-items-center rounded-full border border-line2 bg-sunken text-tag font-bold text-text2 hover:border-edge pointer-coarse:size-11"
        >
          {initials}
        </button>
      }
    >
      <MenuNote>{account.data.email}</MenuNote>
      <MenuLink href={`/settings/${get('p') ? `?p=${get('p')}` : ''}#account`}>Account and security</MenuLink>
      {account.data.isAdministrator && <MenuLink href="/administration/">Administration</MenuLink>}
      <MenuLine />
      <MenuButton onSelect={() => void leave()}>Sign out</MenuButton>
    </Menu>
  )
}

