import type { Topology } from '@/api/shapes'
import type { Finding } from '../findings/findings'

/** What of the topology a finding speaks of: its component, and every other that its proof names. */
export function lit(finding: Finding, topology: Topology): { nodes: ReadonlySet<string>; breaks: string | null } {
  const text = [finding.name, finding.message, ...finding.proof.map((p) => `${p.fact} ${p.resource}`)].join('\n')
  const named = (id: string) => new RegExp(`(?<![\\w.-])${id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`).test(text)
  const nodes = new Set(topology.nodes.filter((n) => n.id === finding.component || named(n.id)).map((n) => n.id))
  return { nodes, breaks: finding.proof.find((p) => p.breaks)?.fact ?? null }
}

export const worst = { critical: 3, high: 2, medium: 1, low: 0 } as const
