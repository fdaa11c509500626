'use client'
import type { UseQueryResult } from '@tanstack/react-query'
import { CircleAlert, Lock, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { asProblem, type Problem } from '@/api/problem'
import { Button } from './button'
import { Copy } from './copy'

/** A grey place where something will be. */
export const Skeleton = ({ className = '' }: { className?: string }) => <div aria-hidden="true" className={`skeleton ${className}`} />

/** Rows of a table that is on its way. */
export function SkeletonRows({ rows = 6 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="card divide-y divide-line">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex items-center gap-4 px-3.5 py-3">
          <Skeleton className="h-4 w-1/4" />
          <Skeleton className="h-4 w-1/3" />
          <Skeleton className="ml-auto h-4 w-20" />
        </div>
      ))}
    </div>
  )
}

/** Why something is not there, and what to do. Only the part that failed shows it. */
export function ProblemBox({ error, retry, title }: { error: unknown; retry?: () => void; title?: string }) {
  const problem = asProblem(error)
  const Icon = problem.isForbidden ? Lock : problem.isUnreachable ? WifiOff : CircleAlert
  return (
    <div role="alert" className="card flex gap-3 p-4">
      <Icon size={18} aria-hidden="true" className={`mt-px ${problem.isForbidden ? 'text-text2' : 'text-critical'}`} />
      <div className="min-w-0 grow space-y-1">
        <p className="font-bold">{title ?? problem.title}</p>
        <p className="max-w-[72ch] text-text2">{problem.message}</p>
        {problem.faults.length > 0 && (
          <ul className="list-disc space-y-1 pl-4 text-text2">
            {problem.faults.slice(0, 20).map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        )}
        <ProblemFoot problem={problem} retry={retry} />
      </div>
    </div>
  )
}

function ProblemFoot({ problem, retry }: { problem: Problem; retry?: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 pt-1 text-sm text-text3">
      {problem.code && (
        <a className="link" href={`/problems/${problem.code}`} target="_blank" rel="noreferrer">
          {problem.code}
        </a>
      )}
      {problem.traceId && (
        <span className="inline-flex items-center gap-1">
          Trace <code className="max-w-[22ch] truncate">{problem.traceId}</code>
          <Copy text={problem.traceId} label="Copy the trace id" />
        </span>
      )}
      {retry && !problem.isForbidden && (
        <Button size="sm" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  )
}

/** One sentence, one action, the command that does the same. */
export function Empty({ children, action, command }: { children: ReactNode; action?: ReactNode; command?: string }) {
  return (
    <div className="card flex flex-col items-start gap-3 p-6">
      <p className="max-w-[72ch] text-panel text-text2">{children}</p>
      {action}
      {command && (
        <p className="inline-flex items-center gap-2 text-sm text-text2">
          Or <code className="rounded-tag bg-sunken px-1.5 py-0.5 text-text">{command}</code> <Copy text={command} label="Copy the command" />
        </p>
      )}
    </div>
  )
}

/** Data, or what stands in its place. Old data stays while new loads, under a thin bar. */
export function Load<T>({
  of,
  loading,
  children,
}: {
  of: UseQueryResult<T, unknown>
  loading?: ReactNode
  children: (data: T) => ReactNode
}) {
  if (of.data !== undefined) {
    return (
      <>
        {of.isPlaceholderData && <div aria-hidden="true" className="fixed inset-x-0 top-0 z-50 h-0.5 bg-accent" />}
        {of.isError && !of.isFetching && <ProblemBox error={of.error} retry={() => void of.refetch()} />}
        {children(of.data)}
      </>
    )
  }
  if (of.isError) return <ProblemBox error={of.error} retry={() => void of.refetch()} />
  return loading ?? <SkeletonRows />
}
