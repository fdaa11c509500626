'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

/** Parameters that pages share, in the order that they always stand in. */
const shared = ['p', 'e', 's', 't'] as const

export type Params = Record<string, string | null | undefined>

/** An address: shared parameters first, empty ones left out. */
export function address(path: string, params: Params): string {
  const search = new URLSearchParams()
  const keys = [...shared, ...Object.keys(params).filter((k) => !(shared as readonly string[]).includes(k))]
  for (const key of keys) {
    const value = params[key]
    if (value) search.set(key, value)
  }
  const text = search.toString()
  return text ? `${path}?${text}` : path
}

/** Where one is: the address's parameters, and ways to change them without leaving the page. */
export function usePlace() {
  const search = useSearchParams()
  const path = usePathname()
  const get = (key: string) => search.get(key) ?? ''
  const go = useCallback(
    (changes: Params, kind: 'replace' | 'push' = 'replace') => {
      const params = { ...Object.fromEntries(new URLSearchParams(window.location.search)), ...changes }
      const next = address(window.location.pathname, params)
      if (kind === 'push') window.history.pushState(null, '', next)
      else window.history.replaceState(null, '', next)
    },
    [],
  )
  /** The address of another page of the same project and environment. */
  const to = (page: string, params: Params = {}) => address(page, { p: get('p'), e: get('e'), s: get('s'), t: get('t'), ...params })
  return { path, get, go, to }
}
