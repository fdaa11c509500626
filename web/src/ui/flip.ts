'use client'
import { useLayoutEffect, useRef } from 'react'

/** Moves rows to their new place when their order changes: `ref(key)` goes on each row. */
export function useFlip(order: readonly string[]) {
  const rows = useRef(new Map<string, HTMLElement>())
  const tops = useRef(new Map<string, number>())
  const signature = order.join('|')
  useLayoutEffect(() => {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    for (const [key, row] of rows.current) {
      const top = row.offsetTop
      const before = tops.current.get(key)
      if (before !== undefined && before !== top && !still) {
        row.animate([{ transform: `translateY(${before - top}px)` }, { transform: 'none' }], { duration: 180, easing: 'ease-out' })
      }
      tops.current.set(key, top)
    }
  }, [signature])
  return (key: string) => (row: HTMLElement | null) => {
    if (row) rows.current.set(key, row)
    else rows.current.delete(key)
  }
}
