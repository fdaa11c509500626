'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { Ban, CircleCheck, Network, Search, X } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { queries } from '@/api/queries'
import type { CheckReport, CheckReportDocument } from '@/api/shapes'
import { OptionPicker } from '@/shell/option-picker'
import { usePlace } from '@/shell/place'
import type { Work } from '@/shell/project-page'
import { IconButton, LinkButton } from '@/ui/button'
import { Copy, CopyLink } from '@/ui/copy'
import { Answer, PageHead } from '@/ui/page'
import { severities, SeverityMark, SeverityPill, severityWord, type Severity } from '@/ui/pill'
import { Load } from '@/ui/states'
import { count } from '../compare/words'

export type Finding = CheckReportDocument.Finding

export function Findings({ work }: { work: Work }) {
  const selection = { environment: work.environment.name, strategy: work.strategy }
  const report = useQuery({ ...queries.findings(work.project.slug, selection), placeholderData: keepPreviousData })
  const comparison = useQuery(queries.comparison(work.project.slug, { environment: work.environment.name, traffic: work.traffic }))
  return (
    <>
      <PageHead
        title="Findings"
        sub="What the checks found in this placement, each with its proof and its mend."
        actions={
          <>
            <OptionPicker work={work} options={comparison.data?.options} />
            <CopyLink />
          </>
        }
      />
      <Load of={report}>{(data) => <Report report={data} />}</Load>
    </>
  )
}

const matches = (f: Finding, q: string) => [f.title, f.message, f.component, f.resource, f.check].some((t) => t.toLowerCase().includes(q.toLowerCase()))

function Report({ report }: { report: CheckReport }) {
  const { get, go } = usePlace()
  const q = get('q')
  const severity = get('severity')
  const shown = useMemo(() => report.findings.filter((f) => (!severity || f.severity === severity) && (!q || matches(f, q))), [report, q, severity])
  const open = report.findings.find((f) => f.name === get('finding'))
  const total = report.findings.length
  return (
    <>
      <Answer>{sentence(report)}</Answer>
      {total > 0 && (
        <div className="mb-3.5 flex flex-wrap items-center gap-2.5">
          <div role="group" aria-label="Severity" className="flex flex-wrap gap-1.5">
            {severities.map((s) => (
              <button
                key={s}
                type="button"
                aria-pressed={severity === s}
                disabled={report.counts[s] === 0}
                onClick={() => go({ severity: severity === s ? null : s })}
                className={clsx(
                  'inline-flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-sm disabled:opacity-50 pointer-coarse:h-11',
                  severity === s ? 'border-accent bg-accent-soft font-medium' : 'border-line2 bg-surface hover:border-edge',
                )}
              >
                <SeverityMark severity={s} size={12} />
                {severityWord[s]} <b className="font-bold">{report.counts[s]}</b>
              </button>
            ))}
          </div>
          <label className="relative ml-auto block max-sm:w-full">
            <span className="sr-only">Filter findings</span>
            <Search size={14} aria-hidden="true" className="absolute top-2.5 left-2.5 text-text3" />
            <input
              type="search"
              value={q}
              onChange={(e) => go({ q: e.target.value })}
              placeholder="Component, resource, check"
              className="h-8 w-64 rounded-control border border-edge bg-surface pr-2 pl-8 placeholder:text-text3 max-sm:w-full"
            />
          </label>
        </div>
      )}
      <div className={clsx('grid items-start gap-4', open && 'lg:grid-cols-[minmax(0,1fr)_minmax(0,440px)]')}>
        {total > 0 && (
          <section aria-label="Findings" className={clsx('card', open && 'max-lg:order-last')}>
            {shown.length === 0 && <p className="p-4 text-text2">No finding fits the filter.</p>}
            <ul className="divide-y divide-line">
              {shown.map((f) => (
                <li key={f.name} className={clsx('relative flex gap-3 px-3.5 py-2.5', f === open ? 'bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]' : 'hover:bg-bg')}>
                  <span className="pt-[3px]">
                    <SeverityMark severity={f.severity as Severity} />
                  </span>
                  <span className="min-w-0 grow">
                    <button
                      type="button"
                      aria-pressed={f === open}
                      onClick={() => go({ finding: f === open ? null : f.name }, f === open ? 'replace' : 'push')}
                      className="text-left font-medium after:absolute after:inset-0"
                    >
                      {f.title}
                    </button>
                    <span className={clsx('block text-text2', open ? 'line-clamp-1' : 'line-clamp-2')}>{f.message}</span>
                    <span className="block truncate text-sm text-text3">
                      {f.component || 'Shared'} · {f.check}
                      {f.resource && (
                        <>
                          {' '}
                          · <code>{f.resource}</code>
                        </>
                      )}
                    </span>
                  </span>
                  <span className="text-sm whitespace-nowrap text-text2">{severityWord[f.severity as Severity]}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {open && (
          <div className="lg:sticky lg:top-3">
            <FindingPanel finding={open} onClose={() => go({ finding: null })} />
          </div>
        )}
      </div>
      {report.notChecked.length > 0 && (
        <details className="card mt-4 px-3.5 py-2.5">
          <summary className="font-medium">
            {count(report.notChecked.length, 'resource type is', 'resource types are')} not checked
          </summary>
          <ul className="grid gap-x-6 gap-y-1 pt-2 text-text2 sm:grid-cols-2 lg:grid-cols-3">
            {report.notChecked.map((t) => (
              <li key={t.type}>
                <code>{t.type}</code> <span className="text-text3">{t.count}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** One finding: what follows from it, what proves it, what would be right. */
export function FindingPanel({ finding, onClose, inTopology = false }: { finding: Finding; onClose: () => void; inTopology?: boolean }) {
  const { to } = usePlace()
  const line = finding.location?.split(':')[1]
  return (
    <section aria-label={finding.title} className="card">
      <div className="space-y-2 border-b border-line px-3.5 py-3">
        <div className="flex items-center gap-2">
          <SeverityPill severity={finding.severity as Severity} />
          <code className="text-text3">{finding.check}</code>
          <IconButton label="Close" onClick={onClose} className="ml-auto">
            <X size={16} aria-hidden="true" />
          </IconButton>
        </div>
        <h2 className="text-panel font-bold">{finding.title}</h2>
        <p className="text-text2">{finding.message}</p>
      </div>
      <ol className="space-y-2.5 px-3.5 py-3" aria-label="Proof">
        {finding.proof.map((step, n) => (
          <Step key={n} breaks={step.breaks} isLast={n === finding.proof.length - 1}>
            <span className={step.breaks ? 'font-medium text-critical' : undefined}>{step.fact}</span>
            {step.resource && <code className="block break-all text-text3">{step.resource}</code>}
          </Step>
        ))}
      </ol>
      <div className="space-y-3 border-t border-line px-3.5 py-3">
        <div>
          <h3 className="font-bold">What would be right</h3>
          <p className="text-text2">{finding.mend}</p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {line && (
            <LinkButton look="primary" href={to('/system/', { line })}>
              Open the manifest at line {line}
            </LinkButton>
          )}
          {!inTopology && (
            <LinkButton href={to('/topology/', { finding: finding.name })}>
              <Network size={15} aria-hidden="true" /> On the topology
            </LinkButton>
          )}
        </div>
        {finding.resource && (
          <p className="flex items-center gap-1 text-sm text-text3">
            <code className="min-w-0 break-all">{finding.resource}</code>
            <Copy text={finding.resource} label="Copy the address" />
          </p>
        )}
      </div>
    </section>
  )
}

function Step({ breaks, isLast, children }: { breaks: boolean; isLast: boolean; children: ReactNode }) {
  const Icon = breaks ? Ban : CircleCheck
  return (
    <li className="relative flex gap-2.5">
      {!isLast && <span aria-hidden="true" className="absolute top-5 -bottom-2.5 left-[7.5px] w-px bg-line2" />}
      <Icon size={16} aria-label={breaks ? 'Breaks here' : 'Holds'} className={clsx('mt-0.5 bg-surface', breaks ? 'text-critical' : 'text-good')} />
      <span className="min-w-0">{children}</span>
    </li>
  )
}

function sentence(report: CheckReport): ReactNode {
  const { counts, findings } = report
  if (findings.length === 0) return <b>The checks found nothing wrong.</b>
  const said = severities.filter((s) => counts[s] > 0).map((s) => `${counts[s]} ${severityWord[s].toLowerCase()}`)
  const worst = findings[0]!
  return (
    <>
      <b>
        {count(findings.length, 'finding')}: {said.join(', ')}.
      </b>{' '}
      First of all: {worst.message}
    </>
  )
}

