import { check, settled } from './accessible'
import { expect, signIn, test } from './journey'
import { gallery, Person, placement, type Platform } from './platform'

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
  'builds-empty': `/builds/?p=${ran.slug}`,
  'releases-empty': `/releases/?p=${ran.slug}`,
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
      await check(page, 'signin', documented)
    }
    await signIn(page, platform, person)
    for (const [name, path] of Object.entries(pages).filter((_, n) => n % 2 === half)) {
      await page.setViewportSize({ width: 1440, height: 900 })
      await page.goto(platform.url + path)
      await settled(page)
      await check(page, name, documented)
    }
  })
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
