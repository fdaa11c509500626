'use client'
import clsx from 'clsx'
import { hierarchy, treemap } from 'd3-hierarchy'
import { useLayoutEffect, useRef, useState } from 'react'
import { money } from '@/ui/money'

export interface Tile {
  key: string
  title: string
  amount: string
  color: string
}

/** Areas by cost. What is free or taken off has none; the table has every line. */
export function Treemap({ tiles, currency, selected, onSelect }: { tiles: readonly Tile[]; currency: string; selected: string; onSelect: (key: string) => void }) {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(400)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  const height = 268
  const drawn = tiles.filter((t) => Number(t.amount) > 0)
  const root = hierarchy<{ children?: Tile[] } | Tile>({ children: [...drawn] }).sum((d) => ('amount' in d ? Number(d.amount) : 0))
  const laid = treemap<{ children?: Tile[] } | Tile>().size([width, height]).padding(3).round(true)(root)
  return (
    <div ref={box} className="relative h-[268px] overflow-hidden" role="list" aria-label="Where it goes">
      {laid.leaves().map((leaf) => {
        const tile = leaf.data as Tile
        if (!('amount' in tile)) return null
        const [w, h] = [leaf.x1 - leaf.x0, leaf.y1 - leaf.y0]
        const look = { background: `color-mix(in srgb, ${tile.color} var(--tint), var(--surface))`, borderColor: tile.color }
        // What is too small to be hit is drawn alone; the table has it.
        const isSmall = w < 28 || h < 28
        return (
          <div key={tile.key} role="listitem" className="absolute" style={{ left: leaf.x0, top: leaf.y0, width: w, height: h }}>
            {isSmall ? (
              <span role="img" aria-label={`${tile.title}: ${money(tile.amount, currency)} a month`} title={`${tile.title}: ${money(tile.amount, currency)}`} className="block size-full rounded-[3px] border-l-[3px]" style={look} />
            ) : (
            <button
              type="button"
              title={`${tile.title}: ${money(tile.amount, currency)}`}
              aria-label={`${tile.title}: ${money(tile.amount, currency)} a month`}
              aria-pressed={selected === tile.key}
              onClick={() => onSelect(tile.key)}
              className={clsx(
                'block size-full overflow-hidden rounded-[3px] border-l-[3px] text-left text-sm',
                selected === tile.key ? 'ring-2 ring-accent' : 'hover:ring-1 hover:ring-edge',
              )}
              style={look}
            >
              {w > 58 && h > 24 && (
                <span className="flex h-full flex-col justify-start px-1.5 py-1">
                  <span className="truncate font-bold">{tile.title}</span>
                  {h > 42 && <span className="truncate">{money(tile.amount, currency)}</span>}
                </span>
              )}
            </button>
            )}
          </div>
        )
      })}
    </div>
  )
}
