'use client'
import { Moon, Sun } from 'lucide-react'
import { IconButton } from '@/ui/button'

/** Light or dark; what was chosen is kept, and read by theme.js before anything is drawn. */
export function ThemeButton() {
  const swap = () => {
    const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark'
    document.documentElement.dataset.theme = next
    try {
      localStorage.setItem('infrar-theme', next)
    } catch {
      // It holds for this page then.
    }
  }
  return (
    <IconButton label="Light or dark" onClick={swap}>
      <Sun size={16} aria-hidden="true" className="in-data-[theme=light]:hidden" />
      <Moon size={16} aria-hidden="true" className="in-data-[theme=dark]:hidden" />
    </IconButton>
  )
}
