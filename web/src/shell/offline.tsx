'use client'
import { onlineManager } from '@tanstack/react-query'
import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'

/** Says since when there is no connection, and that what is shown is from then. */
export function Offline() {
  const [since, setSince] = useState<string | null>(null)
  useEffect(
    () =>
      onlineManager.subscribe((online) =>
        setSince(online ? null : new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(new Date())),
      ),
    [],
  )
  if (!since) return null
  return (
    <p role="status" className="flex items-center gap-2 bg-up-soft px-6 py-1.5 font-medium text-up">
      <WifiOff size={15} aria-hidden="true" />
      Not connected since {since}. Showing what was loaded then.
    </p>
  )
}
