import type { Schemas } from '@/api/client'

type Price = Schemas['PriceTermsResponse']

const days180 = 180 * 24 * 3600 * 1000

/** What it costs on demand; what else there is where it is not sold so. */
export const onDemand = (sku: { prices: Price[] }): Price | undefined =>
  sku.prices.find((p) => p.purchase === 'onDemand' && p.lease === '') ?? sku.prices[0]

/** A price with every digit of its source: one amount, or the first band’s with how many follow. */
export function priceText(price: Price): string {
  const [first, ...more] = price.tiers
  if (!first) return '–'
  const amount = `${first.listUnitPrice} ${price.billingCurrency}`
  return more.length === 0 ? amount : `${amount}, ${more.length} more ${more.length === 1 ? 'band' : 'bands'}`
}

/** Whether a price was stated so long ago that it may have changed. */
export const isOld = (asOf: string, now: Date) => /^\d{4}-\d{2}/.test(asOf) && now.getTime() - Date.parse(asOf.length === 7 ? `${asOf}-01` : asOf) > days180

const ways: Record<Price['purchase'], string> = { onDemand: 'on demand', reserved: 'reserved', savingsPlan: 'savings plan', spot: 'spot' }

/** How one buys, and for how long. */
export const purchaseText = (price: Price) => (price.lease ? `${ways[price.purchase]}, ${price.lease}` : ways[price.purchase])

type Fault = Schemas['QuarantineResponse']

const faults: Record<Fault['reason'], string> = {
  notReadable: 'It cannot be read',
  unknownUnit: 'Its unit is not known',
  negativePrice: 'It is negative',
  noCurrency: 'It has no currency',
  freeNow: 'It is free all of a sudden',
  jump: 'It is many times what it was, or a small part of it',
}

/** What is wrong with a row, and both prices where there are two. */
export const faultText = (row: Pick<Fault, 'reason' | 'detail' | 'oldPrice' | 'newPrice'>) =>
  row.oldPrice !== null && row.newPrice !== null
    ? `${faults[row.reason]}: ${row.newPrice} where ${row.oldPrice} is in use.`
    : `${faults[row.reason]}${row.detail ? `: ${row.detail}` : ''}.`

export const decisionWord: Record<Fault['decision'], string> = { open: 'Open', released: 'Used from the next reading on', keptOut: 'Kept out' }

/** How far the reading of a feed has come. */
export function syncText({ progress }: Pick<Schemas['PriceSyncResponse'], 'progress'>): string {
  const megabytes = Math.round(Number(progress.bytes) / 1e6)
  const at = Number(progress.files) > 0 ? `${progress.filesDone} of ${progress.files} files` : 'the list of files'
  return `Reading ${at}${progress.file ? `, ${progress.file}` : ''}: ${progress.rows} prices, ${megabytes} MB.`
}
