import type { Schemas } from '@/api/client'

export type Release = Schemas['ReleaseResponse']

/** Two releases are the same to an environment when they run the same images. */
export const runsTheSame = (a: Release, b: Release) =>
  a.images.length === b.images.length && a.images.every((i) => b.images.some((j) => j.component === i.component && j.reference === i.reference))

/** What an environment would go back to: the newest that was live and ran something else than what runs now. Releases come newest first. */
export function before(releases: readonly Release[]): Release | undefined {
  const live = releases.find((r) => r.status === 'live')
  return releases.find((r) => r.status === 'superseded' && (!live || !runsTheSame(r, live)))
}
