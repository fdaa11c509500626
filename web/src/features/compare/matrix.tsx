'use client'
import clsx from 'clsx'
import type { Comparison } from '@/api/shapes'
import { score } from '@/ui/money'
import { CardHead } from '@/ui/page'
import { criteria, criterionShort, criterionTitle, inOrder, optionTitle, type Criterion } from './words'

/** Every score of every option; each opens what it comes from. */
export function Matrix({ comparison, onOpen }: { comparison: Comparison; onOpen: (strategy: string, criterion: Criterion) => void }) {
  const options = inOrder(comparison).filter((o) => o.scores.length > 0)
  const stars = options.some((o) => o.scores.some((s) => s.stars))
  const by = options.find((o) => o.assessedBy)?.assessedBy
  return (
    <section className="card mt-3.5">
      <CardHead
        title="Decision matrix"
        note={`0 to 10, computed from stated facts. ${stars ? `Stars are ${by ? `the ${by}’s own` : 'the manifest author’s own'}. ` : ''}Any cell opens its formula.`}
      />
      <div className="overflow-x-auto pb-2" tabIndex={0} role="region" aria-label="Decision matrix">
        <table className="w-full text-sm">
          <thead>
            <tr className="text-text3">
              <th scope="col" className="sticky left-0 z-10 min-w-40 bg-surface px-3.5 py-1.5">
                Option
              </th>
              {criteria.map((c) => (
                <th key={c} scope="col" className="px-2 py-1.5" title={criterionTitle[c]}>
                  {criterionShort[c]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {options.map((o) => {
              const dim = !comparison.ranking.includes(o.strategy)
              return (
                <tr key={o.strategy}>
                  <th scope="row" className={clsx('sticky left-0 z-10 max-w-48 bg-surface px-3.5 py-0.5 font-medium', dim && 'text-text2')}>
                    <span className="line-clamp-2">{optionTitle(o)}</span>
                  </th>
                  {criteria.map((c) => {
                    const found = o.scores.find((s) => s.criterion === c)
                    if (!found) return <td key={c}>–</td>
                    const fill = dim ? 'color-mix(in srgb, var(--edge) 22%, var(--surface))' : 'color-mix(in srgb, var(--accent) 16%, var(--surface))'
                    const width = `${Number(found.value) * 10}%`
                    return (
                      <td key={c} className="min-w-[76px] p-0.5 last:pr-3.5">
                        <button
                          type="button"
                          onClick={() => onOpen(o.strategy, c)}
                          aria-label={`${criterionTitle[c]} of ${optionTitle(o)}: ${found.isUpperBound ? 'at most ' : ''}${score(found.value)}${found.stars ? `, ${found.stars} stars` : ''}`}
                          className="flex h-[34px] w-full items-center justify-between gap-1 rounded-tag px-2 hover:ring-1 hover:ring-edge"
                          style={{ background: `linear-gradient(90deg, ${fill} ${width}, var(--sunken) ${width})` }}
                        >
                          <span className="font-bold whitespace-nowrap">
                            {found.isUpperBound && '≤ '}
                            {score(found.value)}
                          </span>
                          {stars && <span className="text-tag text-text2">{found.stars ? `${found.stars}★` : '–'}</span>}
                        </button>
                      </td>
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
