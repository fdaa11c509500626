import type { Estimate, EstimateDocument } from '@/api/shapes'
import { family, type Family } from './family'

export type Line = EstimateDocument.LineItem
export type Unpriced = EstimateDocument.Unpriced

export interface Group {
  component: string
  /** As the platform summed it; null where nothing of it is priced. */
  total: string | null
  lines: Line[]
  unpriced: Unpriced[]
  family: Family
}

const size = (l: { monthlyCost: string }) => Number(l.monthlyCost)
const type = (resource: string) => resource.replace(/^(module\.[^.]+\.)+/, '').split('.')[0] ?? ''

/** Lines by component, dearest first; within one, allowances last. Nothing is summed here. */
export function groups(estimate: Estimate): Group[] {
  const names = new Set([...estimate.components.map((c) => c.component), ...estimate.unpriced.map((u) => u.component)])
  return [...names]
    .map((component) => {
      const lines = estimate.lineItems
        .filter((l) => l.component === component)
        .sort((a, b) => Number(a.origin === 'allowance') - Number(b.origin === 'allowance') || size(b) - size(a))
      return {
        component,
        total: estimate.components.find((c) => c.component === component)?.monthlyCost ?? null,
        lines,
        unpriced: estimate.unpriced.filter((u) => u.component === component),
        family: family(component, type(lines[0]?.resource ?? '')),
      }
    })
    .sort((a, b) => Number(b.total ?? -1) - Number(a.total ?? -1))
}

/** A name for people of what the manifest calls by a word. */
export const componentTitle = (name: string) => (name === 'account' ? 'Free allowances of the account' : name)
