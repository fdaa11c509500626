// Copies what is served as it is: the built-in example, which is Infrar's own placement as checked in, and the layout engine's worker.
import { copyFile } from 'node:fs/promises'

const to = (name) => new URL(`../public/${name}`, import.meta.url)
await copyFile(new URL('../../placement/infrar.yaml', import.meta.url), to('example.yaml'))
await copyFile(new URL('../node_modules/elkjs/lib/elk-worker.min.js', import.meta.url), to('layout-worker.js'))
