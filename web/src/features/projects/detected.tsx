'use client'
import { CircleCheck, CircleDot, CircleHelp, TriangleAlert } from 'lucide-react'
import type { Detection } from '@/api/shapes'
import { CardHead } from '@/ui/page'

const sure = {
  certain: { word: 'Certain', Icon: CircleCheck, color: 'text-good' },
  likely: { word: 'Likely', Icon: CircleDot, color: 'text-accent' },
  guess: { word: 'A guess', Icon: CircleHelp, color: 'text-medium' },
} as const

export const kindTitle = (kind: string) => kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll('-', ' ')

/** What was found in the sources, each part with what it rests on. */
export function Detected({ found }: { found: Detection }) {
  return (
    <div className="space-y-3.5">
      <section className="card">
        <CardHead title="Components" note={`${found.components.length} found in ${found.files} files. Open one for what it rests on.`} />
        <ul className="divide-y divide-line">
          {found.components.map((c) => {
            const { word, Icon, color } = sure[c.sureness]
            return (
              <li key={c.name}>
                <details className="group">
                  <summary className="flex flex-wrap items-center gap-x-4 gap-y-0.5 px-3.5 py-2.5 marker:content-none hover:bg-bg">
                    <span className="min-w-40 font-bold">{c.name}</span>
                    <span className="min-w-32 text-text2">{kindTitle(c.kind)}</span>
                    <span className="min-w-0 grow text-sm text-text3">
                      {c.folder && <code>{c.folder}/</code>}
                      {c.uses.length > 0 && <> uses {c.uses.join(', ')}</>}
                    </span>
                    <span className={`inline-flex items-center gap-1.5 text-sm font-medium ${color}`}>
                      <Icon size={14} aria-hidden="true" />
                      {word}
                    </span>
                  </summary>
                  <ul className="space-y-1 border-t border-line bg-bg px-3.5 py-2.5">
                    {c.evidence.map((e) => (
                      <li key={`${e.file}:${e.line}:${e.saw}`} className="flex flex-wrap gap-x-3 text-text2">
                        <code className="min-w-52 text-text">
                          {e.file}:{e.line}
                        </code>
                        <span className="min-w-0 grow">{e.saw}</span>
                        <span className="text-sm text-text3">{sure[e.sureness].word}</span>
                      </li>
                    ))}
                  </ul>
                </details>
              </li>
            )
          })}
        </ul>
      </section>
      {found.notes.length > 0 && (
        <section className="card">
          <CardHead title="To look at" note="What the sources leave open" />
          <ul className="divide-y divide-line">
            {found.notes.map((n) => (
              <li key={`${n.code}${n.file}${n.line}${n.message}`} className="flex gap-2.5 px-3.5 py-2.5">
                <TriangleAlert size={15} aria-hidden="true" className="mt-0.5 text-medium" />
                <div>
                  <p>{n.message}</p>
                  <p className="text-text2">{n.mend}</p>
                  <p className="text-sm text-text3">
                    {n.code}
                    {n.file && (
                      <>
                        {' '}
                        · <code>{`${n.file}:${n.line}`}</code>
                      </>
                    )}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
