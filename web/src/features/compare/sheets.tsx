'use client'
import type { Comparison } from '@/api/shapes'
import { LinkButton } from '@/ui/button'
import { Dialog } from '@/ui/dialog'
import { Money, score } from '@/ui/money'
import { SeverityCounts } from '@/ui/pill'
import { criterionTitle, optionTitle, providerTitle, trafficTitle, type Criterion, type Option } from './words'

const Heading = ({ children }: { children: string }) => <h3 className="pt-4 pb-1 font-bold">{children}</h3>

/** One option: what it costs, what it breaks, what a reader must know. */
export function OptionSheet({ option, comparison, to, use, onClose }: { option: Option; comparison: Comparison; to: (page: string) => string; use: React.ReactNode; onClose: () => void }) {
  return (
    <Dialog sheet title={option.title} onClose={onClose}>
      <p className="text-text2">
        {option.vendors.map(providerTitle).join(', ')} · {option.regions.join(', ') || 'no region'}
      </p>
      <div className="flex flex-wrap gap-2 pt-3">
        {use}
        {option.costs.length > 0 && (
          <>
            <LinkButton href={to('/estimate/')}>Estimate</LinkButton>
            <LinkButton href={to('/findings/')}>Findings</LinkButton>
            <LinkButton href={to('/topology/')}>Topology</LinkButton>
          </>
        )}
      </div>
      {(option.unmetRequirements.length > 0 || option.obstacles.length > 0) && (
        <>
          <Heading>Why it is not feasible</Heading>
          <ul className="list-disc space-y-1 pl-4 text-text2">
            {option.unmetRequirements.map((r) => (
              <li key={r.reason}>{r.reason}</li>
            ))}
            {option.obstacles.map((o) => (
              <li key={o.component + o.reason}>
                {o.component && <b className="font-medium text-text">{o.component}: </b>}
                {o.reason}
              </li>
            ))}
          </ul>
        </>
      )}
      {option.costs.length > 0 && (
        <>
          <Heading>What a month costs</Heading>
          <table className="w-full">
            <thead className="text-sm text-text3">
              <tr>
                <th scope="col">Traffic</th>
                <th scope="col" className="text-right">Least</th>
                <th scope="col" className="text-right">Expected</th>
                <th scope="col" className="text-right">Most</th>
              </tr>
            </thead>
            <tbody>
              {option.costs.map((c) => (
                <tr key={c.usageProfile} className="border-t border-line">
                  <th scope="row" className="py-1 font-normal">
                    {trafficTitle(c.usageProfile)}
                    {c.budget === 'over' && <span className="ml-2 text-sm font-medium text-up">over budget</span>}
                    {c.budget === 'uncertain' && <span className="ml-2 text-sm text-text3">budget uncertain</span>}
                  </th>
                  {[c.leastMonthlyCost, c.totalMonthlyCost, c.mostMonthlyCost].map((amount, n) => (
                    <td key={n} className={n === 1 ? 'text-right font-bold' : 'text-right text-text2'}>
                      <Money amount={amount} isLowerBound={c.isLowerBound} currency={comparison.currency} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {option.findings && (
        <>
          <Heading>Findings</Heading>
          <SeverityCounts counts={option.findings} />
        </>
      )}
      {option.notGenerated.length > 0 && (
        <>
          <Heading>Priced, and not generated</Heading>
          <p className="text-text2">No OpenTofu is written for {option.notGenerated.join(', ')}.</p>
        </>
      )}
      {option.notes.length > 0 && (
        <>
          <Heading>What to know</Heading>
          <ul className="list-disc space-y-1.5 pl-4 text-text2">
            {option.notes.map((n) => (
              <li key={n}>{n}</li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}

/** What a score comes from: its formula, its working, its facts. */
export function ScoreSheet({ option, criterion, onClose }: { option: Option; criterion: Criterion; onClose: () => void }) {
  const found = option.scores.find((s) => s.criterion === criterion)
  if (!found) return null
  return (
    <Dialog sheet title={criterionTitle[criterion]} onClose={onClose}>
      <p className="text-text2">{optionTitle(option)}</p>
      <p className="py-3 text-key font-bold">
        {found.isUpperBound && '≤ '}
        {score(found.value)}
        <span className="text-panel font-normal text-text3"> of 10</span>
      </p>
      {found.bound && <p className="pb-3 text-text2">{found.bound}</p>}
      <Heading>Formula</Heading>
      <p className="text-text2">{found.formula}</p>
      <Heading>With this option’s figures</Heading>
      <p className="mono rounded-control bg-sunken px-2.5 py-2">{found.working}</p>
      {found.facts.length > 0 && (
        <>
          <Heading>Facts</Heading>
          <dl className="divide-y divide-line">
            {found.facts.map((f) => (
              <div key={f.name} className="grid grid-cols-[1fr_auto] gap-x-3 py-1.5">
                <dt className="font-medium">{f.name}</dt>
                <dd className="text-right">{f.value}</dd>
                <dd className="col-span-2 text-sm text-text3">{f.origin}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {found.stars && (
        <p className="mt-3 border-t border-line pt-3 text-text2">
          {option.assessedBy ?? 'The manifest’s author'} gave {found.stars} of 5 stars.
        </p>
      )}
    </Dialog>
  )
}

/** What is not priced, option by option, and why. */
export function UnpricedSheet({ comparison, traffic, onClose }: { comparison: Comparison; traffic: string; onClose: () => void }) {
  const some = comparison.options
    .map((o) => ({ o, lines: o.costs.find((c) => c.usageProfile === traffic)?.unpriced ?? [] }))
    .filter(({ lines }) => lines.length > 0)
  return (
    <Dialog sheet title="What is not priced" onClose={onClose}>
      <p className="text-text2">Each of these costs something that is not known. The totals that they belong to are lower bounds, and never shown as less.</p>
      {some.map(({ o, lines }) => (
        <section key={o.strategy}>
          <Heading>{optionTitle(o)}</Heading>
          <ul className="space-y-2">
            {lines.map((l) => (
              <li key={l.component + l.resource + l.description}>
                <b className="font-medium">{l.description}</b> <span className="text-text3">{l.component}</span>
                <p className="text-sm text-text2">{l.reason}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}
