import type { components } from './openapi'

type Wire = Partial<components['schemas']['Problem']>

/** What the platform refused, as RFC 9457 says it; or that it could not be reached. */
export class Problem extends Error {
  readonly title: string
  readonly status: number
  readonly code: string
  readonly traceId: string | null
  readonly faults: readonly string[]
  /** Seconds after which it may be tried again; null when nothing is said. */
  readonly retryAfter: number | null

  constructor(status: number, wire: Wire, retryAfter: number | null = null) {
    super(wire.detail ?? `The server answered with status ${status} and nothing else.`)
    this.name = 'Problem'
    this.title = wire.title ?? 'The server refused'
    this.status = status
    this.code = wire.code ?? ''
    this.traceId = wire.traceId ?? null
    this.faults = (wire.errors ?? []).map((e) => e.detail ?? '').filter(Boolean)
    this.retryAfter = retryAfter
  }

  /** Whether it is the caller's role or scope that is missing. */
  get isForbidden() {
    return this.status === 403
  }

  get isUnreachable() {
    return this.status === 0
  }

  static async of(response: Response): Promise<Problem> {
    let wire: Wire = {}
    try {
      wire = (await response.clone().json()) as Wire
    } catch {
      // A proxy's own page, say. The status has to do.
    }
    const after = Number(response.headers.get('retry-after'))
    return new Problem(response.status, wire, Number.isFinite(after) && after > 0 ? after : null)
  }

  static unreachable() {
    return new Problem(0, {
      title: 'The server does not answer',
      detail: 'Nothing was changed. Look whether the platform runs and this computer is connected, then try again.',
    })
  }
}

export function asProblem(error: unknown): Problem {
  return error instanceof Problem
    ? error
    : new Problem(-1, { title: 'This page has a fault', detail: error instanceof Error ? error.message : String(error) })
}
