import createClient from 'openapi-fetch'
import type { paths, components } from './openapi'
import { Problem } from './problem'
import { base, session } from './session'

export type Schemas = components['schemas']

/** A fetch that says who asks, renews a token that ran out, and turns every refusal into a Problem. */
export async function ask(input: string | Request, init?: RequestInit): Promise<Response> {
  const request = new Request(typeof input === 'string' ? base + input : input, init)
  let answer = await attempt(request.clone(), await session.token())
  if (answer.status === 401 && session.state === 'in') {
    await session.renew()
    const token = await session.token()
    if (token) answer = await attempt(request, token)
  }
  if (answer.status >= 400) throw await Problem.of(answer)
  return answer
}

/** A fetch by nobody: signing in, registering. */
export async function askAnonymously(input: string | Request, init?: RequestInit): Promise<Response> {
  const answer = await attempt(new Request(typeof input === 'string' ? base + input : input, init), null)
  if (!answer.ok) throw await Problem.of(answer)
  return answer
}

async function attempt(request: Request, token: string | null): Promise<Response> {
  if (token) request.headers.set('authorization', `Bearer ${token}`)
  request.headers.set('x-infrar-client', 'web')
  try {
    return await fetch(request)
  } catch (error) {
    if (request.signal.aborted) throw error
    throw Problem.unreachable()
  }
}

const origin = typeof window === 'undefined' ? 'http://localhost' : window.location.origin
export const api = createClient<paths>({ baseUrl: base || origin, fetch: ask })
export const anonymous = createClient<paths>({ baseUrl: base || origin, fetch: askAnonymously })

/** The data of an answer; refusals were thrown before. */
export async function take<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T
}

/** The data of an answer with its ETag, for what needs If-Match. */
export async function takeTagged<T>(answer: Promise<{ data?: T; response: Response }>): Promise<{ data: T; tag: string }> {
  const { data, response } = await answer
  return { data: data as T, tag: response.headers.get('etag') ?? '' }
}

/** A key that makes a creation happen once, however often it is sent. */
export const onceKey = () =>
  globalThis.crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')
