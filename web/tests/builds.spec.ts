import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { check, settled } from './accessible'
import { expect, problem, signIn, test as base } from './journey'
import { Person, Platform, root } from './platform'
import { Registry } from './registry'

const manifest = readFileSync(join(root, 'examples/shop/infrar.yaml'), 'utf8')
const missing = Registry.missing
const packaged = { 'api/node_modules/left-pad/package.json': JSON.stringify({ name: 'left-pad', version: '1.3.0', license: 'WTFPL' }) }

/** A platform that builds with the real program, into a real registry. */
const test = base.extend<object, { builder: { platform: Platform; registry: Registry } }>({
  builder: [
    async ({}, use) => {
      const registry = await Registry.start()
      const platform = await Platform.start('--Account:Registration=open', ...registry.settings)
      // Whoever comes first administers.
      await Person.register(platform, 'Root', { setup: platform.setupSecret })
      await use({ platform, registry })
      await platform.stop()
      await registry.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})
test.skip(missing !== null, missing ?? '')

/** Asks for a build of an archive, as people do; the page of the build is open afterwards. */
async function build(page: Page, archive: string, why: string, components = '') {
  await page.getByRole('button', { name: 'New build' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('File', { exact: true }).setInputFiles(archive)
  await expect(dialog.getByText('is there.')).toBeVisible()
  await dialog.getByLabel('Why').fill(why)
  await dialog.getByLabel('Components').fill(components)
  await dialog.getByRole('button', { name: 'Build', exact: true }).click()
  await page.waitForURL('**/build/**')
}

/** Something that answers as a service does that is well. */
const well = () => new Promise<Server>((done) => void createServer((_, answer) => answer.end('well')).listen(0, '127.0.0.1', function (this: Server) { done(this) }))

test('sources become signed images, go live by digest, and a rollback returns', async ({ page, builder: { platform, registry } }) => {
  test.setTimeout(300_000)
  const health = await well()
  const person = await Person.register(platform, 'Ada Okoye')
  const slug = await person.project('Shop', manifest)
  await signIn(page, platform, person, `/builds/?p=${slug}`)
  await expect(page.getByText('Nothing was built yet.')).toBeVisible()
  await build(page, registry.archive('first', ['web', 'api', 'mailer'], packaged), 'Open the shop')
  await expect(page.getByText(/^3 images built, pushed and signed/)).toBeVisible({ timeout: 90_000 })
  await expect(page).toHaveTitle(/^Built · Open the shop/)
  // The log was followed live, and the steps are told from it.
  await expect(page.getByText('Complete', { exact: true })).toBeVisible()
  await page.getByRole('region', { name: 'Steps' }).getByText(/^api/).click()
  await expect(page.getByRole('region', { name: 'Steps' })).toContainText('RUN chmod 0755 /api/cgi-bin/*')
  const image = page.getByRole('region', { name: 'Image of api' })
  await expect(image.getByRole('row')).toHaveCount(4)
  await expect(image).toContainText(/busybox@sha256:[0-9a-f]{64}/)

  await image.getByRole('button', { name: 'Provenance' }).click()
  await expect(page.getByRole('dialog')).toContainText('api/Dockerfile')
  await expect(page.getByRole('dialog')).toContainText(/docker:\/\/.*busybox/)
  await page.keyboard.press('Escape')
  await image.getByRole('button', { name: 'Bill of materials' }).click()
  await expect(page.getByRole('dialog')).toContainText('left-pad')
  await expect(page.getByRole('dialog')).toContainText('WTFPL')
  await settled(page)
  await check(page, 'build-materials')
  await page.keyboard.press('Escape')

  // Opened anew, a build that has ended shows what was kept of it.
  await page.reload()
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('HEALTHCHECK')
  await expect(page.getByRole('region', { name: 'Output' })).toContainText('HEALTHCHECK')
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('')
  await page.getByLabel('Component', { exact: true }).selectOption('mailer')
  await expect(page.getByRole('region', { name: 'Output' })).not.toContainText('/api/cgi-bin')
  await settled(page)
  await check(page, 'build')

  const release = async (how: string) => {
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Addresses').fill(`http://127.0.0.1:${(health.address() as AddressInfo).port}/health`)
    if (how === 'at once') await dialog.getByLabel('Apply its plan without approval').check()
    await dialog.getByRole('button', { name: 'Plan the release' }).click()
    await page.waitForURL('**/run/**')
    if (how !== 'at once') await page.getByRole('button', { name: 'Approve and apply' }).click({ timeout: 90_000 })
    await expect(page.getByText('Applied.', { exact: false }).first()).toBeVisible({ timeout: 90_000 })
  }
  await page.getByRole('link', { name: 'Release to staging…' }).click()
  await release('approved')
  await page.getByRole('link', { name: 'Releases' }).click()
  const live = page.getByRole('region', { name: 'Live' })
  await expect(live).toContainText('Every address answered that it is well.', { timeout: 30_000 })
  const first = (await live.locator('li', { hasText: 'web' }).locator('code').textContent())!
  await expect(page.getByRole('button', { name: 'Roll back…' })).toBeDisabled()

  // One file changes: that image alone is made anew.
  await page.getByRole('link', { name: 'Builds' }).click()
  await expect(page.getByText('“Open the shop” was built')).toBeVisible()
  await build(page, registry.archive('second', ['web', 'api', 'mailer'], { ...packaged, 'web/index.html': '<h1>Sale</h1>' }), 'The sale’s banner')
  await expect(page.getByText(/^3 images built, pushed and signed/)).toBeVisible({ timeout: 90_000 })
  await expect(page.getByRole('region', { name: 'Image of api' })).toContainText('the very same was made by an earlier build')
  await expect(page.getByRole('region', { name: 'Image of web' })).not.toContainText('earlier build')
  await page.getByRole('link', { name: 'All builds' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'Open the shop' })).toBeVisible()
  await settled(page)
  await check(page, 'builds')
  await page.getByRole('link', { name: 'Releases' }).click()
  await page.getByRole('button', { name: 'Release a build' }).click()
  await release('at once')
  await page.getByRole('link', { name: 'Releases' }).click()
  await expect(live.getByText(first)).toHaveCount(0, { timeout: 30_000 })

  await page.getByRole('button', { name: 'Roll back…' }).click()
  await page.getByRole('dialog').getByLabel('Why').fill('The banner hides the cart')
  await page.getByRole('dialog').getByLabel('Apply its plan without approval').check()
  await page.getByRole('dialog').getByRole('button', { name: 'Plan the return' }).click()
  await page.waitForURL('**/run/**')
  await page.getByRole('link', { name: 'Releases' }).click()
  await expect(live.getByText(first)).toBeVisible({ timeout: 90_000 })
  await expect(page.getByRole('region', { name: 'History' })).toContainText('Return:')
  await settled(page)
  await check(page, 'releases')
  health.close()
})

test('a build is canceled, one that fails says at which step, and a viewer may only look', async ({ page, builder: { platform, registry } }) => {
  test.setTimeout(120_000)
  const person = await Person.register(platform, 'Bo')
  const slug = await person.project('Broken', manifest)
  await signIn(page, platform, person, `/builds/?p=${slug}`)
  await build(page, registry.archive('slow', [], { Dockerfile: 'FROM busybox:1.37\nRUN echo it begins; sleep 100\n' }), 'Slow', 'api=.')
  await expect(page.getByRole('region', { name: 'Output' })).toContainText('it begins', { timeout: 60_000 })
  await expect(page.getByText('Following')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel build' }).click()
  await expect(page.getByText('It was stopped. No tag leads to anything that it made.')).toBeVisible({ timeout: 30_000 })

  await page.getByRole('link', { name: 'All builds' }).click()
  await build(page, registry.archive('broken', [], { Dockerfile: 'FROM busybox:1.37\nRUN echo no >&2; false\n' }), 'Breaks', 'api=.')
  await expect(problem(page)).toContainText('false', { timeout: 60_000 })
  await expect(page.getByRole('region', { name: 'Steps' }).getByRole('listitem').filter({ hasText: 'false' })).toContainText('did not come to an end')

  const team = await person.team()
  const { secret } = await person.ask<{ secret: string }>('POST', `/teams/${team}/invitations`, { email: 'lea@example.com', role: 'viewer' })
  const lea = await Person.register(platform, 'Lea', { invitation: secret }, 'lea@example.com')
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await signIn(page, platform, lea, `/builds/?p=${slug}`)
  await expect(page.getByText('“Breaks” failed.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'New build' })).toBeDisabled()
  await page.getByRole('link', { name: 'Releases' }).click()
  await expect(page.getByText('Nothing was released to staging yet.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Release a build' }).first()).toHaveAttribute('title', /needs the operator role/)
  await page.goto(`${platform.url}/build/?p=${slug}&id=bld-00000000000000000000`)
  await expect(problem(page).getByRole('link', { name: 'BLD001' })).toBeVisible()
})
