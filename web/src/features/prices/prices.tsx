'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { api, take, type Schemas } from '@/api/client'
import { usePlace } from '@/shell/place'
import { Button } from '@/ui/button'
import { Field, SelectField } from '@/ui/field'
import { Answer, PageHead } from '@/ui/page'
import { Pill } from '@/ui/pill'
import { Segmented } from '@/ui/segmented'
import { ProblemBox, SkeletonRows } from '@/ui/states'
import { Ago, day } from '@/ui/time'
import { count } from '../compare/words'
import { Feeds } from './feeds'
import { Quarantine } from './quarantine'
import { Sku } from './sku'
import { isOld, onDemand, priceText } from './words'

const views = ['prices', 'feeds', 'quarantine'] as const

/** The price book: what everything costs, by which source, since when. */
export function Prices() {
  const { get, go } = usePlace()
  const sku = get('sku')
  const view = views.find((v) => v === get('view')) ?? 'prices'
  const status = useQuery({
    queryKey: ['prices', 'status'],
    queryFn: () => take(api.GET('/api/v1/prices/status')),
    // While a feed is read, how far it is.
    refetchInterval: (query) => (query.state.data?.some((p) => p.lastSync?.status === 'running') ? 1000 : false),
  })
  const open = status.data?.reduce((sum, p) => sum + Number(p.inQuarantine), 0) ?? 0
  return (
    <>
      <PageHead
        title="Price book"
        sub="What everything costs, by which source, since when. Unit prices are before tax and discounts."
        actions={
          <Segmented
            label="What to look at"
            value={view}
            onChange={(v) => go({ view: v === 'prices' ? null : v })}
            options={[
              { value: 'prices', label: 'Prices' },
              { value: 'feeds', label: 'Feeds' },
              { value: 'quarantine', label: open > 0 ? `Quarantine, ${open}` : 'Quarantine' },
            ]}
          />
        }
      />
      {status.data && <Age providers={status.data} />}
      {status.isError && <ProblemBox error={status.error} retry={() => void status.refetch()} />}
      {view === 'feeds' && status.data && <Feeds providers={status.data} />}
      {view === 'quarantine' && <Quarantine />}
      {view === 'prices' && sku && <Sku sku={sku} provider={get('of')} close={() => go({ sku: null, of: null })} />}
      {view === 'prices' && <Search providers={status.data ?? []} />}
    </>
  )
}

function Age({ providers }: { providers: Schemas['PriceStatusResponse'][] }) {
  const live = providers.filter((p) => p.origin === 'feed')
  const failed = providers.filter((p) => p.lastSync?.status === 'failed')
  return (
    <Answer>
      {live.length === 0 ? (
        <>
          <b>All prices are those that ship with Infrar.</b> No provider’s feed was read yet.
        </>
      ) : (
        live.map((p, i) => (
          <span key={p.provider}>
            {i > 0 && ' · '}
            <b>{p.title}</b> read {p.syncedAt && <Ago at={p.syncedAt} />}
          </span>
        ))
      )}
      {failed.map((p) => (
        <span key={p.provider} className="block text-up">
          The last sync of {p.title} failed, the prices before it stay in use: {p.lastSync?.problem}
        </span>
      ))}
    </Answer>
  )
}

function Search({ providers }: { providers: Schemas['PriceStatusResponse'][] }) {
  const { get, go } = usePlace()
  const asked = { provider: get('provider'), service: get('service'), region: get('region'), text: get('q') }
  const [draft, setDraft] = useState(asked)
  const found = useInfiniteQuery({
    queryKey: ['prices', 'search', asked],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/prices', {
          params: { query: { limit: 50, ...Object.fromEntries(Object.entries(asked).filter(([, v]) => v)), ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = found.data?.pages.flatMap((p) => p.items) ?? []
  const search = (event: FormEvent) => {
    event.preventDefault()
    go({ provider: draft.provider, service: draft.service.trim(), region: draft.region.trim(), q: draft.text.trim() })
  }
  const field = (name: 'service' | 'region' | 'text') => ({ value: draft[name], onChange: (e: { target: { value: string } }) => setDraft({ ...draft, [name]: e.target.value }) })
  return (
    <>
      <form onSubmit={search} role="search" aria-label="Prices" className="card mb-3.5 flex flex-wrap items-end gap-3 p-3.5">
        <div className="w-44">
          <SelectField label="Provider" value={draft.provider} onChange={(e) => setDraft({ ...draft, provider: e.target.value })}>
            <option value="">All</option>
            {providers.map((p) => (
              <option key={p.provider} value={p.provider}>
                {p.title}
              </option>
            ))}
          </SelectField>
        </div>
        <div className="w-36">
          <Field label="Service" placeholder="rds" {...field('service')} />
        </div>
        <div className="w-36">
          <Field label="Region" placeholder="eu-west-1" {...field('region')} />
        </div>
        <div className="min-w-52 grow">
          <Field label="Words" placeholder="db.t3.medium multi" {...field('text')} />
        </div>
        <Button look="primary" type="submit">
          Search
        </Button>
      </form>
      {found.isError ? (
        <ProblemBox error={found.error} retry={() => void found.refetch()} />
      ) : found.isPending ? (
        <SkeletonRows />
      ) : (
        <div className="card overflow-x-auto" tabIndex={0} role="region" aria-label="Prices found">
          <table className="w-full">
            <thead className="text-sm text-text3">
              <tr className="border-b border-line">
                {['SKU', 'What', 'Provider', 'Region', 'Price', 'Unit', 'As of', 'Source', 'Used by'].map((h) => (
                  <th key={h} scope="col" className={`px-3.5 py-2 whitespace-nowrap ${h === 'Price' ? 'text-right' : ''}`}>
                    {h}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={`${row.provider} ${row.skuId} ${row.regionId}`} row={row} open={() => go({ sku: row.skuId, of: row.provider }, 'push')} />
              ))}
            </tbody>
          </table>
          {rows.length === 0 && <p className="px-3.5 py-3 text-text2">No price has all of this. Fewer words find more.</p>}
        </div>
      )}
      {found.hasNextPage && (
        <Button className="mt-3" waits={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          More
        </Button>
      )}
      {rows.length > 0 && <p className="mt-3 text-sm text-text3">{count(rows.length, 'SKU')} shown.</p>}
    </>
  )
}

function Row({ row, open }: { row: Schemas['PriceResponse']; open: () => void }) {
  const price = onDemand(row)
  return (
    <tr className="border-b border-line align-top last:border-0">
      <td className="px-3.5 py-1.5">
        <button type="button" className="font-mono text-sm break-all text-left hover:text-accent" onClick={open} title="Show bands, source and history">
          {row.skuId}
        </button>
      </td>
      <td className="min-w-52 px-3.5 py-1.5">
        {row.description}
        <span className="block text-sm text-text3">{row.service}</span>
      </td>
      <td className="px-3.5 py-1.5">{row.provider}</td>
      <td className="px-3.5 py-1.5 font-mono text-sm whitespace-nowrap">{row.regionId}</td>
      <td className="px-3.5 py-1.5 text-right whitespace-nowrap tabular-nums">{price ? priceText(price) : '–'}</td>
      <td className="px-3.5 py-1.5 whitespace-nowrap">{price?.pricingUnit}</td>
      <td className="px-3.5 py-1.5 whitespace-nowrap">
        {row.asOf ? day(row.asOf) : 'undated'} {isOld(row.asOf, new Date()) && <Pill tone="up">old price</Pill>}
      </td>
      <td className="px-3.5 py-1.5 whitespace-nowrap text-text2">{row.origin === 'feed' ? 'feed' : 'embedded'}</td>
      <td className="px-3.5 py-1.5 whitespace-nowrap text-text2">{row.usedByRules ? 'estimates' : '–'}</td>
    </tr>
  )
}
