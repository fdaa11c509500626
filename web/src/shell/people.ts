'use client'
import { useQuery } from '@tanstack/react-query'
import { queries } from '@/api/queries'

/** Names of a team's people by their ids; others keep what they are known by. */
export function usePeople(team: string | undefined): (id: string) => string {
  const members = useQuery({ ...queries.members(team ?? ''), enabled: Boolean(team) })
  return (id) => members.data?.find((m) => m.userId === id)?.displayName ?? (id.startsWith('usr-') ? 'somebody' : id.replace(/^executor .*/, 'an executor').replace(/^platform$/, 'the platform'))
}
