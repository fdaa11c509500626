import { createContext, useContext } from 'react'

/** Money arrives as exact text and leaves as text: it is rounded here, once, and never summed. */
type Exact = string

const literal = (amount: Exact) => amount as unknown as number
const isZero = (amount: Exact) => /^-?0*(\.0*)?$/.test(amount)
const cache = new Map<string, Intl.NumberFormat>()

function formatter(currency: string, min: number, max: number, signed = false) {
  const key = `${currency}/${min}/${max}/${signed}`
  let found = cache.get(key)
  if (!found) {
    found = new Intl.NumberFormat(undefined, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: min,
      maximumFractionDigits: max,
      signDisplay: signed ? 'exceptZero' : 'auto',
    })
    cache.set(key, found)
  }
  return found
}

/** An amount with two decimals; what is above zero and under half a cent says so. */
export function money(amount: Exact, currency: string): string {
  const size = Math.abs(Number(amount))
  if (size > 0 && size < 0.005) return `${amount.startsWith('-') ? '−' : ''}< ${formatter(currency, 2, 2).format(0.01)}`
  return formatter(currency, 2, 2).format(literal(amount)).replace('-', '−')
}

/** A change with its sign: `+$4.58`. */
export const change = (amount: Exact, currency: string) => formatter(currency, 2, 2, true).format(literal(amount)).replace('-', '−')

/** An amount without its cents, for axes. */
export const round = (amount: number, currency: string) => formatter(currency, 0, 0).format(amount)

/** A unit price with every digit of its source, at least two. Tiny ones are said of a million units: the point moves, no digit changes. */
export function unitPrice(amount: Exact, currency: string, unit: string): { price: string; per: string } {
  const tiny = !isZero(amount) && Math.abs(Number(amount)) < 0.0001
  const shown = tiny ? movePoint(amount, 6) : amount
  const decimals = Math.min(20, Math.max(2, (shown.split('.')[1] ?? '').replace(/0+$/, '').length))
  return {
    price: formatter(currency, decimals, decimals).format(literal(shown)),
    per: tiny ? `per ${new Intl.NumberFormat().format(1_000_000)} ${unit}s` : `per ${unit}`,
  }
}

/** Moves a decimal point to the right. */
export function movePoint(amount: Exact, places: number): Exact {
  const [whole = '0', part = ''] = amount.split('.')
  const digits = part.padEnd(places, '0')
  const moved = `${whole}${digits.slice(0, places)}`.replace(/^(-?)0+(?=\d)/, '$1')
  const rest = digits.slice(places)
  return rest ? `${moved}.${rest}` : moved
}

/** A quantity: up to three decimals are shown, all are kept. */
export const quantity = (amount: Exact) =>
  new Intl.NumberFormat(undefined, { maximumFractionDigits: Math.abs(Number(amount)) >= 100 ? 1 : 3 })
    .format(literal(amount))
    .replace('-', '−')

/** A score, to one decimal. */
export const score = (amount: Exact) => new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(literal(amount))

export const CurrencyContext = createContext('USD')

/** An amount a month: Free where it is zero, ≥ where a part of it is not known. */
export function Money({ amount, isLowerBound = false, currency }: { amount: Exact; isLowerBound?: boolean; currency?: string }) {
  const around = useContext(CurrencyContext)
  if (isZero(amount) && isLowerBound) return <NotPriced />
  if (isZero(amount)) return <span className="text-text2">Free</span>
  return (
    <span className="whitespace-nowrap">
      {isLowerBound && <span title="A part is not priced: the true cost is higher">≥ </span>}
      {money(amount, currency ?? around)}
    </span>
  )
}

export const NotPriced = ({ count }: { count?: number }) => (
  <span className="not-priced">{count === undefined ? 'Not priced' : `+ ${count} not priced`}</span>
)

/** What a change moves: amber up, green down; red is for danger, not for spending. */
export function Change({ amount, currency }: { amount: Exact | null; currency: string }) {
  if (amount === null) return <NotPriced />
  if (isZero(amount)) return <span className="text-text3">No charge</span>
  const down = amount.startsWith('-')
  return (
    <span className={`font-bold whitespace-nowrap ${down ? 'text-good' : 'text-up'}`}>
      <span aria-hidden="true">{down ? '▼' : '▲'} </span>
      {change(amount, currency)}
    </span>
  )
}

export { isZero }
