// What each page loads first, as compressed script (brotli). Fails beyond 200 KB.
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'

const most = 200 * 1024
const out = new URL('../out/', import.meta.url).pathname
const sizes = new Map()
const size = async (src) => {
  if (!sizes.has(src)) {
    const path = join(out, decodeURIComponent(src))
    sizes.set(src, (await readFile(`${path}.br`).catch(async () => brotliCompressSync(await readFile(path)))).length)
  }
  return sizes.get(src)
}

for (const name of (await readdir(out, { recursive: true })).filter((n) => n.endsWith('.html')).sort()) {
  const html = await readFile(join(out, name), 'utf8')
  // Browsers that know modules never load what is marked nomodule.
  const scripts = [...html.matchAll(/<script([^>]*)\ssrc="([^"]+)"([^>]*)>/g)].filter((s) => !/nomodule/i.test(s[1] + s[3]))
  let total = 0
  for (const src of new Set(scripts.map((s) => s[2].split('?')[0]))) total += await size(src)
  const isTooLarge = total > most
  console.log(`${isTooLarge ? 'error: ' : ''}${(total / 1024).toFixed(1).padStart(7)} KB  /${name.replace(/index\.html$/, '')}`)
  if (isTooLarge) process.exitCode = 1
}
