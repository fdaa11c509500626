// Moves the inline scripts of exported pages into files, so that `script-src 'self'` needs no list of hashes.
// Those of one page become one file at the place of the last, when all that they speak of is there; their order stays.
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const out = new URL('../out/', import.meta.url).pathname
const folder = '_next/static/inline'
const inline = /<script(?![^>]*\ssrc=)(?![^>]*type="application\/)([^>]*)>([\s\S]*?)<\/script>/g
await mkdir(join(out, folder), { recursive: true })

for (const name of await readdir(out, { recursive: true })) {
  if (!name.endsWith('.html')) continue
  const html = await readFile(join(out, name), 'utf8')
  const scripts = [...html.matchAll(inline)]
  const text = scripts.map((s) => s[2]).join(';\n')
  let left = scripts.length
  const file = `${folder}/${createHash('sha256').update(text).digest('hex').slice(0, 16)}.js`
  const page = html.replace(inline, () => (--left === 0 ? `<script src="/${file}"></script>` : ''))
  if (scripts.length > 0) await writeFile(join(out, file), text)
  await writeFile(join(out, name), page)
  const bad = page.match(/<script(?![^>]*\ssrc=)[^>]*>|<[^>]+\sstyle="|<style|\son\w+="/)
  if (bad) {
    console.error(`error: out/${name} still holds ${bad[0]}, which the content security policy forbids.`)
    process.exitCode = 1
  }
}
