import { describe, expect, it } from 'vitest'
import { isOld, onDemand, priceText, purchaseText } from './words'

const price = (purchase: 'onDemand' | 'reserved', lease: string, ...prices: string[]) => ({
  purchase,
  lease,
  pricingUnit: 'Hrs',
  billingCurrency: 'USD',
  effectiveFrom: '',
  knownSince: null,
  knownUntil: null,
  tiers: prices.map((listUnitPrice, i) => ({ from: String(i), to: null, listUnitPrice })),
})

describe('prices in words', () => {
  it('shows every digit, and that there are more bands', () => {
    expect(priceText(price('onDemand', '', '0.000000000123'))).toBe('0.000000000123 USD')
    expect(priceText(price('onDemand', '', '0.024', '0.023', '0.022'))).toBe('0.024 USD, 2 more bands')
  })
  it('takes the price on demand first', () => {
    const [reserved, paid] = [price('reserved', '1yr', '1'), price('onDemand', '', '2')]
    expect(onDemand({ prices: [reserved, paid] })).toBe(paid)
    expect(purchaseText(reserved)).toBe('reserved, 1yr')
  })
  it('calls a price old after 180 days', () => {
    const now = new Date('2026-11-28T00:00:00Z')
    expect(isOld('2026-06-10', now)).toBe(false)
    expect(isOld('2026-05-30', now)).toBe(true)
    expect(isOld('2024-09', now)).toBe(true)
    expect(isOld('', now)).toBe(false)
  })
})
