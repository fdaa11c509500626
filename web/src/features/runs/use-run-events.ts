'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ask } from '@/api/client'
import { follow } from '@/api/events'
import { queries } from '@/api/queries'
import type { Progress } from './changes'
import { LogStore } from './log-store'

type ResourceEvent = { phase: string; address: string; action: string; kind: 'started' | 'completed' | 'failed' }

/** Follows a run while it lives; of one that has ended, reads what was kept. */
export function useRunEvents(project: string, run: string, hasEnded: boolean) {
  const cache = useQueryClient()
  const [store] = useState(() => new LogStore())
  const [live, setLive] = useState<boolean | null>(hasEnded ? null : false)
  const [progress, setProgress] = useState<Progress>(new Map())
  // Decided once: a run that ends while it is followed has told everything already.
  const startedEnded = useRef(hasEnded)

  useEffect(() => {
    const at = `/api/v1/projects/${project}/runs/${run}`
    store.clear()
    if (startedEnded.current) {
      const stop = new AbortController()
      const read = async () => {
        for (const [phase, file] of [
          ['plan', 'plan-log'],
          ['apply', 'apply-log'],
        ] as const) {
          const answer = await ask(`${at}/${file}`, { signal: stop.signal }).catch(() => null)
          if (answer) store.append(phase, await answer.text())
        }
      }
      void read()
      return () => stop.abort()
    }
    const applied = new Map<string, 'started' | 'completed' | 'failed'>()
    let asked = false
    const again = () => {
      void cache.invalidateQueries({ queryKey: queries.run(project, run).queryKey })
    }
    return follow(`${at}/events`, {
      onEvent: ({ event, data }) => {
        if (event === 'status') again()
        if (event === 'log') {
          const { phase, text } = JSON.parse(data) as { phase: string; text: string }
          store.append(phase, text)
        }
        if (event === 'resource') {
          const { phase, address, kind } = JSON.parse(data) as ResourceEvent
          if (phase !== 'apply') return
          applied.set(address, kind)
          if (asked) return
          asked = true
          setTimeout(() => {
            asked = false
            setProgress(new Map(applied))
          }, 60)
        }
      },
      onLive: setLive,
      onEnd: () => {
        setLive(null)
        again()
      },
      onProblem: () => setLive(null),
    })
  }, [project, run, store, cache])
  return { store, live, progress }
}
