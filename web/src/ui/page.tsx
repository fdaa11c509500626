'use client'
import { useEffect, type ReactNode } from 'react'

/** Head of a page: what it is, then what can be done with it. */
export function PageHead({ title, sub, actions, status }: { title: string; sub?: ReactNode; actions?: ReactNode; status?: ReactNode }) {
  return (
    <div className="mb-3.5 flex flex-wrap items-start gap-x-3 gap-y-2">
      <div className="min-w-0 grow basis-72">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1>{title}</h1>
          {status}
        </div>
        {sub && <p className="text-text2">{sub}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2.5">{actions}</div>}
    </div>
  )
}

/** The answer in one sentence, before any picture. */
export function Answer({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="card mb-3.5 flex flex-wrap items-center gap-x-6 gap-y-3 py-2.5 pr-2.5 pl-3.5">
      <p className="max-w-[130ch] min-w-0 grow basis-80 text-text2 [&_b]:font-bold [&_b]:text-text" aria-live="polite">
        {children}
      </p>
      {action && <div className="ml-auto max-sm:w-full max-sm:[&>*]:w-full">{action}</div>}
    </div>
  )
}

export function CardHead({ title, note, children }: { title: ReactNode; note?: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3.5 py-1.5">
      <h2 className="font-bold">{title}</h2>
      {note && <span className="text-sm text-text3">{note}</span>}
      {children && <div className="ml-auto flex items-center gap-2">{children}</div>}
    </div>
  )
}

/** The tab's title carries what matters most first. */
export function useTitle(...parts: (string | undefined | null | false)[]) {
  const title = [...parts.filter(Boolean), 'Infrar'].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
