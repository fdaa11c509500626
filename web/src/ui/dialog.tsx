'use client'
import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { IconButton } from './button'

/**
 * The browser's own dialog: focus, Escape and what lies behind are its work. A sheet at the right, or a box in the middle.
 */
export function Dialog({
  title,
  onClose,
  children,
  sheet = false,
  side = 'right',
}: {
  title: ReactNode
  onClose: () => void
  children: ReactNode
  sheet?: boolean
  side?: 'right' | 'left'
}) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const dialog = ref.current
    if (dialog && !dialog.open) dialog.showModal()
    return () => dialog?.close()
  }, [])
  const shape = sheet
    ? `h-dvh max-h-none w-[min(460px,100vw)] max-w-none ${side === 'right' ? 'ml-auto border-l' : 'mr-auto border-r'}`
    : 'm-auto w-[min(480px,calc(100vw-24px))] rounded-card border'
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === ref.current && onClose()}
      className={`${shape} border-line bg-surface p-0 shadow-pop`}
    >
      <div className="flex min-h-12 items-center gap-2 border-b border-line py-2 pr-2 pl-4">
        <h2 id={id} className="min-w-0 grow text-panel font-bold">
          {title}
        </h2>
        <IconButton label="Close" onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </div>
      <div className="p-4">{children}</div>
    </dialog>
  )
}
