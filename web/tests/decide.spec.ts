import { readFileSync } from 'node:fs'
import { expect, problem, signIn, test } from './journey'
import { Person, placement } from './platform'

test('options are compared, ranked anew by weights, explained, and one is used', async ({ page, platform }) => {
  const person = await Person.register(platform, 'Eve')
  const slug = await person.project('Compared', placement)
  await signIn(page, platform, person, `/compare/?p=${slug}`)
  const options = page.getByRole('region', { name: 'Options' })
  const totals = () => options.locator('ol > li').allInnerTexts()

  const answer = await person.ask<{ ranking: string[]; options: { strategy: string; costs: { usageProfile: string; totalMonthlyCost: string }[] }[] }>('GET', `/projects/${slug}/comparison?environment=production`)
  const leader = answer.options.find((o) => o.strategy === answer.ranking[0])!
  const cost = leader.costs.find((c) => c.usageProfile === 'medium')!.totalMonthlyCost
  await expect(page.getByText(`It costs $${Number(cost).toFixed(2)} a month at medium traffic`)).toBeVisible()
  await expect(options.getByText('Not feasible')).toHaveCount(answer.options.length - answer.ranking.length)
  await expect(options.getByText(/^Residency: data in/).first()).toBeVisible()

  // A weight moves by the keyboard; the platform ranks, and the address says how.
  const before = await totals()
  for (const weight of ['scalability', 'developer experience', 'maintenance', 'security', 'setup effort']) {
    const slider = page.getByRole('slider', { name: `Weight of ${weight}` })
    await slider.focus()
    for (let n = 0; n < 3; n++) await slider.press('ArrowLeft')
  }
  await expect.poll(() => new URL(page.url()).searchParams.get('w')).toBe('0.3.0.0.0.3.0.3')
  const ranked = await person.ask<{ ranking: string[] }>('GET', `/projects/${slug}/comparison?environment=production&weights=0.3.0.0.0.3.0.3`)
  expect(ranked.ranking).not.toEqual(answer.ranking)
  await expect.poll(totals).not.toEqual(before)
  await expect(page.getByRole('status').filter({ hasText: 'is now first' })).toBeAttached()
  await page.getByRole('button', { name: 'Reset' }).click()
  await expect.poll(totals).toEqual(before)

  await page.getByRole('button', { name: /^Cost of Cloudflare Pages/ }).click()
  await expect(page.getByRole('dialog')).toContainText('Formula')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: 'Which lines are not priced?' }).click()
  await expect(page.getByRole('dialog')).toContainText('lower bounds')
  await page.goBack()

  await page.getByRole('button', { name: 'Use this option' }).first().click()
  await expect(page.getByText('In use for production')).toBeVisible()
  const chosen = await person.ask<{ name: string; strategy: string }[]>('GET', `/projects/${slug}/environments`)
  expect(chosen.find((e) => e.name === 'production')!.strategy).toBe(answer.ranking[0])
})

test('an estimate is read line by line, over traffic, and exported', async ({ page, platform }) => {
  const person = await Person.register(platform, 'Fay')
  const slug = await person.project('Estimated', placement)
  await signIn(page, platform, person, `/estimate/?p=${slug}&s=pages-aws`)
  const lines = page.getByRole('region', { name: 'Lines' })
  await page.getByRole('button', { name: /^network \d+ lines/ }).click()
  await lines.getByRole('button', { name: /^NAT gateway hours/ }).first().click()
  const panel = page.getByRole('region', { name: /^How NAT gateway hours/ })
  await expect(panel).toContainText('730')
  await expect(panel).toContainText('$0.048')
  await expect(panel).toContainText('$35.04')
  await expect(page).toHaveURL(/line=network\.nat-gateway-hours/)

  const high = await person.ask<{ totalMonthlyCost: string }>('GET', `/projects/${slug}/estimate?environment=production&strategy=pages-aws&traffic=high`)
  await page.getByRole('button', { name: /^High traffic/ }).click()
  await expect(page.locator('main')).toContainText(`${new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(Number(high.totalMonthlyCost))} a month at high traffic, over the budget`)

  const file = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'CSV' }).click()
  const csv = readFileSync(await (await file).path(), 'utf8')
  expect(csv).toContain('network.nat-gateway-hours')
  expect(csv.split('\r\n').length).toBeGreaterThan(80)

  // What has no price says so, and is no zero.
  await page.goto(`${platform.url}/estimate/?p=${slug}&s=hetzner`)
  await expect(page.getByText(/^At least \$/)).toBeVisible()
  await expect(lines.getByText('Not priced').first()).toBeVisible()
  await expect(lines).not.toContainText('$0.00')
})

test('findings lead to their place on the topology and in the manifest', async ({ page, platform }) => {
  const person = await Person.register(platform, 'Gil')
  const slug = await person.project('Found', placement)
  const report = await person.ask<{ counts: Record<string, number>; findings: unknown[] }>('GET', `/projects/${slug}/findings?environment=production&strategy=pages-aws`)
  await signIn(page, platform, person, `/findings/?p=${slug}&s=pages-aws`)
  await expect(page.getByText(`${report.findings.length} findings: ${report.counts.critical} critical`)).toBeVisible()
  await page.getByRole('button', { name: `Critical ${report.counts.critical}` }).click()
  await expect(page.getByRole('region', { name: 'Findings' }).getByRole('listitem')).toHaveCount(report.counts.critical!)
  await page.getByRole('button', { name: 'A component cannot reach what it uses' }).click()
  const panel = page.getByRole('region', { name: 'A component cannot reach what it uses' })
  await expect(panel).toContainText('No rule lets platform out on 6379 to cache.')
  await panel.getByRole('link', { name: 'On the topology' }).click()

  await page.waitForURL('**/topology/**')
  await expect(page.locator('.react-flow__node-part')).not.toHaveCount(0)
  await expect(page.getByLabel('Stops here')).toBeVisible()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('radio', { name: 'List' }).click()
  await page.getByRole('button', { name: 'PostgreSQL', exact: true }).click()
  await expect(page.getByRole('region', { name: 'PostgreSQL' })).toContainText('Hears from')
  await page.getByRole('radio', { name: 'Cost' }).click()
  const file = page.waitForEvent('download')
  await page.getByRole('button', { name: 'SVG' }).click()
  expect(readFileSync(await (await file).path(), 'utf8')).toMatch(/^<svg .*PostgreSQL.*<\/svg>$/s)

  await page.goto(`${platform.url}/findings/?p=${slug}&s=pages-aws&finding=${encodeURIComponent('NET001/aws_security_group.ecs/platform-cache:6379')}`)
  await page.getByRole('link', { name: /^Open the manifest at line/ }).click()
  await expect(page.getByRole('textbox', { name: 'Manifest' })).toBeFocused()
})

test('the manifest is edited with diagnostics at their place, and nobody’s edit is lost', async ({ page, platform }) => {
  const person = await Person.register(platform, 'Hal')
  const slug = await person.project('Edited', placement)
  await signIn(page, platform, person, `/system/?p=${slug}`)
  const editor = page.getByRole('textbox', { name: 'Manifest' })
  await expect(page.getByText('The manifest is valid.')).toBeVisible()
  await editor.click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('bogus: true\n')
  await expect(page.getByText('1 fault to mend.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Diagnostics' })).toContainText('line 1, column 1')
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.type('# A remark.\n')
  await expect(page.getByText('Not saved yet.')).toBeVisible()

  // Somebody else is faster.
  await person.ask('PUT', `/projects/${slug}/manifest`, { text: `# Theirs.\n${placement}` }, { 'if-match': '*' })
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(problem(page)).toBeVisible()
  await page.getByRole('button', { name: /^Load the newer version/ }).click()
  await expect(editor).toContainText('# Theirs.')
  await editor.click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type('# Mine.\n')
  await page.keyboard.press('Control+s')
  await expect(page.getByText('infrar.yaml, version 4.')).toBeVisible()
  expect((await person.ask<{ text: string }>('GET', `/projects/${slug}/manifest`)).text).toMatch(/^# Mine\.\n# Theirs\.\n/)
})
