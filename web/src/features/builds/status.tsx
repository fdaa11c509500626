import { Ban, Check, CircleX, Clock, LoaderCircle } from 'lucide-react'
import type { Schemas } from '@/api/client'
import { Pill, type Tone } from '@/ui/pill'
import { span } from '@/ui/time'

export type Build = Schemas['BuildResponse']
export type Image = Schemas['BuiltImageResponse']

const looks: Record<string, { word: string; tone: Tone; Icon: typeof Check; turns?: boolean }> = {
  pending: { word: 'Waiting for its source', tone: 'plain', Icon: Clock },
  build_queued: { word: 'Waiting for a builder', tone: 'plain', Icon: Clock },
  building: { word: 'Building', tone: 'accent', Icon: LoaderCircle, turns: true },
  built: { word: 'Built', tone: 'good', Icon: Check },
  errored: { word: 'Failed', tone: 'critical', Icon: CircleX },
  canceled: { word: 'Canceled', tone: 'plain', Icon: Ban },
}

export const statusWord = (build: Pick<Build, 'status'>): string => looks[build.status]?.word ?? build.status

export function BuildStatus({ build }: { build: Pick<Build, 'status'> }) {
  const look = looks[build.status] ?? looks.pending!
  return (
    <Pill tone={look.tone}>
      <look.Icon size={13} aria-hidden="true" className={look.turns ? 'spin' : undefined} />
      {statusWord(build)}
    </Pill>
  )
}

const endings = new Set(['built', 'errored', 'canceled'])
export const isEnded = (build: Pick<Build, 'status'>) => endings.has(build.status)
export const buildTitle = (build: Pick<Build, 'message' | 'upload'>) => build.message || `Build of ${build.upload as string}`

/** How long a builder was, or is, at work; null before. */
export function took(build: Build, now: number): number | null {
  if (!build.startedAt) return null
  const end = isEnded(build) ? new Date(build.changedAt).getTime() : now
  return Math.max(0, end - new Date(build.startedAt).getTime())
}

export const seconds = (image: Image) => (Number(image.seconds) < 10 ? `${Number(image.seconds).toFixed(1)} s` : span(Number(image.seconds) * 1000))

/** `sha256:6e0bf0706136…`: enough to tell it from others. */
export const shortDigest = (digest: string) => (digest.length > 20 ? `${digest.slice(0, 19)}…` : digest)
