'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Download, X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect, useMemo, useState } from 'react'
import { queries } from '@/api/queries'
import type { Topology as Graph } from '@/api/shapes'
import { OptionPicker } from '@/shell/option-picker'
import { usePlace } from '@/shell/place'
import type { Work } from '@/shell/project-page'
import { Button, IconButton, LinkButton } from '@/ui/button'
import { CopyLink } from '@/ui/copy'
import { download } from '@/ui/download'
import { Money, money } from '@/ui/money'
import { CardHead, PageHead } from '@/ui/page'
import { SeverityCounts, SeverityMark, severityWord, type Severity } from '@/ui/pill'
import { Segmented } from '@/ui/segmented'
import { Load, ProblemBox, Skeleton } from '@/ui/states'
import { count } from '../compare/words'
import { FindingPanel, type Finding } from '../findings/findings'
import type { Shown } from './canvas'
import type { Layout } from './layout'
import { OutlineView } from './list'
import { lit, worst } from './lit'
import { toSvg } from './svg'

const Canvas = dynamic(() => import('./canvas').then((m) => m.Canvas), { ssr: false, loading: () => <Skeleton className="size-full" /> })
const layers = [
  { value: 'findings', label: 'Findings' },
  { value: 'cost', label: 'Cost' },
  { value: 'list', label: 'List' },
] as const
type Layer = (typeof layers)[number]['value']

export function Topology({ work }: { work: Work }) {
  const selection = { environment: work.environment.name, strategy: work.strategy }
  const topology = useQuery({ ...queries.topology(work.project.slug, selection), placeholderData: keepPreviousData })
  const findings = useQuery(queries.findings(work.project.slug, selection))
  const estimate = useQuery(queries.estimate(work.project.slug, { ...selection, traffic: work.traffic }))
  const comparison = useQuery(queries.comparison(work.project.slug, { environment: work.environment.name, traffic: work.traffic }))
  const { get, go } = usePlace()
  const layer = (get('layer') || 'findings') as Layer
  const [layout, setLayout] = useState<Layout | null>(null)
  return (
    <>
      <PageHead
        title="Topology"
        sub={topology.data ? about(topology.data) : ' '}
        actions={
          <>
            <Segmented label="Layer" options={layers} value={layer} onChange={(l) => go({ layer: l === 'findings' ? null : l })} />
            <OptionPicker work={work} options={comparison.data?.options} />
            <CopyLink />
            {topology.data && layout && (
              <Button className="max-sm:hidden" onClick={() => download(`${work.project.slug}-${work.environment.name}.svg`, 'image/svg+xml', toSvg(topology.data, layout))}>
                <Download size={15} aria-hidden="true" /> SVG
              </Button>
            )}
          </>
        }
      />
      <Load of={topology} loading={<Skeleton className="h-[70dvh]" />}>
        {(graph) => (
          <Drawn
            graph={graph}
            findings={findings.data?.findings ?? []}
            counts={findings.data?.counts}
            costs={new Map(estimate.data?.components.map((c) => [c.component, c.monthlyCost]))}
            currency={estimate.data?.currency ?? 'USD'}
            layer={layer}
            layout={layout}
            onLayout={setLayout}
          />
        )}
      </Load>
    </>
  )
}

interface Parts {
  graph: Graph
  findings: readonly Finding[]
  counts: Record<Severity, number> | undefined
  costs: ReadonlyMap<string, string>
  currency: string
  layer: Layer
  layout: Layout | null
  onLayout: (layout: Layout) => void
}

function Drawn({ graph, findings, counts, costs, currency, layer, layout, onLayout }: Parts) {
  const { get, go } = usePlace()
  const [fault, setFault] = useState<unknown>(null)
  useEffect(() => {
    let current = true
    import('./layout')
      .then((m) => m.layOut(graph))
      .then((l) => current && onLayout(l))
      .catch((e: unknown) => current && setFault(e))
    return () => {
      current = false
    }
  }, [graph, onLayout])

  const finding = findings.find((f) => f.name === get('finding'))
  const node = graph.nodes.find((n) => n.id === get('node'))
  const select = (id: string) => go({ node: id || null, finding: null })
  const shown: Shown = useMemo(() => {
    const found = finding ? lit(finding, graph) : null
    const details = new Map(graph.nodes.map((n) => [n.id, n.detail]))
    return {
      lit: found && found.nodes.size > 0 ? found.nodes : null,
      breaks: found?.breaks ?? null,
      selected: node?.id ?? '',
      note: (id) => {
        const cost = costs.get(id)
        return layer === 'cost' ? (cost ? `${money(cost, currency)} a month` : '–') : (details.get(id) ?? '')
      },
      severity: (id) => {
        if (layer !== 'findings') return null
        const of = findings.filter((f) => f.component === id).sort((a, b) => worst[b.severity] - worst[a.severity])[0]
        return of?.severity ?? null
      },
    }
  }, [finding, graph, node, costs, currency, layer, findings])

  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
      <section aria-label="Drawing" className="card h-[calc(100dvh-154px)] min-h-[420px] overflow-hidden max-lg:h-[60dvh]">
        {layer === 'list' ? (
          <div className="h-full overflow-auto" tabIndex={0} role="region" aria-label="Outline">
            <OutlineView topology={graph} note={shown.note} onSelect={select} />
          </div>
        ) : fault ? (
          <div className="p-4">
            <ProblemBox error={fault} title="The drawing could not be laid out. The list shows the same." />
          </div>
        ) : layout ? (
          <Canvas topology={graph} layout={layout} shown={shown} onSelect={select} />
        ) : (
          <Skeleton className="size-full" />
        )}
      </section>
      <div className="space-y-4 lg:max-h-[calc(100dvh-154px)] lg:overflow-auto">
        {finding ? (
          <FindingPanel finding={finding} inTopology onClose={() => go({ finding: null })} />
        ) : node ? (
          <NodePanel graph={graph} node={node} findings={findings.filter((f) => f.component === node.id)} cost={costs.get(node.id)} currency={currency} onClose={() => select('')} />
        ) : (
          <FindingList findings={findings} counts={counts} />
        )}
      </div>
    </div>
  )
}

function FindingList({ findings, counts }: { findings: readonly Finding[]; counts: Record<Severity, number> | undefined }) {
  const { go } = usePlace()
  return (
    <section aria-label="Findings" className="card">
      <CardHead title={count(findings.length, 'finding')}>{counts && <SeverityCounts counts={counts} />}</CardHead>
      <ul className="divide-y divide-line">
        {findings.map((f) => (
          <li key={f.name} className="relative flex items-start gap-2.5 px-3.5 py-2 hover:bg-bg">
            <span className="pt-[3px]">
              <SeverityMark severity={f.severity} />
            </span>
            <span className="min-w-0 grow">
              <button type="button" onClick={() => go({ finding: f.name, node: null }, 'push')} className="text-left leading-[18px] font-medium after:absolute after:inset-0">
                {f.title}
              </button>
              <span className="block truncate text-sm text-text3">{f.component || 'Shared'}</span>
            </span>
            <span className="sr-only">{severityWord[f.severity]}</span>
          </li>
        ))}
        {findings.length === 0 && <li className="p-3.5 text-text2">The checks found nothing wrong.</li>}
      </ul>
    </section>
  )
}

function NodePanel({ graph, node, findings, cost, currency, onClose }: { graph: Graph; node: Graph['nodes'][number]; findings: readonly Finding[]; cost: string | undefined; currency: string; onClose: () => void }) {
  const { to } = usePlace()
  const label = (id: string) => graph.nodes.find((n) => n.id === id)?.label ?? id
  const out = graph.edges.filter((e) => e.from === node.id)
  const into = graph.edges.filter((e) => e.to === node.id)
  const ways = (title: string, edges: typeof out, end: 'from' | 'to') =>
    edges.length > 0 && (
      <div>
        <h3 className="font-bold">{title}</h3>
        <ul>
          {edges.map((e) => (
            <li key={e[end] + e.label} className="flex justify-between gap-2 text-text2">
              {label(e[end])} <span className="text-text3">{e.label || e.kind}</span>
            </li>
          ))}
        </ul>
      </div>
    )
  return (
    <section aria-label={node.label} className="card">
      <CardHead title={node.label}>
        <IconButton label="Close" onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </CardHead>
      <div className="space-y-3 px-3.5 py-3">
        <p className="text-text2">{node.detail || 'Outside of the system'}</p>
        {cost && (
          <p className="flex items-baseline gap-2">
            <span className="text-title font-bold">
              <Money amount={cost} currency={currency} />
            </span>
            <span className="text-text2">a month</span>
          </p>
        )}
        {node.sidecars.length > 0 && <p className="text-text2">Beside it in the same task: {node.sidecars.join(', ')}.</p>}
        {ways('Talks to', out, 'to')}
        {ways('Hears from', into, 'from')}
        {findings.length > 0 && (
          <LinkButton href={to('/findings/', { q: node.id })}>
            {count(findings.length, 'finding')} of {node.label}
          </LinkButton>
        )}
      </div>
    </section>
  )
}

function about(g: Graph): string {
  const of = (kind: string) => g.groups.filter((x) => x.kind === kind).length
  return [count(of('provider'), 'provider'), count(of('region'), 'region'), of('network') > 0 && count(of('network'), 'private network'), count(g.nodes.length, 'part')].filter(Boolean).join(' · ')
}
