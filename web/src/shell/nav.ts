import { ChartBar, Hammer, Rocket, FileCode2, KeyRound, LayoutGrid, Network, Play, ScrollText, Settings, ShieldAlert, SlidersHorizontal, Database, Users, House, Tags } from 'lucide-react'

/** The pages of a project, as the rail lists them. A page is listed once it exists. */
export const projectPages = [
  { path: '/overview/', title: 'Overview', Icon: House },
  { path: '/system/', title: 'System', Icon: FileCode2 },
  { path: '/compare/', title: 'Compare', Icon: SlidersHorizontal },
  { path: '/estimate/', title: 'Estimate', Icon: ChartBar },
  { path: '/findings/', title: 'Findings', Icon: ShieldAlert },
  { path: '/topology/', title: 'Topology', Icon: Network },
  { path: '/runs/', title: 'Runs', Icon: Play },
  { path: '/state/', title: 'State', Icon: Database },
  { path: '/builds/', title: 'Builds', Icon: Hammer },
  { path: '/releases/', title: 'Releases', Icon: Rocket },
] as const

export const teamPages = [
  { path: '/prices/', title: 'Price book', Icon: Tags },
  { path: '/credentials/', title: 'Credentials', Icon: KeyRound },
  { path: '/members/', title: 'Members', Icon: Users },
  { path: '/audit/', title: 'Audit log', Icon: ScrollText },
  { path: '/settings/', title: 'Settings', Icon: Settings },
] as const

/** Pages of one thing, and the page that lists such things. */
export const listOf: Record<string, { path: string; title: string }> = {
  '/run/': { path: '/runs/', title: 'Runs' },
  '/build/': { path: '/builds/', title: 'Builds' },
}

export const ProjectsIcon = LayoutGrid
