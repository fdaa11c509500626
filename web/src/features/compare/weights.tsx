'use client'
import clsx from 'clsx'
import { Slider } from 'radix-ui'
import type { Comparison } from '@/api/shapes'
import { CardHead } from '@/ui/page'
import { criteria, criterionTitle, optionTitle } from './words'

export type Weights = readonly number[]
export const written = (weights: Weights) => weights.join('.')
export const readWeights = (text: string): Weights | null => {
  const digits = text.split('.')
  return digits.length === criteria.length && digits.every((d) => /^[0-5]$/.test(d)) ? digits.map(Number) : null
}

/** The platform's own presets, by the names that it takes. */
const presets = [
  { name: 'balanced', title: 'Balanced' },
  { name: 'cost', title: 'Lowest cost' },
  { name: 'security', title: 'Security' },
  { name: 'speed', title: 'Soon there' },
] as const

/** Sliders that rank anew; the platform computes every score. */
export function WeightsPanel({
  weights,
  usual,
  preset,
  comparison,
  onChange,
  onPreset,
  onReset,
}: {
  weights: Weights
  usual: Weights
  preset: string
  comparison: Comparison
  onChange: (weights: Weights) => void
  onPreset: (name: string) => void
  onReset: () => void
}) {
  const title = (strategy: string) => optionTitle(comparison.options.find((o) => o.strategy === strategy) ?? { strategy, title: strategy })
  const isChanged = written(weights) !== written(usual)
  const firm = comparison.firmness
  return (
    <aside aria-label="Weights" className="card lg:sticky lg:top-3">
      <CardHead title="Weights" note="How much each counts">
        {isChanged && (
          <button type="button" className="link text-sm" onClick={onReset}>
            Reset
          </button>
        )}
      </CardHead>
      <div className="flex flex-wrap gap-1.5 px-3.5 pt-3 pb-1">
        {presets.map((p) => (
          <button
            key={p.name}
            type="button"
            aria-pressed={preset === p.name}
            onClick={() => onPreset(p.name)}
            className={clsx(
              'h-6 rounded-full border px-2.5 text-sm pointer-coarse:h-10',
              preset === p.name ? 'border-accent bg-accent-soft font-medium text-accent' : 'border-line2 text-text2 hover:border-edge',
            )}
          >
            {p.title}
          </button>
        ))}
      </div>
      <div className="grid gap-x-6 px-3.5 pb-2 sm:max-lg:grid-cols-2">
        {criteria.map((criterion, n) => (
          <div key={criterion} className="space-y-1.5 py-2">
            <div className="flex items-baseline justify-between">
              <span>
                {criterionTitle[criterion]}
                {weights[n] !== usual[n] && <span className="text-sm text-text3"> was {usual[n]}</span>}
              </span>
              <output className="font-bold">{weights[n]}</output>
            </div>
            <Slider.Root
              value={[weights[n] ?? 0]}
              min={0}
              max={5}
              step={1}
              onValueChange={([value]) => onChange(weights.map((w, i) => (i === n ? (value ?? w) : w)))}
              className="relative mx-2 flex h-4 cursor-pointer touch-none items-center"
            >
              <Slider.Track className="relative h-1 grow rounded-full bg-line2">
                <Slider.Range className="absolute h-full rounded-full bg-accent" />
              </Slider.Track>
              <Slider.Thumb
                aria-label={`Weight of ${criterionTitle[criterion].toLowerCase()}`}
                className="block size-4 rounded-full border-2 border-accent bg-surface"
              />
            </Slider.Root>
          </div>
        ))}
      </div>
      {firm && (
        <div className="mx-3.5 space-y-1 border-t border-line py-3 text-sm leading-[18px] text-text2">
          <h3 className="font-bold text-text">How firm is the order?</h3>
          <p>{named(firm.headline, comparison)}</p>
          {firm.weights.slice(0, 3).map((w) => (
            <p key={`${w.criterion}${w.to}`}>
              {title(w.newLeader)} leads once {criterionTitle[w.criterion].toLowerCase()} goes from {Number(w.from)} past {Number(w.to).toFixed(1)}.
            </p>
          ))}
          {firm.rise && (
            <p>
              {title(firm.rise.newLeader)} leads once {title(firm.leader)} costs {Number(firm.rise.percent)} % more.
            </p>
          )}
        </div>
      )}
    </aside>
  )
}

/** A sentence of the platform's with options by their titles in place of their keys. */
export function named(sentence: string, comparison: Comparison): string {
  return comparison.options.reduce((text, o) => text.replaceAll(new RegExp(`(?<![\\w-])${o.strategy}(?![\\w-])`, 'g'), optionTitle(o)), sentence)
}
