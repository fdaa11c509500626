import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')
export const password = 'correct horse battery staple'
const program = process.env.INFRAR_PLATFORM ?? join(root, 'artifacts/bin/Infrar.Platform/release/infrar-platform')
const standIn = process.env.INFRAR_REHEARSAL ?? join(root, 'artifacts/bin/Infrar.Rehearsal/release/infrar-rehearsal')

export const freePort = () =>
  new Promise<number>((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => done(port))
    })
  })

/** The real platform as a process of its own, on embedded parts, with the exported pages. */
export class Platform {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
    readonly folder: string,
  ) {}

  static async start(...settings: string[]): Promise<Platform> {
    for (const needed of [program, join(root, 'web/out/index.html')]) {
      if (!existsSync(needed)) throw new Error(`${needed} is missing. Build the platform (Release) and the web (npm run build) first.`)
    }
    const folder = mkdtempSync(join(tmpdir(), 'infrar-web-'))
    const port = await freePort()
    const url = `http://localhost:${port}`
    const child = spawn(
      program,
      [
        'up',
        `--Server:Urls=http://127.0.0.1:${port}`,
        `--Server:PublicUrl=${url}`,
        `--Server:DataFolder=${join(folder, 'data')}`,
        '--Server:DrainSeconds=0',
        `--Web:Folder=${join(root, 'web/out')}`,
        `--Executor:StandIn=${standIn}`,
        '--Credentials:CheckAfterStoring=false',
        // Many people of one address within minutes; nobody does that outside of tests.
        '--Limits:PerAddress=1000000',
        '--Limits:PerToken=1000000',
        '--Limits:SignInsPerAddress=1000000',
        ...settings,
      ],
      { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let said = ''
    child.stdout.on('data', (d: Buffer) => (said += d.toString()))
    child.stderr.on('data', (d: Buffer) => (said += d.toString()))
    for (let tries = 0; tries < 300; tries++) {
      if (child.exitCode !== null) throw new Error(`The platform ended with ${child.exitCode}:\n${said}`)
      const up = await fetch(`${url}/ready`).then((a) => a.ok).catch(() => false)
      if (up) return new Platform(child, url, folder)
      await new Promise((done) => setTimeout(done, 100))
    }
    child.kill('SIGKILL')
    throw new Error(`The platform was not ready within 30 s:\n${said}`)
  }

  get setupSecret() {
    return readFileSync(join(this.folder, 'data/setup-secret'), 'utf8').trim()
  }

  async stop() {
    const ended = new Promise((done) => this.process.once('exit', done))
    this.process.kill('SIGTERM')
    await Promise.race([ended, new Promise((done) => setTimeout(done, 15_000))])
    if (this.process.exitCode === null) this.process.kill('SIGKILL')
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** Somebody who asks the API directly, to prepare what a journey begins with. */
export class Person {
  private constructor(
    private readonly url: string,
    readonly email: string,
    readonly name: string,
    private token: string,
  ) {}

  static async register(platform: Platform, name: string, proof: { setup?: string; invitation?: string } = {}, email = `${name.toLowerCase().replace(/\W+/g, '.')}.${Math.random().toString(36).slice(2, 8)}@example.com`) {
    const made = await fetch(`${platform.url}/api/v1/accounts`, json({ email, password, displayName: name, ...proof }))
    if (!made.ok) throw new Error(await made.text())
    const signedIn = await fetch(`${platform.url}/api/v1/sessions`, json({ email, password }))
    return new Person(platform.url, email, name, ((await signedIn.json()) as { accessToken: string }).accessToken)
  }

  async ask<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (answer.status === 204 ? undefined : await answer.json()) as T
  }

  async team(): Promise<string> {
    return (await this.ask<{ id: string }[]>('GET', '/teams'))[0]!.id
  }

  async project(name: string, manifest?: string): Promise<string> {
    return (await this.ask<{ slug: string }>('POST', '/projects', { team: await this.team(), name, ...(manifest && { manifest }) })).slug
  }
}

const json = (body: unknown) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

/** Infrar's own placement, as it is checked in. */
export const placement = readFileSync(join(root, 'placement/infrar.yaml'), 'utf8')

/** A system of one object store and one secret; its runs take seconds. */
export const gallery = `infrar: 1
system: gallery

components:
  files:
    kind: object-store
  secrets:
    kind: secrets
    entries:
      api-key: { description: Key of the API }

environments:
  production:
    strategies: [aws]

strategies:
  aws:
    title: AWS
    place:
      object-store: aws/s3
      secrets: aws/secrets-manager
    providers:
      aws: { region: eu-west-1 }
`
