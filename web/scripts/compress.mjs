// Writes each file of the export a second and third time, compressed as well as it can be, for the platform to serve.
import { readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const out = new URL('../out/', import.meta.url).pathname
const worth = /\.(html|js|css|svg|txt|json|yaml)$/
const [br, gz] = [promisify(brotliCompress), promisify(gzip)]

await Promise.all(
  (await readdir(out, { recursive: true }))
    .filter((name) => worth.test(name))
    .map(async (name) => {
      const path = join(out, name)
      if ((await stat(path)).size < 1024) return
      const bytes = await readFile(path)
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
      await Promise.all([
        br(bytes, { params }).then((b) => writeFile(`${path}.br`, b)),
        gz(bytes, { level: 9 }).then((b) => writeFile(`${path}.gz`, b)),
      ])
    }),
)
