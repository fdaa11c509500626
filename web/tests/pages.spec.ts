import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { join } from 'node:path'
import { expect, signIn, test } from './journey'
import { gallery, Person, placement, root, type Platform } from './platform'

const pictures = join(root, 'artifacts/web/screenshots')
const finding = encodeURIComponent('NET001/aws_security_group.ecs/platform-cache:6379')

/** Pages that the documentation shows, each in one theme. */
const documented: Record<string, string> = {
  overview: 'light',
  compare: 'light',
  estimate: 'light',
  findings: 'light',
  system: 'light',
  run: 'light',
  topology: 'dark',
}

/** Every page, with something in it. */
const pages = (slug: string, ran: { slug: string; id: string }) => ({
  projects: '/',
  new: '/new/',
  sources: `/new/?p=${ran.slug}`,
  overview: `/overview/?p=${slug}`,
  system: `/system/?p=${slug}`,
  compare: `/compare/?p=${slug}`,
  option: `/compare/?p=${slug}&option=hetzner`,
  estimate: `/estimate/?p=${slug}&line=network.nat-gateway-hours`,
  findings: `/findings/?p=${slug}&finding=${finding}`,
  topology: `/topology/?p=${slug}&finding=${finding}`,
  outline: `/topology/?p=${slug}&layer=list`,
  runs: `/runs/?p=${ran.slug}`,
  run: `/run/?p=${ran.slug}&id=${ran.id}`,
  state: `/state/?p=${ran.slug}`,
  credentials: `/credentials/?p=${slug}`,
  members: `/members/?p=${slug}`,
  audit: `/audit/?p=${slug}`,
  settings: `/settings/?p=${slug}`,
  administration: '/administration/',
})

async function scene(platform: Platform, administrator: Person) {
  const person = await Person.register(platform, 'Ada Okoye')
  const { id } = await person.ask<{ id: string }>('GET', '/account')
  await administrator.ask('PUT', `/administration/users/${id}/administrator`)
  const slug = await person.project('Infrar', placement)
  await person.ask('PUT', `/projects/${slug}/environments/production/strategy`, { strategy: 'pages-aws' })
  const gallerySlug = await person.project('Gallery', gallery)
  const run = await person.ask<{ id: string }>('POST', `/projects/${gallerySlug}/runs`, { operation: 'apply', environment: 'production', message: 'Open the gallery' })
  for (let tries = 0; tries < 300; tries++) {
    const { run: now } = await person.ask<{ run: { status: string } }>('GET', `/projects/${gallerySlug}/runs/${run.id}`)
    if (now.status === 'planned') break
    await new Promise((done) => setTimeout(done, 200))
  }
  return { person, pages: pages(slug, { slug: gallerySlug, id: run.id }) }
}

async function settled(page: Page) {
  await expect(page.locator('h1')).toBeVisible()
  await expect(page.locator('.skeleton')).toHaveCount(0)
  await page.waitForTimeout(400)
  await expect(page.locator('.skeleton')).toHaveCount(0)
}

// Two halves, so that two workers share them.
test.describe.configure({ mode: 'parallel' })
for (const half of [0, 1]) {
  test(`every page is accessible and fits, in both themes (${half + 1} of 2)`, async ({ page, platform, administrator }) => {
    test.setTimeout(240_000)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const { person, pages } = await scene(platform, administrator)
    if (half === 0) {
      await page.goto(`${platform.url}/signin/`)
      await settled(page)
      await check(page, 'signin')
    }
    await signIn(page, platform, person)
    for (const [name, path] of Object.entries(pages).filter((_, n) => n % 2 === half)) {
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.goto(platform.url + path)
      await settled(page)
      await check(page, name)
    }
  })
}

async function check(page: Page, name: string) {
  expect.soft(await page.locator('h1').count(), `${name}: one h1`).toBe(1)
  for (const theme of ['light', 'dark'] as const) {
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.evaluate((t) => (document.documentElement.dataset.theme = t), theme)
    await page.screenshot({ path: join(pictures, `${name}-${theme}-1440.png`) })
    // Those of the documentation are made by the same walk: PICTURES=1 npm run e2e -- pages
    if (process.env.PICTURES && documented[name] === theme) await page.screenshot({ path: join(root, `docs/images/web-${name}.png`) })
    const axe = new AxeBuilder({ page })
    // Colours alone differ between the themes.
    const { violations } = await (theme === 'light' ? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']) : axe.withRules(['color-contrast'])).analyze()
    expect.soft(violations.map((v) => `${name} ${theme}: ${v.id}: ${v.nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary?.split('\n')[1] ?? ''}`).slice(0, 3).join(' | ')}`)).toEqual([])
    for (const width of [940, 360]) {
      await page.setViewportSize({ width, height: 900 })
      await page.waitForTimeout(80)
      await page.screenshot({ path: join(pictures, `${name}-${theme}-${width}.png`) })
      expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${name} at ${width}: goes sideways`).toBeLessThanOrEqual(0)
    }
  }
}

test('every link of the rail leads to a page, and an address that nothing has says so', async ({ page, platform }) => {
  const person = await Person.register(platform, 'Mo')
  const slug = await person.project('Linked', gallery)
  await signIn(page, platform, person, `/overview/?p=${slug}`)
  const links = await page.getByRole('navigation', { name: 'Main' }).getByRole('link').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href))
  expect(links.length).toBeGreaterThan(10)
  for (const link of links) expect((await page.request.get(link)).status(), link).toBe(200)
  const nowhere = await page.goto(`${platform.url}/nowhere/`)
  expect(nowhere?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'Nothing is at this address' })).toBeVisible()
})

test('without a connection the page says since when, and comes back', async ({ page, platform, context }) => {
  const person = await Person.register(platform, 'Nia')
  const slug = await person.project('Offline', gallery)
  await signIn(page, platform, person, `/runs/?p=${slug}`)
  await context.setOffline(true)
  await expect(page.getByText(/^Not connected since/)).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText(/^Not connected since/)).toHaveCount(0)
})
