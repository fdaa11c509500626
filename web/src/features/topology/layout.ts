import ELK, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk-api'
import type { Topology } from '@/api/shapes'

export interface Point {
  x: number
  y: number
}
export interface Placed {
  id: string
  x: number
  y: number
  width: number
  height: number
}
export interface Route {
  id: string
  from: string
  to: string
  points: Point[]
  /** Where its words stand: half of the way along. */
  label: Point
}
export interface Layout {
  groups: (Placed & { depth: number })[]
  nodes: Placed[]
  edges: Route[]
  width: number
  height: number
}

export const nodeSize = { width: 166, height: 48 }
export const edgeId = (from: string, to: string, n: number) => `${n}:${from}>${to}`

let engine: InstanceType<typeof ELK> | null = null

/** Places boxes in boxes and leads edges around them. The engine works in a worker, so that the page stays quick. */
export async function layOut(topology: Topology): Promise<Layout> {
  engine ??= new ELK({ workerUrl: '/layout-worker.js' })
  const group = (id: string): ElkNode => ({
    id: `g:${id}`,
    layoutOptions: { 'elk.padding': '[top=34,left=14,bottom=14,right=14]' },
    children: [...topology.groups.filter((g) => g.parent === id).map((g) => group(g.id)), ...topology.nodes.filter((n) => n.group === id).map(node)],
  })
  const node = (n: { id: string }): ElkNode => ({ id: `n:${n.id}`, ...nodeSize })
  const known = new Set(topology.nodes.map((n) => n.id))
  const edges: ElkExtendedEdge[] = topology.edges
    .map((e, n) => ({ e, n }))
    .filter(({ e }) => known.has(e.from) && known.has(e.to))
    .map(({ e, n }) => ({
      id: edgeId(e.from, e.to, n),
      sources: [`n:${e.from}`],
      targets: [`n:${e.to}`],
    }))
  const laid: ElkNode = await engine.layout({
    id: 'root',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'DOWN',
      'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
      'elk.edgeRouting': 'ORTHOGONAL',
      'elk.json.edgeCoords': 'ROOT',
      'elk.json.shapeCoords': 'ROOT',
      'elk.spacing.nodeNode': '16',
      'elk.spacing.edgeNode': '12',
      'elk.spacing.edgeEdge': '8',
      'elk.layered.spacing.nodeNodeBetweenLayers': '34',
      'elk.layered.spacing.edgeNodeBetweenLayers': '14',
      'elk.layered.spacing.edgeEdgeBetweenLayers': '8',
      'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
    },
    children: [...topology.groups.filter((g) => g.parent === '').map((g) => group(g.id)), ...topology.nodes.filter((n) => n.group === '').map(node)],
    edges,
  })
  const out: Layout = { groups: [], nodes: [], edges: [], width: laid.width ?? 0, height: laid.height ?? 0 }
  const walk = (at: ElkNode, depth: number) => {
    for (const child of at.children ?? []) {
      const placed = { id: child.id.slice(2), x: child.x ?? 0, y: child.y ?? 0, width: child.width ?? 0, height: child.height ?? 0 }
      if (child.id.startsWith('g:')) {
        out.groups.push({ ...placed, depth })
        walk(child, depth + 1)
      } else out.nodes.push(placed)
    }
  }
  walk(laid, 0)
  for (const edge of (laid.edges ?? []) as ElkExtendedEdge[]) {
    const section = edge.sections?.[0]
    if (!section) continue
    const points = [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]
    out.edges.push({
      id: edge.id,
      from: edge.sources[0]!.slice(2),
      to: edge.targets[0]!.slice(2),
      points,
      label: halfway(points),
    })
  }
  return out
}

/** The middle of the longest straight piece. */
function halfway(points: readonly Point[]): Point {
  let best: Point = points[0]!
  let longest = -1
  points.slice(1).forEach((end, n) => {
    const start = points[n]!
    const length = Math.hypot(end.x - start.x, end.y - start.y)
    if (length > longest) [longest, best] = [length, { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 }]
  })
  return best
}

/** A way through points with round corners. */
export function pathOf(points: readonly Point[], radius = 6): string {
  const [first, ...rest] = points
  if (!first) return ''
  const parts = [`M${first.x} ${first.y}`]
  rest.forEach((point, n) => {
    const next = rest[n + 1]
    const before = n === 0 ? first : rest[n - 1]!
    if (!next) return parts.push(`L${point.x} ${point.y}`)
    const near = (other: Point) => {
      const length = Math.hypot(other.x - point.x, other.y - point.y) || 1
      const r = Math.min(radius, length / 2)
      return `${point.x + ((other.x - point.x) / length) * r} ${point.y + ((other.y - point.y) / length) * r}`
    }
    return parts.push(`L${near(before)}Q${point.x} ${point.y} ${near(next)}`)
  })
  return parts.join('')
}
