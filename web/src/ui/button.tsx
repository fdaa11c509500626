'use client'
import clsx from 'clsx'
import Link from 'next/link'
import type { ButtonHTMLAttributes, ComponentProps, ReactNode } from 'react'

type Look = 'plain' | 'primary' | 'danger' | 'quiet'
type Size = 'sm' | 'md' | 'lg'

const looks: Record<Look, string> = {
  plain: 'border border-line2 bg-surface hover:bg-sunken',
  primary: 'border border-accent bg-accent text-on-accent hover:brightness-110',
  danger: 'border border-line2 bg-surface text-critical hover:bg-critical-soft',
  quiet: 'border border-transparent text-text2 hover:bg-sunken hover:text-text',
}
const sizes: Record<Size, string> = { sm: 'h-[26px] px-2 text-sm', md: 'h-8 px-3', lg: 'h-9 px-4' }

export const buttonClass = (look: Look = 'plain', size: Size = 'md', more?: string) =>
  clsx(
    'inline-flex items-center justify-center gap-1.5 rounded-control font-medium whitespace-nowrap transition-[background-color,filter] duration-[120ms]',
    'disabled:opacity-55 disabled:hover:brightness-100 aria-disabled:opacity-55 pointer-coarse:min-h-11',
    looks[look],
    sizes[size],
    more,
  )

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look
  size?: Size
  /** Whether it waits for an answer: it keeps its width and its words. */
  waits?: boolean
  /** Why it cannot be used; shown on hover and told to screen readers. */
  because?: string | null
}

export function Button({ look, size, waits, because, className, disabled, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      title={because ?? rest.title}
      aria-busy={waits || undefined}
      disabled={disabled || waits || Boolean(because)}
      className={buttonClass(look, size, className)}
    >
      {children}
    </button>
  )
}

export function LinkButton({ look, size, className, ...rest }: ComponentProps<typeof Link> & { look?: Look; size?: Size }) {
  return <Link prefetch={false} {...rest} className={buttonClass(look, size, className)} />
}

/** A button that is an icon alone; its label is for those who do not see it. */
export function IconButton({ label, children, className, ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { label: string; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={clsx(
        'inline-grid size-[30px] place-items-center rounded-control text-text2 hover:bg-sunken hover:text-text pointer-coarse:size-11',
        className,
      )}
    >
      {children}
    </button>
  )
}
