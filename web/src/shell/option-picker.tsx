'use client'
import { ChevronDown } from 'lucide-react'
import { Button } from '@/ui/button'
import { Menu, MenuButton } from './menu'
import { usePlace } from './place'
import type { Work } from './project-page'

/** Which hosting option a page looks at. */
export function OptionPicker({ work, options }: { work: Work; options?: readonly { strategy: string; title: string }[] }) {
  const { go } = usePlace()
  const title = (strategy: string) => options?.find((o) => o.strategy === strategy)?.title ?? strategy
  if (work.environment.strategies.length < 2) return null
  return (
    <Menu
      align="end"
      label="Hosting options"
      trigger={
        <Button className="max-w-64">
          <span className="sr-only">Hosting option: </span>
          <span className="truncate">{title(work.strategy).replace(/^Option \d+:\s*/, '')}</span>
          <ChevronDown size={14} aria-hidden="true" className="text-text3" />
        </Button>
      }
    >
      {work.environment.strategies.map((s) => (
        <MenuButton key={s} current={s === work.strategy} onSelect={() => go({ s: s === work.environment.strategy ? null : s, line: null, finding: null, node: null })}>
          {title(s)}
          {s === work.environment.strategy ? ' (in use)' : ''}
        </MenuButton>
      ))}
    </Menu>
  )
}
