'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState, useSyncExternalStore, type ReactNode } from 'react'
import { Problem } from '@/api/problem'
import { session, type SessionState } from '@/api/session'

export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 15_000,
            // A refusal stays one however often it is asked for; what was not reached may be.
            retry: (count, error) => count < 2 && error instanceof Problem && (error.isUnreachable || error.status >= 500),
          },
        },
      }),
  )
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}

export const useSession = (): SessionState =>
  useSyncExternalStore(
    session.subscribe,
    () => session.state,
    () => 'unknown' as const,
  )
