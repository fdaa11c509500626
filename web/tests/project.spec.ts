import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, problem, signIn, test } from './journey'
import { Person } from './platform'

/** Sources of a small shop, packed. */
function archive(padding = 0): string {
  const folder = mkdtempSync(join(tmpdir(), 'infrar-web-sources-'))
  mkdirSync(join(folder, 'shop/api'), { recursive: true })
  writeFileSync(join(folder, 'shop/api/Dockerfile'), 'FROM node:22-alpine\nWORKDIR /app\nCOPY . .\nEXPOSE 8080\nCMD ["node", "server.js"]\n')
  writeFileSync(join(folder, 'shop/api/package.json'), JSON.stringify({ name: 'api', dependencies: { express: '5.0.0', pg: '8.13.0', ioredis: '5.4.0' } }))
  writeFileSync(join(folder, 'shop/api/server.js'), "require('express')().listen(8080)\n")
  if (padding > 0) writeFileSync(join(folder, 'shop/api/noise.bin'), randomBytes(padding))
  const file = join(folder, 'shop.tar.gz')
  execFileSync('tar', ['-czf', file, '-C', folder, 'shop'])
  return file
}

async function begin(page: import('@playwright/test').Page, name: string) {
  await page.getByRole('link', { name: 'New project' }).first().click()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText('What is it made of?')).toBeVisible()
}

test('sources that are dropped in become components with their evidence, and a manifest', async ({ page, platform }) => {
  await signIn(page, platform, await Person.register(platform, 'Bo'))
  await begin(page, 'Shop')
  const bytes = readFileSync(archive()).toString('base64')
  const data = await page.evaluateHandle((b64) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([Uint8Array.from(atob(b64), (c) => c.charCodeAt(0))], 'shop.tar.gz'))
    return transfer
  }, bytes)
  await page.getByText('Drop the file here').dispatchEvent('drop', { dataTransfer: data })

  await expect(page.getByText(/components? (was|were) found in shop\.tar\.gz/)).toBeVisible()
  const api = page.getByRole('listitem').filter({ hasText: 'Service' }).first()
  await api.locator('summary').click()
  await expect(api.getByText(/Dockerfile:\d+/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Use this manifest' }).click()
  await page.waitForURL('**/system/**')
  await expect(page.getByRole('heading', { name: 'System' })).toBeVisible()
  await expect(page.getByText('infrar.yaml, version 2.')).toBeVisible()
})

test('an upload whose connection is lost goes on from where it stood', async ({ page, platform, context }) => {
  await signIn(page, platform, await Person.register(platform, 'Cy'))
  await begin(page, 'Large')
  const devtools = await context.newCDPSession(page)
  const network = (offline: boolean) =>
    devtools.send('Network.emulateNetworkConditions', { offline, latency: 5, downloadThroughput: -1, uploadThroughput: 12 * 1024 * 1024 })
  await network(false)
  await page.getByLabel('File').setInputFiles(archive(40 * 1024 * 1024))
  const progress = page.getByRole('progressbar')
  await expect.poll(async () => Number(await progress.getAttribute('value'))).toBeGreaterThan(0)
  await network(true)
  await page.waitForTimeout(1200)
  const before = Number(await progress.getAttribute('value'))
  await network(false)
  await expect(page.getByText(/(was|were) found in shop\.tar\.gz/)).toBeVisible({ timeout: 60_000 })
  expect(before).toBeGreaterThan(0)
})

test('a Compose file, the example, and a repository that is refused', async ({ page, platform }) => {
  await signIn(page, platform, await Person.register(platform, 'Di'))
  await begin(page, 'Composed')
  await page.getByRole('radio', { name: /Compose or manifest/ }).click()
  await page.getByLabel('File').setInputFiles({
    name: 'docker-compose.yaml',
    mimeType: 'text/yaml',
    buffer: Buffer.from('services:\n  web:\n    image: nginx:1.27\n    ports: ["8080:80"]\n    depends_on: [db]\n  db:\n    image: postgres:17\n'),
  })
  await expect(page.getByText(/2 components were found/)).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Postgresql' }).first()).toBeVisible()

  await page.goto(`${platform.url}/`)
  await begin(page, 'Fetched')
  await page.getByRole('radio', { name: /Git repository/ }).click()
  await page.getByLabel('Address').fill('http://127.0.0.1/private.git')
  await page.getByRole('button', { name: 'Fetch and look into it' }).click()
  await expect(problem(page)).toContainText('https')

  await page.getByRole('radio', { name: /Infrar’s own system/ }).click()
  await page.getByRole('button', { name: 'Use the example' }).click()
  await page.waitForURL('**/compare/**')
  await expect(page.getByText('leads with your weights')).toBeVisible()
})
