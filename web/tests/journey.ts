import { test as base, expect, type Page } from '@playwright/test'
import { password, Person, Platform } from './platform'

export { expect }

interface Own {
  /** Fails the test when the page has a fault, or does what its policy forbids. */
  faultless: void
}
interface Shared {
  /** The platform, with whoever looks after it. */
  installation: { platform: Platform; administrator: Person }
  /** One platform for the tests of a worker; whoever comes may register. */
  platform: Platform
  administrator: Person
}

export const test = base.extend<Own, Shared>({
  installation: [
    async ({}, use) => {
      const platform = await Platform.start('--Account:Registration=open')
      await use({ platform, administrator: await Person.register(platform, 'Root', { setup: platform.setupSecret }) })
      await platform.stop()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  platform: [({ installation }, use) => use(installation.platform), { scope: 'worker' }],
  administrator: [({ installation }, use) => use(installation.administrator), { scope: 'worker' }],
  faultless: [
    async ({ page }, use) => {
      const faults: string[] = []
      page.on('pageerror', (error) => faults.push(String(error)))
      page.on('console', (message) => {
        // Refusals that a journey provokes are logged by the browser as failed loads; everything else counts.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text())
      })
      await use()
      expect(faults, 'faults of the page').toEqual([])
    },
    { auto: true },
  ],
})

/** Signs in as people do. */
export async function signIn(page: Page, platform: Platform, person: Person, path = '/') {
  await page.goto(`${platform.url}/signin/?next=${encodeURIComponent(path)}`)
  await page.getByLabel('E-mail address').fill(person.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/signin'))
}

/** What was refused, as the page shows it. */
export const problem = (page: Page) => page.locator('main [role=alert], dialog [role=alert]')
