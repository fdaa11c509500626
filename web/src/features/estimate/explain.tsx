'use client'
import { X } from 'lucide-react'
import type { Estimate } from '@/api/shapes'
import { Copy } from '@/ui/copy'
import { IconButton } from '@/ui/button'
import { money, quantity, unitPrice } from '@/ui/money'
import { CardHead } from '@/ui/page'
import { day } from '@/ui/time'
import type { ReactNode } from 'react'
import type { Line } from './groups'

const origins = { configuration: 'From the configuration', usage: 'From the usage profile', allowance: 'Free allowance, taken off' } as const

/** How one figure comes about: quantity × unit price × rate, and where each of them stands written. */
export function Explain({ line, estimate, command, onClose }: { line: Line; estimate: Estimate; command: string; onClose: () => void }) {
  const unit = unitPrice(line.unitPrice, line.unitPriceCurrency, line.unit)
  const rate = line.exchangeRate && estimate.exchangeRates.find((r) => r.from === line.unitPriceCurrency)
  const isRange = line.leastMonthlyCost !== line.mostMonthlyCost
  return (
    <section aria-label={`How ${line.description} comes about`} className="card">
      <CardHead title={line.description} note={line.component}>
        <IconButton label="Close" onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </CardHead>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line px-3.5 py-3">
        <Figure big={quantity(line.quantity)} small={line.unit} />
        <Sign>×</Sign>
        <Figure big={unit.price} small={unit.per} />
        {line.exchangeRate && (
          <>
            <Sign>×</Sign>
            <Figure big={line.exchangeRate} small={`${estimate.currency} per ${line.unitPriceCurrency}`} />
          </>
        )}
        <Sign>=</Sign>
        <Figure big={money(line.monthlyCost, estimate.currency)} small="per month" accent />
      </div>
      <dl className="space-y-1.5 px-3.5 py-3">
        <Row name="Quantity">
          {origins[line.origin]}: {line.formula}
        </Row>
        {isRange && (
          <Row name="Range">
            {money(line.leastMonthlyCost, estimate.currency)} to {money(line.mostMonthlyCost, estimate.currency)}, for {quantity(line.leastQuantity)} to{' '}
            {quantity(line.mostQuantity)} {line.unit}
          </Row>
        )}
        {line.resource && (
          <Row name="Resource">
            <code className="break-all">{line.resource}</code> <Copy text={line.resource} label="Copy the address" />
          </Row>
        )}
        <Row name="SKU">
          <code className="break-all">{line.skuId}</code>
        </Row>
        <Row name="Price of">
          {line.priceDate === 'undated' ? 'An undated source' : day(line.priceDate)}
          {isOld(line.priceDate) && <span className="ml-2 rounded-tag border border-edge px-1.5 text-tag text-text2">old price</span>}
          <span className="text-text3"> · {line.confidence} confidence</span>
        </Row>
        <Row name="Source">
          <span className="break-words">{line.source}</span>
        </Row>
        {rate && (
          <Row name="Rate of">
            {day(rate.asOf)}, {rate.source}
          </Row>
        )}
        <Row name="The same">
          <code className="break-all">{command}</code> <Copy text={command} label="Copy the command" />
        </Row>
      </dl>
    </section>
  )
}

const isOld = (date: string) => /^\d{4}/.test(date) && Date.now() - new Date(date).getTime() > 180 * 86_400_000

const Sign = ({ children }: { children: string }) => (
  <span aria-hidden="true" className="pt-0.5 text-text3">
    {children}
  </span>
)

const Figure = ({ big, small, accent }: { big: string; small: string; accent?: boolean }) => (
  <span className="min-w-0">
    <span className={`block text-panel font-bold ${accent ? 'text-accent' : ''}`}>{big}</span>
    <span className="block text-sm text-text2">{small}</span>
  </span>
)

const Row = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="grid grid-cols-[76px_minmax(0,1fr)] gap-x-2">
    <dt className="text-text3">{name}</dt>
    <dd>{children}</dd>
  </div>
)
