import type { Comparison, ComparisonDocument } from '@/api/shapes'

export type Option = ComparisonDocument.Option
export type Cost = ComparisonDocument.Cost
export type Criterion = ComparisonDocument.Criterion

export const criteria: readonly Criterion[] = [
  'setup-effort',
  'cost',
  'scalability',
  'maintenance',
  'developer-experience',
  'control',
  'security',
  'portability',
]

export const criterionTitle: Record<Criterion, string> = {
  'setup-effort': 'Setup effort',
  cost: 'Cost',
  scalability: 'Scalability',
  maintenance: 'Maintenance',
  'developer-experience': 'Developer experience',
  control: 'Control',
  security: 'Security',
  portability: 'Portability',
}

export const criterionShort: Record<Criterion, string> = {
  'setup-effort': 'Setup',
  cost: 'Cost',
  scalability: 'Scale',
  maintenance: 'Upkeep',
  'developer-experience': 'Developer',
  control: 'Control',
  security: 'Security',
  portability: 'Portability',
}

const providers: Record<string, string> = {
  aws: 'AWS',
  cloudflare: 'Cloudflare',
  vercel: 'Vercel',
  railway: 'Railway',
  render: 'Render',
  digitalocean: 'DigitalOcean',
  hetzner: 'Hetzner',
  compose: 'This computer',
}
export const providerTitle = (id: string) => providers[id] ?? id.charAt(0).toUpperCase() + id.slice(1)
export const trafficTitle = (profile: string) => profile.charAt(0).toUpperCase() + profile.slice(1)

/** An option's title without the number that its author gave it: here options are numbered by rank. */
export const optionTitle = (option: Pick<Option, 'title' | 'strategy'>) => option.title.replace(/^Option \d+:\s*/, '') || option.strategy

export const costAt = (option: Option, profile: string) => option.costs.find((c) => c.usageProfile === profile)

export const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

export const ordinal = (n: number) => ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'][n - 1] ?? `number ${n}`

/** Ranked options first, best first; then what misses a requirement; then what cannot be placed. */
export function inOrder(comparison: Comparison): Option[] {
  const place = (o: Option) => {
    const rank = comparison.ranking.indexOf(o.strategy)
    return rank >= 0 ? rank : o.costs.length > 0 ? 100 : 200
  }
  return [...comparison.options].sort((a, b) => place(a) - place(b))
}

/** The top of an axis from zero: a round number not below the highest. */
export function axisTop(highest: number): { top: number; step: number } {
  const size = 10 ** Math.floor(Math.log10(Math.max(1, highest / 3)))
  const step = [1, 2, 2.5, 5, 10].map((n) => n * size).find((n) => n * 4 >= highest) ?? size * 10
  return { step, top: Math.ceil(highest / step) * step }
}
