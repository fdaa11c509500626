'use client'
import { Check, Copy as CopyIcon, Link2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from './button'

function useCopied() {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async (text: string) => {
    await navigator.clipboard?.writeText(text)
    setCopied(true)
  }
  return [copied, copy] as const
}

export function Copy({ text, label }: { text: string; label: string }) {
  const [copied, copy] = useCopied()
  const Icon = copied ? Check : CopyIcon
  return (
    <button
      type="button"
      onClick={() => void copy(text)}
      aria-label={copied ? 'Copied' : label}
      title={copied ? 'Copied' : label}
      className="inline-grid size-6 place-items-center rounded-tag text-text3 hover:bg-sunken hover:text-text"
    >
      <Icon size={14} aria-hidden="true" />
    </button>
  )
}

/** Copies the address of the page as it is: what is selected, filtered and weighted stands in it. */
export function CopyLink() {
  const [copied, copy] = useCopied()
  const Icon = copied ? Check : Link2
  return (
    <Button onClick={() => void copy(window.location.href)} className="max-sm:hidden">
      <Icon size={15} aria-hidden="true" />
      <span aria-live="polite">{copied ? 'Copied' : 'Copy link'}</span>
    </Button>
  )
}
