import { expect, problem, signIn, test } from './journey'
import { gallery, Person } from './platform'

test('credentials go in and never come out; members, settings and the audit log', async ({ page, platform }) => {
  const person = await Person.register(platform, 'Kim')
  const slug = await person.project('Kept', gallery)
  await signIn(page, platform, person, `/credentials/?p=${slug}`)
  await page.getByRole('button', { name: 'Store a credential' }).first().click()
  await page.getByLabel('Name').fill('cloud')
  await page.getByLabel('Kind').selectOption('aws-keys')
  await page.getByLabel('Access key id', { exact: true }).fill('AKIAABCDEFGHIJKLMNOP')
  const secret = 'abcdefghijklmnopqrstuvwxyz0123456789ABCD'
  await page.getByLabel('Secret access key', { exact: true }).fill(secret)
  const answers: string[] = []
  page.on('response', async (r) => r.url().includes('/credentials') && answers.push(await r.text().catch(() => '')))
  await page.getByRole('button', { name: 'Store', exact: true }).click()
  await expect(page.getByText('1 credential stored.')).toBeVisible()
  await expect(page.locator('body')).not.toContainText(secret)
  expect(answers.join('')).not.toContain(secret)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByLabel('Type cloud to go on').fill('cloud')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('No credential is stored.')).toBeVisible()

  await page.getByRole('link', { name: 'Members' }).click()
  await page.getByRole('button', { name: 'Invite' }).click()
  await page.getByLabel('E-mail address').fill('lea@example.com')
  await page.getByLabel('Role', { exact: true }).selectOption('viewer')
  await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click()
  const invitation = (await page.getByRole('dialog').locator('code').textContent())!
  await page.keyboard.press('Escape')
  await expect(page.getByText('lea@example.com')).toBeVisible()

  await page.getByRole('link', { name: 'Audit log' }).click()
  await expect(page.getByText('The log is whole:')).toBeVisible()
  await page.getByRole('button', { name: 'credential.delete' }).click()
  await expect(page.getByRole('row')).toHaveCount(2)

  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Well kept')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Project: Well kept' })).toBeVisible()

  // Whoever may only look is told so, and by whom that can change.
  const lea = await Person.register(platform, 'Lea', { invitation }, 'lea@example.com')
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await signIn(page, platform, lea, `/runs/?p=${slug}`)
  await expect(page.getByRole('button', { name: 'New run' }).first()).toBeDisabled()
  await expect(page.getByRole('button', { name: 'New run' }).first()).toHaveAttribute('title', /needs the operator role/)
  await page.goto(`${platform.url}/system/?p=${slug}`)
  await expect(page.getByText('You can read this project.').first()).toBeVisible()
  await page.goto(`${platform.url}/overview/?p=not-hers`)
  await expect(problem(page).getByRole('link', { name: 'PRJ001' })).toBeVisible()
})
