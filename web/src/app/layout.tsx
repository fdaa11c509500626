import type { Metadata, Viewport } from 'next'
import { Suspense, type ReactNode } from 'react'
import { Providers } from '@/shell/providers'
import { Shell } from '@/shell/shell'
import './globals.css'

export const metadata: Metadata = {
  description: 'Where every part of your software should live, what that costs, and whether it is safe there.',
  icons: { icon: '/icon.svg' },
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f7f7' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1214' },
  ],
}

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        <title>Infrar</title>
        {/* Blocking on purpose: the theme stands before anything is drawn. */}
        <script src="/theme.js" />
      </head>
      <body>
        <Providers>
          <Suspense>
            <Shell>{children}</Shell>
          </Suspense>
        </Providers>
      </body>
    </html>
  )
}
