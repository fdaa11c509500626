import { api, ask, onceKey, take, type Schemas } from '@/api/client'
import { Problem } from '@/api/problem'

type Upload = Schemas['UploadResponse']

/** What the platform stores at a time; a chunk is a multiple of it, or reaches to the end. */
const chunk = 8 * 1024 * 1024

/** Begins an upload, or goes on with one that stands half received. */
export async function beginUpload(project: string, file: File): Promise<Upload> {
  const { items } = await take(api.GET('/api/v1/projects/{project}/uploads', { params: { path: { project }, query: { limit: 20 } } }))
  const halfway = items.find((u) => u.status === 'receiving' && u.name === file.name && Number(u.size) === file.size)
  return (
    halfway ??
    (await take(
      api.POST('/api/v1/projects/{project}/uploads', {
        params: { path: { project }, header: { 'Idempotency-Key': onceKey() } },
        body: { name: file.name, size: file.size },
      }),
    ))
  )
}

/** Sends what the platform does not have yet, chunk by chunk; a chunk that is lost on the way is sent again from where it stands. */
export async function sendUpload(upload: Upload, file: File, onSent: (bytes: number) => void, signal: AbortSignal): Promise<void> {
  const at = `/api/v1/projects/${upload.project}/uploads/${upload.id}`
  let offset = await stands(at, signal)
  for (let failures = 0; offset < file.size; ) {
    onSent(offset)
    try {
      const part = file.slice(offset, offset + chunk)
      await ask(at, { method: 'PATCH', body: part, signal, headers: await about(part, offset) })
      offset += part.size
      failures = 0
    } catch (error) {
      const mayPass = error instanceof Problem && (error.isUnreachable || error.status >= 500 || error.status === 429)
      if (!mayPass || ++failures > 6) throw error
      await new Promise((done) => setTimeout(done, error.retryAfter ? error.retryAfter * 1000 : 500 * 2 ** failures))
      offset = await stands(at, signal).catch(() => offset)
    }
  }
  onSent(file.size)
  await ask(`${at}/complete`, { method: 'POST', signal })
}

async function stands(at: string, signal: AbortSignal): Promise<number> {
  return Number((await ask(at, { method: 'HEAD', signal })).headers.get('upload-offset') ?? 0)
}

async function about(part: Blob, offset: number): Promise<Record<string, string>> {
  const headers: Record<string, string> = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) }
  // Digests are to be had on secure pages alone; elsewhere the platform's own counting has to do.
  if (globalThis.crypto?.subtle) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await part.arrayBuffer()))
    headers['upload-checksum'] = `sha256 ${btoa(String.fromCharCode(...digest))}`
  }
  return headers
}

/** A tar archive of one file, for a Compose file that comes alone. */
export function tarOf(name: string, text: string): Blob {
  const encoder = new TextEncoder()
  const body = encoder.encode(text)
  const head = new Uint8Array(512)
  const put = (at: number, value: string) => head.set(encoder.encode(value), at)
  put(0, name)
  put(100, '0000644\0')
  put(108, '0000000\0')
  put(116, '0000000\0')
  put(124, `${body.length.toString(8).padStart(11, '0')}\0`)
  put(136, '00000000000\0')
  put(148, '        ')
  put(156, '0')
  put(257, 'ustar\0')
  put(263, '00')
  put(148, `${head.reduce((sum, byte) => sum + byte, 0).toString(8).padStart(6, '0')}\0 `)
  const padding = new Uint8Array(((512 - (body.length % 512)) % 512) + 1024)
  return new Blob([head, body, padding])
}
