'use client'
import type { ReactNode } from 'react'
import type { Topology } from '@/api/shapes'
import { kindIcon } from './kinds'

/** The same graph as an outline: what lies where, and whom it talks to. */
export function OutlineView({ topology, note, onSelect }: { topology: Topology; note: (id: string) => ReactNode; onSelect: (id: string) => void }) {
  const label = (id: string) => topology.nodes.find((n) => n.id === id)?.label ?? id
  const group = (id: string) => (
    <ul className="space-y-1">
      {topology.nodes
        .filter((n) => n.group === id)
        .map((n) => {
          const Icon = kindIcon(n.kind)
          const calls = topology.edges.filter((e) => e.from === n.id)
          return (
            <li key={n.id} className="py-1">
              <button type="button" onClick={() => onSelect(n.id)} className="inline-flex items-center gap-2 font-medium hover:text-accent">
                <Icon size={15} aria-hidden="true" className="text-text3" />
                {n.label}
              </button>
              <span className="ml-2 text-text2">{note(n.id)}</span>
              {calls.length > 0 && (
                <span className="block pl-[23px] text-sm text-text3">
                  to {calls.map((e) => `${label(e.to)}${e.label ? ` (${e.label})` : ''}`).join(', ')}
                </span>
              )}
            </li>
          )
        })}
      {topology.groups
        .filter((g) => g.parent === id)
        .map((g) => (
          <li key={g.id} className="py-1">
            <span className="font-bold">{g.label}</span>
            <div className="ml-1.5 border-l border-line2 pl-3.5">{group(g.id)}</div>
          </li>
        ))}
    </ul>
  )
  return <div className="p-4">{group('')}</div>
}
