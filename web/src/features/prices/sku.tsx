'use client'
import { useQuery } from '@tanstack/react-query'
import { api, take, type Schemas } from '@/api/client'
import { Button } from '@/ui/button'
import { CardHead } from '@/ui/page'
import { ProblemBox, SkeletonRows } from '@/ui/states'
import { moment } from '@/ui/time'
import { purchaseText } from './words'

/** One SKU in every region, with its bands, its source and what it cost before. */
export function Sku({ sku, provider, close }: { sku: string; provider: string; close: () => void }) {
  const found = useQuery({
    queryKey: ['prices', 'sku', provider, sku],
    queryFn: () => take(api.GET('/api/v1/prices/skus/{sku}', { params: { path: { sku }, query: provider ? { provider } : {} } })),
  })
  return (
    <section className="card mb-3.5" aria-label={`SKU ${sku}`}>
      <CardHead title={<span className="font-mono">{sku}</span>} note="The same with the CLI: infrar prices show">
        <Button size="sm" onClick={close}>
          Close
        </Button>
      </CardHead>
      <div className="p-3.5">
        {found.isError ? (
          <ProblemBox error={found.error} retry={() => void found.refetch()} />
        ) : found.isPending ? (
          <SkeletonRows />
        ) : (
          found.data.map((one) => <Region key={`${one.provider} ${one.regionId}`} sku={one} />)
        )}
      </div>
    </section>
  )
}

function Region({ sku }: { sku: Schemas['PriceResponse'] }) {
  return (
    <div className="mb-3.5 last:mb-0">
      <p className="font-medium">
        {sku.description} <span className="font-mono text-sm text-text2">{sku.regionId}</span>
      </p>
      <p className="text-sm break-words text-text3">
        {sku.origin === 'feed' ? 'From the provider’s feed' : 'Ships with Infrar'}, {sku.source}
      </p>
      <table className="mt-1.5 w-full">
        <thead className="text-sm text-text3">
          <tr className="border-b border-line">
            {['Bought', 'From', 'To', 'Price', 'Unit', 'Known since', 'Until'].map((h) => (
              <th key={h} scope="col" className={`py-1 pr-3.5 whitespace-nowrap ${['From', 'To', 'Price'].includes(h) ? 'text-right' : ''}`}>
                {h}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sku.prices.flatMap((price, i) =>
            price.tiers.map((tier) => (
              <tr key={`${i} ${tier.from}`} className={`border-b border-line last:border-0 ${price.knownUntil ? 'text-text3' : ''}`}>
                <td className="py-1 pr-3.5">{purchaseText(price)}</td>
                <td className="py-1 pr-3.5 text-right tabular-nums">{tier.from}</td>
                <td className="py-1 pr-3.5 text-right tabular-nums">{tier.to ?? '–'}</td>
                <td className="py-1 pr-3.5 text-right tabular-nums">
                  {tier.listUnitPrice} {price.billingCurrency}
                </td>
                <td className="py-1 pr-3.5">{price.pricingUnit}</td>
                <td className="py-1 pr-3.5">{price.knownSince ? moment(price.knownSince) : '–'}</td>
                <td className="py-1">{price.knownUntil ? moment(price.knownUntil) : '–'}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}
