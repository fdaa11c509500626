'use client'
import { useEffect, useState } from 'react'

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Infinity],
]

/** How long ago, in words of the reader's language. */
export function ago(at: Date, now: Date): string {
  let amount = (at.getTime() - now.getTime()) / 1000
  for (const [unit, size] of steps) {
    if (Math.abs(amount) < size) return new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(Math.round(amount), unit)
    amount /= size
  }
  return ''
}

export const moment = (at: string) => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at))

export const day = (text: string) =>
  /^\d{4}-\d{2}-\d{2}/.test(text) ? new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(text)) : text

export function Ago({ at }: { at: string }) {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    // What comes anew has happened since the last look at the clock.
    setNow(new Date())
    const timer = setInterval(() => setNow(new Date()), 30_000)
    return () => clearInterval(timer)
  }, [at])
  return (
    <time dateTime={at} title={moment(at)}>
      {ago(new Date(at), now)}
    </time>
  )
}

/** A span of time, to the second. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`
}
