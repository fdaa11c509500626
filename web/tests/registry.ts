import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort, root } from './platform'

const run = promisify(execFile)
const shop = join(root, 'examples/shop')

/** A real registry on the loopback address, with the base that the example's images are made of. */
export class Registry {
  private constructor(
    private readonly process: ChildProcess,
    private readonly folder: string,
    readonly host: string,
  ) {}

  /** Why images cannot be built here; null when they can. */
  static get missing(): string | null {
    if (process.getuid?.() !== 0) return 'Images are built here by root alone.'
    const lacks = ['buildah', 'runc', 'newuidmap', 'docker-registry', 'busybox'].filter((name) => !there('which', name))
    if (lacks.length > 0) return `Not on this machine: ${lacks.join(', ')}.`
    return there('id', 'infrar-build') ? null : 'Not on this machine: the user infrar-build.'
  }

  static async start(): Promise<Registry> {
    const folder = mkdtempSync(join(tmpdir(), 'infrar-registry-'))
    const host = `127.0.0.1:${await freePort()}`
    writeFileSync(
      join(folder, 'registry.yml'),
      `version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\nstorage: {filesystem: {rootdirectory: ${folder}/data}, delete: {enabled: true}}\nhttp: {addr: "${host}"}\n`,
    )
    const child = spawn('docker-registry', ['serve', join(folder, 'registry.yml')], { stdio: 'ignore' })
    for (let tries = 0; tries < 100 && !(await fetch(`http://${host}/v2/`).then((a) => a.ok).catch(() => false)); tries++) await new Promise((done) => setTimeout(done, 100))
    await run(join(shop, 'base'), [host])
    return new Registry(child, folder, host)
  }

  /** What a platform needs to be told to build into it. */
  get settings(): string[] {
    return [
      `--Builder:Registry=${this.host}/images`,
      `--Builder:PlainRegistries:0=${this.host}`,
      `--Builder:Mirrors:0=docker.io=${this.host}/base`,
      '--Builder:LeaseSeconds=5',
      '--Network:AllowPrivate=true',
      '--Releases:HealthSeconds=5',
      '--Releases:HealthEverySeconds=1',
    ]
  }

  /** Files as an archive: those of the example's folders that are named, with others in their places. */
  archive(name: string, folders: readonly string[], files: Record<string, string> = {}): string {
    const at = join(this.folder, name)
    mkdirSync(at)
    for (const folder of folders) execFileSync('cp', ['-r', join(shop, folder), at])
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(at, path, '..'), { recursive: true })
      writeFileSync(join(at, path), text)
    }
    execFileSync('tar', ['-C', at, '-czf', `${at}.tar.gz`, '.'])
    return `${at}.tar.gz`
  }

  async stop() {
    const ended = new Promise((done) => this.process.once('exit', done))
    this.process.kill('SIGTERM')
    await ended
    rmSync(this.folder, { recursive: true, force: true })
  }
}

function there(program: string, name: string): boolean {
  try {
    execFileSync(program, [name], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
