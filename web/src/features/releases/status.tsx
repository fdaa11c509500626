import { Check, CirclePause, CircleX, HeartPulse, History } from 'lucide-react'
import { Pill, type Tone } from '@/ui/pill'
import type { Release } from './history'

const looks: Record<Release['status'], { word: string; tone: Tone; Icon: typeof Check }> = {
  pending: { word: 'Waiting for its run', tone: 'accent', Icon: CirclePause },
  checking: { word: 'Asked whether it is well', tone: 'accent', Icon: HeartPulse },
  live: { word: 'Live', tone: 'good', Icon: Check },
  superseded: { word: 'Superseded', tone: 'plain', Icon: History },
  failed: { word: 'Failed', tone: 'critical', Icon: CircleX },
}

export const statusWord = (release: Pick<Release, 'status'>) => looks[release.status].word

export function ReleaseStatus({ release }: { release: Pick<Release, 'status'> }) {
  const look = looks[release.status]
  return (
    <Pill tone={look.tone}>
      <look.Icon size={13} aria-hidden="true" />
      {look.word}
    </Pill>
  )
}

export const isUnderWay = (release: Pick<Release, 'status'>) => release.status === 'pending' || release.status === 'checking'
