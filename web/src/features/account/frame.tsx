import type { ReactNode } from 'react'
import { Logo } from '@/shell/logo'
import { ThemeButton } from '@/shell/theme-button'

/** The frame of pages for those who are not signed in. */
export function OpenFrame({ title, sub, children }: { title: string; sub: ReactNode; children: ReactNode }) {
  return (
    <div className="grid min-h-dvh grid-rows-[48px_1fr]">
      <header className="flex items-center justify-between px-6 max-sm:px-3.5">
        <Logo />
        <ThemeButton />
      </header>
      <main className="grid place-items-start justify-center px-3.5 pt-[9vh] pb-10">
        <div className="card w-[min(400px,calc(100vw-28px))] p-6">
          <h1>{title}</h1>
          <p className="mb-5 text-text2">{sub}</p>
          {children}
        </div>
      </main>
    </div>
  )
}
