'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

/** One change at a time: which one waits, what the last was refused with, and what is read anew after it. */
export function useAct(...invalidates: readonly (readonly unknown[])[]) {
  const cache = useQueryClient()
  const [waits, setWaits] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const act = async (name: string, work: () => Promise<unknown>): Promise<boolean> => {
    setWaits(name)
    setError(null)
    try {
      await work()
      await Promise.all(invalidates.map((queryKey) => cache.invalidateQueries({ queryKey })))
      return true
    } catch (refused) {
      setError(refused)
      return false
    } finally {
      setWaits(null)
    }
  }
  return { waits, error, act }
}
