import { createServer } from 'node:http'
import { expect, problem, signIn, test } from './journey'
import { gallery, Person, Platform } from './platform'

interface Told {
  event: string
  signature: string
}

test('an environment gets a policy and a schedule, each of which can be undone, and a webhook is told', async ({ page }) => {
  const told: Told[] = []
  const hook = createServer((request, answer) => {
    let body = ''
    request.on('data', (d: Buffer) => (body += d.toString()))
    request.on('end', () => {
      told.push({ event: (JSON.parse(body) as { event: string }).event, signature: String(request.headers['infrar-signature']) })
      answer.writeHead(204).end()
    })
  })
  await new Promise<void>((done) => hook.listen(0, '127.0.0.1', done))
  const { port } = hook.address() as { port: number }
  const platform = await Platform.start('--Network:AllowPrivate=true')
  try {
    const person = await Person.register(platform, 'Ada', { setup: platform.setupSecret })
    const slug = await person.project('Ruled', gallery)
    const at = `/projects/${slug}/workspaces/production`
    const policy = async () => (await person.ask<{ policy: Record<string, unknown> }>('GET', `${at}/policy`)).policy
    await signIn(page, platform, person, `/settings/?p=${slug}&e=production`)

    const rules = page.getByRole('region', { name: 'Before an apply' })
    await rules.getByLabel('People who approve').fill('2')
    await rules.getByLabel('Gravest new finding').selectOption('low')
    await rules.getByLabel('Most that a month may cost').fill('seven hundred')
    await rules.getByRole('button', { name: 'Save policy' }).click()
    await expect(problem(page)).toContainText(/monthlyCost|700/)
    await rules.getByLabel('Most that a month may cost').fill('700.50')
    await rules.getByLabel('Never destroyed or replaced').fill('aws_db_instance\naws_s3_bucket.files*')
    await rules.getByRole('button', { name: 'Add a time' }).click()
    await rules.getByRole('button', { name: 'Friday' }).click()
    await rules.getByRole('button', { name: 'Save policy' }).click()
    await expect(rules.getByText('Saved.')).toBeVisible()
    expect(await policy()).toMatchObject({
      approvals: 2,
      newFindings: 'low',
      monthlyCost: '700.50',
      protected: ['aws_db_instance', 'aws_s3_bucket.files*'],
      windows: [{ days: ['monday', 'tuesday', 'wednesday', 'thursday'], from: '09:00', to: '17:00' }],
    })
    await page.reload()
    await expect(rules.getByLabel('People who approve')).toHaveValue('2')
    await rules.getByLabel('People who approve').fill('3')
    await rules.getByRole('button', { name: 'Save policy' }).click()
    await rules.getByRole('button', { name: 'Undo' }).click()
    await expect(rules.getByLabel('People who approve')).toHaveValue('2')
    expect(await policy()).toMatchObject({ approvals: 2, monthlyCost: '700.50' })

    const clock = page.getByRole('region', { name: 'By the clock' })
    await clock.getByLabel('Look for drift every so many hours').fill('24')
    await clock.getByRole('button', { name: 'Save schedule' }).click()
    await expect(clock.getByText(/^Next/)).toBeVisible()
    await clock.getByRole('button', { name: 'Undo' }).click()
    await expect(clock.getByLabel('Look for drift every so many hours')).toHaveValue('')

    const tells = page.getByRole('region', { name: 'Who is told' })
    await expect(tells.getByText('Nobody is told')).toBeVisible()
    await tells.getByRole('button', { name: 'Add a notification' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('On-call')
    await dialog.getByLabel('Address').fill(`http://127.0.0.1:${port}/secret-path`)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog.locator('code')).toBeVisible()
    await dialog.getByRole('button', { name: 'I have it' }).click()
    await expect(tells.getByText('Webhook to 127.0.0.1')).toBeVisible()
    await expect(page.locator('body')).not.toContainText('secret-path')
    await tells.getByRole('button', { name: 'Test' }).click()
    await expect(dialog.getByText('Told', { exact: true })).toBeVisible()
    expect(told).toEqual([{ event: 'test', signature: expect.stringMatching(/^t=\d+,v1=[0-9a-f]{64}$/) as unknown as string }])
    await page.keyboard.press('Escape')
    await tells.getByRole('button', { name: 'Turn off' }).click()
    await expect(tells.getByText('Off', { exact: true })).toBeVisible()
    await tells.getByRole('button', { name: 'Remove' }).click()
    await dialog.getByLabel('Type On-call to go on').fill('On-call')
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await expect(tells.getByText('Nobody is told')).toBeVisible()
  } finally {
    await platform.stop()
    hook.close()
  }
})

test('whoever administers the installation suspends, sets quotas and begins maintenance', async ({ page }) => {
  const platform = await Platform.start('--Account:Registration=open')
  try {
    const ada = await Person.register(platform, 'Ada Okoye', { setup: platform.setupSecret })
    const mo = await Person.register(platform, 'Mo')
    const slug = await mo.project('Kept', gallery)
    await signIn(page, platform, ada)
    await page.getByRole('button', { name: /^Account of/ }).click()
    await page.getByRole('menuitem', { name: 'Administration' }).click()
    await expect(page.getByRole('heading', { name: 'Administration', level: 1 })).toBeVisible()

    const people = page.getByRole('region', { name: 'People' })
    await people.getByLabel('Name or address').fill(mo.email)
    await expect(people.getByRole('listitem')).toHaveCount(1)
    await people.getByRole('button', { name: 'Change Mo' }).click()
    await page.getByRole('menuitem', { name: 'Suspend…' }).click()
    await page.getByLabel('Why', { exact: true }).fill('A lost laptop')
    await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
    await expect(people.getByText('Suspended', { exact: true }).last()).toBeVisible()
    await expect(mo.ask('GET', '/projects')).rejects.toThrow(/401/)
    await people.getByRole('button', { name: 'Change Mo' }).click()
    await page.getByRole('menuitem', { name: 'Open the account again' }).click()
    await expect(people.getByRole('listitem').getByText('Suspended')).toHaveCount(0)

    const teams = page.getByRole('region', { name: 'Teams', exact: true })
    await teams.getByRole('button', { name: /Quotas of Mo/ }).click()
    await page.getByRole('dialog').getByLabel('Projects').fill('7')
    await page.getByRole('dialog').getByRole('button', { name: 'Save quotas' }).click()
    await expect(teams.getByRole('row', { name: /Mo/ })).toContainText('1 of 7 (set)')

    const installation = page.getByRole('region', { name: 'Installation' })
    await installation.getByLabel('Why changes are refused for a while').fill('The database moves.')
    await installation.getByRole('button', { name: 'Begin maintenance' }).click()
    await expect(installation.getByText('The database moves.')).toBeVisible()
    const again = await Person.register(platform, 'Lea').catch((refused: Error) => refused)
    expect(String(again)).toContain('ADM003')
    await installation.getByRole('button', { name: 'End maintenance' }).click()
    await expect(installation.getByRole('button', { name: 'Begin maintenance' })).toBeVisible()
    await installation.getByLabel('Who may make an account').selectOption('invited')
    await expect(installation.getByLabel('Who may make an account')).toHaveValue('invited')
    await expect(Person.register(platform, 'Nia')).rejects.toThrow(/ACC/)

    // Of what a team keeps, an administrator sees nothing.
    await page.goto(`${platform.url}/overview/?p=${slug}`)
    await expect(problem(page).getByRole('link', { name: 'PRJ001' })).toBeVisible()
  } finally {
    await platform.stop()
  }
})
