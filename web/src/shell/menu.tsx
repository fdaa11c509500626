'use client'
import { Check } from 'lucide-react'
import Link from 'next/link'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'

const item =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-tag px-2 py-1 text-text outline-none data-highlighted:bg-sunken pointer-coarse:min-h-11'

export function Menu({ trigger, label, children, align = 'start' }: { trigger: ReactNode; label?: string; children: ReactNode; align?: 'start' | 'end' }) {
  return (
    // Not modal: a modal one would put a style element into the page, which its policy forbids.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          aria-label={label}
          className="z-40 max-h-[70dvh] min-w-52 overflow-auto rounded-card border border-line2 bg-surface p-1 shadow-pop"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

export const MenuLink = ({ href, current, children }: { href: string; current?: boolean; children: ReactNode }) => (
  <DropdownMenu.Item asChild>
    <Link href={href} prefetch={false} className={item} aria-current={current ? 'true' : undefined}>
      <span className="min-w-0 grow truncate">{children}</span>
      {current && <Check size={14} aria-hidden="true" className="text-accent" />}
    </Link>
  </DropdownMenu.Item>
)

export const MenuButton = ({ onSelect, current, children }: { onSelect: () => void; current?: boolean; children: ReactNode }) => (
  <DropdownMenu.Item onSelect={onSelect} className={item}>
    <span className="min-w-0 grow truncate">{children}</span>
    {current && <Check size={14} aria-hidden="true" className="text-accent" />}
  </DropdownMenu.Item>
)

export const MenuLine = () => <DropdownMenu.Separator className="my-1 h-px bg-line" />
export const MenuNote = ({ children }: { children: ReactNode }) => <DropdownMenu.Label className="px-2 py-1 text-sm text-text3">{children}</DropdownMenu.Label>
