import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { join } from 'node:path'
import { expect } from './journey'
import { root } from './platform'

const pictures = join(root, 'artifacts/web/screenshots')

/** Waits until a page shows what it has to show. */
export async function settled(page: Page) {
  await expect(page.locator('h1')).toBeVisible()
  await expect(page.locator('.skeleton')).toHaveCount(0)
  await page.waitForTimeout(400)
  await expect(page.locator('.skeleton')).toHaveCount(0)
}

/** Holds a page against the rules of accessibility in both themes and against three widths, and leaves pictures of it. */
export async function check(page: Page, name: string, documented: Record<string, string> = {}) {
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
  await page.setViewportSize({ width: 1440, height: 900 })
}
