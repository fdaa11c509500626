import { describe, expect, it } from 'vitest'
import { faultText, isOld, onDemand, priceText, purchaseText, syncText } from './words'

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
  it('says what is wrong with a row, with both prices where there are two', () => {
    expect(faultText({ reason: 'jump', detail: '', oldPrice: '0.156', newPrice: '15.6' })).toBe(
      'It is many times what it was, or a small part of it: 15.6 where 0.156 is in use.',
    )
    expect(faultText({ reason: 'unknownUnit', detail: "1 USD per 'Frobs'", oldPrice: null, newPrice: null })).toBe("Its unit is not known: 1 USD per 'Frobs'.")
  })
  it('says how far a reading is', () => {
    const progress = { files: 57, filesDone: 3, filesUnchanged: 0, file: 'AmazonRDS/eu-west-1', bytes: 12_600_000, rows: 4021, added: 0, ended: 0, quarantined: 0 }
    expect(syncText({ progress })).toBe('Reading 3 of 57 files, AmazonRDS/eu-west-1: 4021 prices, 13 MB.')
    expect(syncText({ progress: { ...progress, files: 0, file: '', rows: 0, bytes: 0 } })).toBe('Reading the list of files: 0 prices, 0 MB.')
  })
})
