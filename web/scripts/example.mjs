// The built-in example is Infrar's own placement, as it is checked in.
import { copyFile } from 'node:fs/promises'

await copyFile(new URL('../../placement/infrar.yaml', import.meta.url), new URL('../public/example.yaml', import.meta.url))
