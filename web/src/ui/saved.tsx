'use client'
import { useState } from 'react'
import { Button } from './button'

/** What stood there before the last change, for as long as the page is open; null when there is nothing to undo. */
export function useSaved<T>() {
  const [undo, saved] = useState<T | null>(null)
  return { undo, saved }
}

/** Says that a change was kept, and takes it back. */
export function Saved<T>({ undo, waits, onUndo }: { undo: T | null; waits: boolean; onUndo: (before: T) => void }) {
  return (
    <span role="status" className="flex items-center gap-2 text-text2">
      {undo !== null && (
        <>
          Saved.
          <Button size="sm" look="quiet" waits={waits} onClick={() => onUndo(undo)}>
            Undo
          </Button>
        </>
      )}
    </span>
  )
}
