import clsx from 'clsx'
import type { ReactNode } from 'react'

export type Tone = 'good' | 'up' | 'critical' | 'high' | 'medium' | 'low' | 'accent' | 'plain'

const tones: Record<Tone, string> = {
  good: 'bg-good-soft text-good',
  up: 'bg-up-soft text-up',
  critical: 'bg-critical-soft text-critical',
  high: 'bg-high-soft text-high',
  medium: 'bg-medium-soft text-medium',
  low: 'bg-low-soft text-low',
  accent: 'bg-accent-soft text-accent',
  plain: 'bg-sunken text-text2',
}

export const Pill = ({ tone = 'plain', children, className }: { tone?: Tone; children: ReactNode; className?: string }) => (
  <span className={clsx('inline-flex h-[22px] items-center gap-1.5 rounded-full px-2 text-sm font-medium whitespace-nowrap', tones[tone], className)}>
    {children}
  </span>
)

export type Severity = 'critical' | 'high' | 'medium' | 'low'
export const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low']
export const severityWord: Record<Severity, string> = { critical: 'Critical', high: 'High', medium: 'Medium', low: 'Low' }
const severityColor: Record<Severity, string> = { critical: 'text-critical', high: 'text-high', medium: 'text-medium', low: 'text-low' }

/** Shape as well as colour: octagon, triangle, diamond, ring. */
export function SeverityMark({ severity, size = 14 }: { severity: Severity; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className={severityColor[severity]} fill="currentColor">
      {severity === 'critical' && <path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z" />}
      {severity === 'high' && <path d="M8 1.2 15.4 14.4H.6z" />}
      {severity === 'medium' && <path d="M8 .8 15.2 8 8 15.2.8 8z" />}
      {severity === 'low' && <circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.8" />}
      {(severity === 'critical' || severity === 'high') && (
        <path d={severity === 'high' ? 'M7.2 6h1.6v4H7.2zM7.2 11.2h1.6v1.6H7.2z' : 'M7.2 4h1.6v5H7.2zM7.2 10.4h1.6V12H7.2z'} fill="var(--surface)" />
      )}
    </svg>
  )
}

export const SeverityPill = ({ severity }: { severity: Severity }) => (
  <Pill tone={severity}>
    <SeverityMark severity={severity} size={12} />
    {severityWord[severity]}
  </Pill>
)

/** How many findings of each severity there are; the words are for screen readers. */
export function SeverityCounts({ counts }: { counts: Record<Severity, number> }) {
  const any = severities.filter((s) => counts[s] > 0)
  if (any.length === 0) return <span className="text-sm text-good">No findings</span>
  return (
    <span className="inline-flex items-center gap-2.5 text-sm">
      {any.map((s) => (
        <span key={s} className={clsx('inline-flex items-center gap-1 font-medium', severityColor[s])} title={`${counts[s]} ${severityWord[s].toLowerCase()}`}>
          <SeverityMark severity={s} size={12} />
          {counts[s]}
          <span className="sr-only"> {severityWord[s].toLowerCase()}</span>
        </span>
      ))}
    </span>
  )
}
