/**
 * Who is signed in. The access token lives in this module's memory alone; what renews it is a cookie that no script can read.
 */
export const base = process.env.NEXT_PUBLIC_API_URL ?? ''

/** What the platform's renewal and sign-ins answer. */
export interface Tokens {
  accessToken: string
  expiresInSeconds: number
}

export type SessionState = 'unknown' | 'in' | 'out' | 'unreachable'

let token: string | null = null
let expires = 0
let state: SessionState = 'unknown'
let renewing: Promise<void> | null = null
const listeners = new Set<() => void>()
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('infrar-session')

// Whether it is worth asking for a renewal at all; it says nothing of who, and opens nothing.
const hint = 'infrar-signed-in'
function remember(isIn: boolean) {
  try {
    if (isIn) localStorage.setItem(hint, '1')
    else localStorage.removeItem(hint)
  } catch {
    // Without storage a renewal is always asked for.
  }
}

function mayBeIn() {
  try {
    return localStorage.getItem(hint) !== null
  } catch {
    return true
  }
}

function become(next: SessionState) {
  if (next === 'in' || next === 'out') remember(next === 'in')
  if (next !== 'in') token = null
  if (state === next) return
  state = next
  for (const listener of listeners) listener()
}

tabs?.addEventListener('message', (event) => event.data === 'out' && become('out'))

export const session = {
  get state() {
    return state
  },
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  /** Takes what a sign-in answered. */
  begin(tokens: Tokens) {
    token = tokens.accessToken
    expires = Date.now() + tokens.expiresInSeconds * 1000
    become('in')
  },
  end() {
    become('out')
    tabs?.postMessage('out')
  },
  /** A token that is good for a while; renews it where it is not. Null when nobody is signed in. */
  async token(): Promise<string | null> {
    if (!token || Date.now() > expires - 30_000) await this.renew()
    return token
  },
  renew(): Promise<void> {
    // Each refresh token is good once, so the tabs of a browser take turns.
    renewing ??= inTurn(renewOnce).finally(() => (renewing = null))
    return renewing
  },
}

function inTurn(work: () => Promise<void>): Promise<void> {
  return navigator.locks ? navigator.locks.request<void>('infrar-renew', () => work()) : work()
}

async function renewOnce() {
  if (!token && !mayBeIn()) return become('out')
  let answer: Response
  try {
    answer = await fetch(`${base}/api/v1/sessions/renew`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json', 'x-infrar-client': 'web' },
    })
  } catch {
    become(token ? 'in' : 'unreachable')
    return
  }
  if (answer.ok) session.begin((await answer.json()) as Tokens)
  else if (answer.status === 401 || answer.status === 403) become('out')
  else become(token && Date.now() < expires ? 'in' : 'unreachable')
}
