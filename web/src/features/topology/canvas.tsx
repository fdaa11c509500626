'use client'
import '@xyflow/react/dist/base.css'
import { Background, BackgroundVariant, Handle, Position, ReactFlow, ReactFlowProvider, useReactFlow, useStore, type EdgeProps, type NodeProps } from '@xyflow/react'
import clsx from 'clsx'
import { Ban, Maximize, Minus, Plus } from 'lucide-react'
import { memo, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Topology } from '@/api/shapes'
import { IconButton } from '@/ui/button'
import { SeverityMark, type Severity } from '@/ui/pill'
import { kindColor, kindIcon } from './kinds'
import { pathOf, type Layout, type Route } from './layout'

export interface Shown {
  /** What stands under a node's name. */
  note: (id: string) => ReactNode
  severity: (id: string) => Severity | null
  /** What is lit; null when everything is. */
  lit: ReadonlySet<string> | null
  breaks: string | null
  selected: string
}

type NodeData = Topology['nodes'][number] & { note: ReactNode; severity: Severity | null; dim: boolean; hot: boolean; chosen: boolean }
type GroupData = Topology['groups'][number] & { dim: boolean }
type EdgeData = { route: Route; label: string; kind: string; dim: boolean; hot: boolean; near: boolean; breaks: boolean }

const nodeTypes = { part: memo(Part), box: memo(Box) }
const edgeTypes = { route: memo(Edge) }

export function Canvas(props: { topology: Topology; layout: Layout; shown: Shown; onSelect: (id: string) => void }) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  )
}

function Flow({ topology, layout, shown, onSelect }: { topology: Topology; layout: Layout; shown: Shown; onSelect: (id: string) => void }) {
  const { fitView, zoomIn, zoomOut } = useReactFlow()
  const nodes = useMemo(() => {
    const groups = new Map(topology.groups.map((g) => [g.id, g]))
    const parts = new Map(topology.nodes.map((n) => [n.id, n]))
    const { lit } = shown
    return [
      ...layout.groups.map((g) => ({
        id: `g:${g.id}`,
        type: 'box',
        position: { x: g.x, y: g.y },
        width: g.width,
        height: g.height,
        zIndex: g.depth,
        focusable: false,
        selectable: false,
        data: { ...groups.get(g.id)!, dim: lit !== null },
      })),
      ...layout.nodes.map((n) => ({
        id: n.id,
        type: 'part',
        position: { x: n.x, y: n.y },
        width: n.width,
        height: n.height,
        zIndex: 100,
        ariaLabel: `${parts.get(n.id)!.label}, ${parts.get(n.id)!.detail}`,
        data: {
          ...parts.get(n.id)!,
          note: shown.note(n.id),
          severity: shown.severity(n.id),
          dim: lit !== null && !lit.has(n.id),
          hot: lit?.has(n.id) ?? false,
          chosen: shown.selected === n.id,
        },
      })),
    ]
  }, [topology, layout, shown])
  const edges = useMemo(
    () =>
      layout.edges.map((route) => {
        const n = Number(route.id.split(':')[0])
        const hot = shown.lit !== null && shown.lit.has(route.from) && shown.lit.has(route.to)
        const near = route.from === shown.selected || route.to === shown.selected
        return {
          id: route.id,
          source: route.from,
          target: route.to,
          type: 'route',
          zIndex: hot || near ? 60 : 50,
          focusable: false,
          data: { route, label: topology.edges[n]?.label ?? '', kind: topology.edges[n]?.kind ?? 'call', dim: shown.lit !== null && !hot, hot, near, breaks: hot && shown.breaks !== null },
        }
      }),
    [topology, layout, shown],
  )
  const [isDrawn, setDrawn] = useState(false)
  const width = useStore((s) => s.width)
  const spoken = shown.lit ? [...shown.lit].sort().join('|') : ''
  useEffect(() => {
    if (!isDrawn || width === 0) return
    // What a finding speaks of comes near enough to be read.
    if (spoken) void fitView({ nodes: spoken.split('|').map((id) => ({ id })), padding: 0.6, maxZoom: 1, duration: 180 })
    else void fitView({ padding: 0.04 })
  }, [spoken, isDrawn, width, fitView])
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (e.key.toLowerCase() === 'f' && !e.metaKey && !e.ctrlKey && !(e.target instanceof HTMLInputElement)) void fitView({ padding: 0.04, duration: 180 })
    }
    window.addEventListener('keydown', key)
    return () => window.removeEventListener('keydown', key)
  }, [fitView])
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodeClick={(_, node) => node.type === 'part' && onSelect(node.id)}
      onPaneClick={() => onSelect('')}
      onKeyDown={(e) => {
        const id = (e.target as HTMLElement).closest('.react-flow__node-part')?.getAttribute('data-id')
        if (e.key === 'Enter' && id) onSelect(id)
      }}
      nodesDraggable={false}
      nodesConnectable={false}
      elementsSelectable={false}
      nodesFocusable
      onlyRenderVisibleElements
      onInit={() => setDrawn(true)}
      minZoom={0.15}
      maxZoom={2}
      fitView
      fitViewOptions={{ padding: 0.04 }}
      proOptions={{ hideAttribution: true }}
      aria-label="Topology"
    >
      <Background variant={BackgroundVariant.Dots} gap={18} size={1} color="var(--line2)" />
      <div className="absolute right-3 bottom-3 z-10 flex rounded-control border border-line2 bg-surface">
        <IconButton label="Closer" onClick={() => void zoomIn()}>
          <Plus size={15} aria-hidden="true" />
        </IconButton>
        <IconButton label="Further" onClick={() => void zoomOut()}>
          <Minus size={15} aria-hidden="true" />
        </IconButton>
        <IconButton label="Fit (F)" onClick={() => void fitView({ padding: 0.04, duration: 180 })}>
          <Maximize size={14} aria-hidden="true" />
        </IconButton>
      </div>
    </ReactFlow>
  )
}

function Box({ data }: NodeProps) {
  const group = data as unknown as GroupData
  return (
    <div
      className={clsx(
        'size-full rounded-card border px-3 py-2 font-medium transition-opacity duration-[120ms]',
        group.kind === 'provider' && 'border-line2 bg-surface',
        group.kind === 'region' && 'border-line2 bg-bg',
        group.kind === 'network' && 'border-edge bg-surface',
        group.kind === 'public-tier' && 'border-dashed border-line2',
        group.kind === 'private-tier' && 'border-line',
        group.dim ? 'text-text3' : 'text-text2',
      )}
      style={
        group.kind === 'public-tier'
          ? { background: 'color-mix(in srgb, var(--network) 9%, var(--surface))' }
          : group.kind === 'private-tier'
            ? { background: 'color-mix(in srgb, var(--compute) 9%, var(--surface))' }
            : undefined
      }
    >
      {group.label}
    </div>
  )
}

const hidden = 'pointer-events-none opacity-0'

function Part({ data }: NodeProps) {
  const part = data as unknown as NodeData
  const Icon = kindIcon(part.kind)
  const small = useStore((s) => s.transform[2] < 0.35)
  return (
    <div
      className={clsx(
        'relative flex size-full items-center gap-2 rounded-control border bg-surface pr-2 pl-2.5 leading-[17px] transition-opacity duration-[120ms]',
        part.hot ? 'border-2 border-high' : part.chosen ? 'border-2 border-accent' : 'border-line2 hover:border-edge',
        part.dim && 'text-text3',
      )}
    >
      <Handle type="target" position={Position.Top} className={hidden} isConnectable={false} />
      <Handle type="source" position={Position.Bottom} className={hidden} isConnectable={false} />
      <span aria-hidden="true" className="absolute inset-y-2 left-0 w-[3px] rounded-r-full" style={{ background: kindColor(part.kind) }} />
      {!small && (
        <>
          <Icon size={16} strokeWidth={1.7} aria-hidden="true" className={part.dim ? 'text-text3' : 'text-text2'} />
          <span className="min-w-0 grow">
            <span className={clsx('block truncate', part.dim ? 'font-medium' : 'font-bold')}>{part.label}</span>
            <span className={clsx('block truncate text-sm', part.dim ? 'text-text3' : 'text-text2')}>{part.note}</span>
          </span>
        </>
      )}
      {part.severity && (
        <span className="absolute -top-2 -right-2 grid size-5 place-items-center rounded-full bg-surface">
          <SeverityMark severity={part.severity} size={15} />
        </span>
      )}
    </div>
  )
}

function Edge({ id, data }: EdgeProps) {
  const { route, label, kind, dim, hot, near, breaks } = data as unknown as EdgeData
  const end = route.points.at(-1)!
  const before = route.points.at(-2) ?? end
  const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI
  const color = hot ? 'var(--high)' : near ? 'var(--accent)' : 'var(--edge)'
  return (
    <g className={clsx('transition-opacity duration-[120ms]', dim && 'opacity-25')} data-edge={id}>
      <path
        d={pathOf(route.points)}
        fill="none"
        stroke={color}
        strokeWidth={hot ? 2.5 : near ? 2 : 1.2}
        strokeDasharray={breaks ? '2 5' : kind === 'replication' ? '6 4' : kind === 'outbound' ? '3 3' : undefined}
        strokeLinecap="round"
      />
      <path d="M-7 -4 L0 0 L-7 4 z" fill={color} transform={`translate(${end.x} ${end.y}) rotate(${angle})`} />
      {breaks ? (
        <g transform={`translate(${route.label.x - 10} ${route.label.y - 10})`}>
          <circle cx="10" cy="10" r="11" fill="var(--high-soft)" stroke="var(--high)" strokeWidth="1.5" />
          <Ban x="3" y="3" width="14" height="14" color="var(--high)" aria-label="Stops here" />
        </g>
      ) : (
        label &&
        (near || hot) && (
          <text
            x={route.label.x}
            y={route.label.y + 4}
            textAnchor="middle"
            fontSize="11.5"
            fontWeight="550"
            fill={color}
            stroke="var(--surface)"
            strokeWidth="4"
            strokeLinejoin="round"
            paintOrder="stroke"
          >
            {label}
          </text>
        )
      )}
    </g>
  )
}
