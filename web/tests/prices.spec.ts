import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, problem, signIn, test } from './journey'
import { gallery, Person, Platform } from './platform'

test('a price is searched for, explained, and has an address', async ({ page, platform }) => {
  const person = await Person.register(platform, 'Pia')
  const slug = await person.project('Priced', gallery)
  await signIn(page, platform, person, `/overview/?p=${slug}`)
  await page.getByRole('link', { name: 'Price book' }).click()
  await expect(page.getByText('All prices are those that ship with Infrar.')).toBeVisible()
  await page.getByLabel('Provider').selectOption('aws')
  await page.getByLabel('Service').fill('rds')
  await page.getByLabel('Region').fill('eu-west-1')
  await page.getByLabel('Words').fill('db.t3.medium multi postgresql')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  const found = page.getByRole('region', { name: 'Prices found' })
  await expect(found.getByRole('row')).toHaveCount(2)
  await expect(found.getByText('0.156 USD')).toBeVisible()
  await expect(found.getByText('old price')).toBeVisible()
  expect(page.url()).toContain('provider=aws')

  await found.getByRole('button', { name: 'QQAGQAY7QG33KD6Z' }).click()
  const panel = page.getByRole('region', { name: 'SKU QQAGQAY7QG33KD6Z' })
  await expect(panel.getByText('Ships with Infrar')).toBeVisible()
  await expect(panel.getByRole('cell', { name: '0.156 USD' })).toBeVisible()
  // What is found and open has an address; back closes the panel.
  await page.reload()
  await expect(panel.getByRole('cell', { name: '0.156 USD' })).toBeVisible()
  await page.goBack()
  await expect(panel).toBeHidden()

  await page.goto(`${platform.url}/prices/?p=${slug}&sku=NOSUCHSKU`)
  await expect(problem(page).getByRole('link', { name: 'PRC001' })).toBeVisible()
})

test('an administrator has a feed read, releases a price that was not believed and keeps another out', async ({ page }) => {
  const row = (plan: string, listUnitPrice: string) => ({
    skuId: `infrar:cloud-server/${plan}`,
    regionId: 'eu',
    service: 'Cloud server',
    description: plan.toUpperCase(),
    attributes: { plan },
    pricingUnit: 'server-month',
    billingCurrency: 'EUR',
    listUnitPrice,
    asOf: '2026-11-01',
    source: 'a reviewer',
    confidence: 'medium',
  })
  let prices = [row('cx98', '10'), row('cx99', '12')]
  const feed = createServer((_, answer) => answer.end(JSON.stringify({ provider: 'hetzner', prices }))).listen(0, '127.0.0.1')
  await once(feed, 'listening')
  const platform = await Platform.start('--Account:Registration=open', `--Prices:Feeds:hetzner:Address=http://127.0.0.1:${(feed.address() as AddressInfo).port}/hetzner.json`)
  try {
    const root = await Person.register(platform, 'Root', { setup: platform.setupSecret })
    const slug = await root.project('Fed', gallery)
    await signIn(page, platform, root, `/prices/?p=${slug}&view=feeds`)
    const feeds = page.getByRole('region', { name: 'Feeds' })
    const hetzner = feeds.getByRole('listitem').filter({ hasText: 'Hetzner' }).first()
    await expect(hetzner.getByText('Ships with Infrar')).toBeVisible()
    const read = async (shown: string) => {
      await hetzner.getByRole('button', { name: 'Read Hetzner' }).click()
      await expect(page.getByText(shown)).toBeVisible()
    }
    await read('2 SKUs in 1 region')
    await hetzner.getByText('2 SKUs in 1 region').click()
    await expect(hetzner.getByText('2, 2 used')).toBeVisible()

    prices = [row('cx98', '100'), row('cx99', '120')]
    await read('2 rows in quarantine')
    await page.getByRole('radio', { name: 'Quarantine, 2' }).click()
    const quarantine = page.getByRole('region', { name: 'Quarantine' })
    await expect(quarantine.getByText('100 where 10 is in use')).toBeVisible()
    await quarantine.getByRole('button', { name: 'Use 100' }).click()
    await expect(quarantine.getByText('Used from the next reading on')).toBeVisible()
    await quarantine.getByRole('button', { name: 'Keep infrar:cloud-server/cx99' }).click()
    await expect(quarantine.getByText('Kept out')).toBeVisible()

    await page.getByRole('radio', { name: 'Feeds' }).click()
    await hetzner.getByRole('button', { name: 'Read Hetzner' }).click()
    await page.getByRole('radio', { name: 'Prices' }).click()
    await page.getByLabel('Words').fill('cloud server')
    await page.getByLabel('Provider').selectOption('hetzner')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await expect(async () => {
      await page.reload()
      await expect(page.getByText('100 EUR')).toBeVisible({ timeout: 1000 })
    }).toPass()
    await expect(page.getByText('12 EUR', { exact: true })).toBeVisible()
  } finally {
    await platform.stop()
    feed.close()
  }
})
