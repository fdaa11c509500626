import { expect, problem, signIn, test } from './journey'
import { gallery, Person } from './platform'

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
