import { expect, problem, test } from './journey'
import { password, Platform } from './platform'
import { totp } from './totp'

test('the first account is made with the set-up secret, and gets a second factor', async ({ page, context }) => {
  const platform = await Platform.start()
  try {
    await page.goto(platform.url)
    await page.waitForURL('**/setup/')
    await page.getByLabel('Set-up secret').fill('not-the-secret')
    await page.getByLabel('Your name').fill('Ada Okoye')
    await page.getByLabel('E-mail address').fill('ada@example.com')
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(problem(page).getByRole('link', { name: /^ACC/ })).toBeVisible()

    await page.getByLabel('Set-up secret').fill(platform.setupSecret)
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByRole('heading', { name: 'Projects', level: 1 })).toBeVisible()
    await expect(page.getByText('There is no project yet.')).toBeVisible()

    // A reload signs in again by the cookie, which no script can read; nothing that opens anything is in storage.
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Projects', level: 1 })).toBeVisible()
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]))
    expect(stored).toBe('[{"infrar-signed-in":"1"},{},""]')
    const cookie = (await context.cookies(`${platform.url}/api/v1/sessions`)).find((c) => c.name === 'infrar_refresh')
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })

    await page.goto(`${platform.url}/settings/`)
    await page.getByRole('button', { name: 'Turn on' }).click()
    await page.getByLabel('Your password').fill(password)
    await page.getByRole('button', { name: 'Go on' }).click()
    const key = (await page.getByTestId('totp-key').textContent())!
    await page.getByLabel('Code of your authenticator').fill(totp(key))
    await page.getByRole('button', { name: 'Turn on', exact: true }).last().click()
    await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(10)
    const recovery = (await page.getByRole('dialog').getByRole('listitem').first().textContent())!
    await page.getByRole('button', { name: 'I have kept them' }).click()
    await expect(page.getByText('On', { exact: true })).toBeVisible()

    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.waitForURL('**/signin/**')
    await page.getByLabel('E-mail address').fill('ada@example.com')
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button', { name: 'Use a recovery code' }).click()
    await page.getByLabel('Recovery code').fill(recovery)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page).toHaveURL(/\/settings\//)
  } finally {
    await platform.stop()
  }
})

test('whoever is not signed in comes to where they wanted to go', async ({ page, platform }) => {
  await page.goto(`${platform.url}/runs/?p=shop&e=production`)
  await page.waitForURL('**/signin/?next=**')
  expect(new URL(page.url()).searchParams.get('next')).toBe('/runs/?p=shop&e=production')
  // An address elsewhere is not gone to.
  await page.goto(`${platform.url}/signin/?next=//evil.example/`)
  await page.getByLabel('E-mail address').fill('nobody@example.com')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(problem(page)).toContainText('refused')
})
