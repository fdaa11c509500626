'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { ArrowDown, Download, Search } from 'lucide-react'
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { Button, IconButton } from '@/ui/button'
import { download } from '@/ui/download'
import { CardHead } from '@/ui/page'
import type { LogStore } from './log-store'

/** High enough that each line's number can be hit. */
const row = 24
const number = new Intl.NumberFormat()

/** Output of a run or a build: only what is in view is drawn, so that its length does not matter. What its parts are called is in `part`. */
export function Log({ store, live, name, part = 'Phase', parts = 'All phases' }: { store: LogStore; live: boolean | null; name: string; part?: string; parts?: string }) {
  const version = useSyncExternalStore(store.subscribe, () => store.version, () => 0)
  const [q, setQ] = useState('')
  const [phase, setPhase] = useState('')
  const [follows, setFollows] = useState(true)
  const [seen, setSeen] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const all = store.all
  const phases = useMemo(() => [...new Set(all.map((l) => l.phase))], [version, all])
  const lines = useMemo(() => {
    const wanted = q.toLowerCase()
    const found: number[] = []
    all.forEach((l, n) => (!phase || l.phase === phase) && (!wanted || l.text.toLowerCase().includes(wanted)) && found.push(n))
    return found
  }, [version, all, q, phase])
  const virtual = useVirtualizer({ count: lines.length, getScrollElement: () => box.current, estimateSize: () => row, overscan: 20 })
  const last = lines.length - 1

  useEffect(() => {
    if (!follows || last < 0) return
    virtual.scrollToIndex(last, { align: 'end' })
    setSeen(all.length)
  }, [follows, last, virtual, all.length])

  // An address with #L120 opens at that line.
  const [marked, setMarked] = useState<number | null>(null)
  useEffect(() => {
    const read = () => {
      const found = /^#L(\d+)/.exec(window.location.hash)
      setMarked(found ? Number(found[1]) - 1 : null)
      if (found) setFollows(false)
    }
    read()
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }, [])
  const wentTo = useRef<number | null>(null)
  useEffect(() => {
    if (marked === null || wentTo.current === marked || marked >= all.length) return
    wentTo.current = marked
    virtual.scrollToIndex(lines.indexOf(marked), { align: 'center' })
  }, [marked, all.length, lines, virtual])

  const onScroll = () => {
    const at = box.current
    if (at) setFollows(at.scrollHeight - at.scrollTop - at.clientHeight < row * 2)
  }
  return (
    <section aria-label="Log" className="card mt-4 overflow-hidden">
      <CardHead title="Log" note={`${number.format(all.length)} lines`}>
        <span className="inline-flex items-center gap-1.5 text-sm text-text2">
          {live !== null && <span aria-hidden="true" className={clsx('size-[7px] rounded-full', live ? 'bg-good' : 'bg-up')} />}
          {live === null ? 'Complete' : !live ? 'Not live, connecting' : follows ? 'Following' : `Paused, ${number.format(Math.max(0, all.length - seen))} new lines`}
        </span>
        {phases.length > 1 && (
          <select aria-label={part} value={phase} onChange={(e) => setPhase(e.target.value)} className="h-7 rounded-control border border-edge bg-surface px-1.5 text-sm">
            <option value="">{parts}</option>
            {phases.map((p) => (
              <option key={p}>{p}</option>
            ))}
          </select>
        )}
        <label className="relative max-sm:hidden">
          <span className="sr-only">Search the log</span>
          <Search size={13} aria-hidden="true" className="absolute top-2 left-2 text-text3" />
          <input type="search" value={q} onChange={(e) => setQ(e.target.value)} placeholder="Search" className="h-7 w-40 rounded-control border border-edge bg-surface pr-1 pl-7 text-sm placeholder:text-text3" />
        </label>
        <IconButton label="Download the log" onClick={() => download(`${name}.log`, 'text/plain', all.map((l) => l.text).join('\n'))}>
          <Download size={15} aria-hidden="true" />
        </IconButton>
      </CardHead>
      <div className="relative">
        <div ref={box} onScroll={onScroll} tabIndex={0} role="region" aria-label="Output" className="h-[300px] overflow-auto bg-bg py-1.5 focus-visible:outline-offset-[-2px]">
          {lines.length === 0 ? (
            <p className="px-3.5 py-1 text-text3">{all.length > 0 ? 'No line fits.' : live === null ? 'There is no output.' : 'Nothing has come yet.'}</p>
          ) : (
            <div className="mono relative min-w-max" style={{ height: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map((item) => {
                const n = lines[item.index]!
                const line = all[n]!
                return (
                  <div
                    key={item.key}
                    className={clsx('absolute left-0 flex w-full gap-3 px-3.5 leading-6 whitespace-pre', n === marked && 'bg-accent-soft')}
                    style={{ top: item.start, height: row }}
                  >
                    <a href={`#L${n + 1}`} className="min-w-[5ch] text-right text-text3 select-none hover:text-accent" aria-label={`Line ${n + 1}`}>
                      {n + 1}
                    </a>
                    <span className="min-w-[5ch] text-accent select-none">{line.phase}</span>
                    <span className={tone(line.text)}>{line.text || ' '}</span>
                  </div>
                )
              })}
            </div>
          )}
        </div>
        {!follows && last > 10 && (
          <Button size="sm" className="absolute right-4 bottom-3 shadow-pop" onClick={() => setFollows(true)}>
            <ArrowDown size={13} aria-hidden="true" /> To the end
          </Button>
        )}
      </div>
    </section>
  )
}

const tone = (text: string) => (/^\s*(│?\s*)?Error\b/.test(text) ? 'text-critical' : /\bWarning\b/.test(text) ? 'text-medium' : undefined)
