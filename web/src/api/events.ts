import { createParser } from 'eventsource-parser'
import { ask } from './client'
import { Problem } from './problem'

export interface StreamEvent {
  id: string
  event: string
  data: string
}

export interface Following {
  onEvent(event: StreamEvent): void
  /** Whether events come right now; false while the connection is made again. */
  onLive(live: boolean): void
  /** Nothing more will come. */
  onEnd(): void
  onProblem(problem: Problem): void
}

/**
 * Follows a stream of server-sent events and takes it up again where it stood. The browser's own EventSource cannot say who asks.
 * Returns what stops it.
 */
export function follow(path: string, to: Following, last = ''): () => void {
  const stop = new AbortController()
  void run(path, to, last, stop.signal)
  return () => stop.abort()
}

async function run(path: string, to: Following, last: string, signal: AbortSignal) {
  let wait = 500
  while (!signal.aborted) {
    try {
      const answer = await ask(path, { signal, headers: { accept: 'text/event-stream', ...(last && { 'last-event-id': last }) } })
      if (answer.status === 204 || !answer.body) return to.onEnd()
      to.onLive(true)
      const parser = createParser({
        onEvent: (event) => {
          wait = 500
          if (event.id) last = event.id
          to.onEvent({ id: event.id ?? '', event: event.event ?? 'message', data: event.data })
        },
        onRetry: (ms) => (wait = ms),
      })
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
      for (;;) {
        const { done, value } = await reader.read()
        if (done) break
        parser.feed(value)
      }
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof Problem && error.status >= 400 && error.status < 500 && error.status !== 429) {
        to.onLive(false)
        return to.onProblem(error)
      }
    }
    to.onLive(false)
    await new Promise((done) => setTimeout(done, wait))
    wait = Math.min(wait * 2, 15_000)
  }
}
