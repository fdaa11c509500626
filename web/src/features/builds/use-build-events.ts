'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ask } from '@/api/client'
import { follow } from '@/api/events'
import { queries } from '@/api/queries'
import { LogStore } from '../runs/log-store'
import { partsOf } from './steps'

/** Follows a build while it lives; of one that has ended, reads what was kept. */
export function useBuildEvents(project: string, build: string, hasEnded: boolean) {
  const cache = useQueryClient()
  const [store] = useState(() => new LogStore())
  const [live, setLive] = useState<boolean | null>(hasEnded ? null : false)
  // Decided once: a build that ends while it is followed has told everything already.
  const startedEnded = useRef(hasEnded)

  useEffect(() => {
    const at = `/api/v1/projects/${project}/builds/${build}`
    store.clear()
    if (startedEnded.current) {
      const stop = new AbortController()
      const read = async () => {
        // A build that no builder ever took has no log.
        const answer = await ask(`${at}/log`, { signal: stop.signal }).catch(() => null)
        if (answer) for (const { phase, text } of partsOf(await answer.text())) store.append(phase, text)
      }
      void read()
      return () => stop.abort()
    }
    const again = () => {
      void cache.invalidateQueries({ queryKey: queries.build(project, build).queryKey })
      void cache.invalidateQueries({ queryKey: queries.builds(project).queryKey })
    }
    return follow(`${at}/events`, {
      onEvent: ({ event, data }) => {
        if (event === 'status') again()
        if (event === 'log') {
          const { component, text } = JSON.parse(data) as { component: string; text: string }
          store.append(component, text)
        }
      },
      onLive: setLive,
      onEnd: () => {
        setLive(null)
        again()
      },
      onProblem: () => setLive(null),
    })
  }, [project, build, store, cache])
  return { store, live }
}
