/** This package itself: where it lies, which version it is. */
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const PACKAGE_NAME = '@grapevine-cast/grapevine'

/** Its folder and version, from the source tree as from the bundle below dist. */
export async function findPackage(): Promise<{ dir: string; version: string }> {
  let dir = dirname(fileURLToPath(import.meta.url))
  while (dirname(dir) !== dir) {
    const text = await readFile(join(dir, 'package.json'), 'utf8').catch(() => '{}')
    const { name, version } = JSON.parse(text) as { name?: unknown; version?: unknown }
    if (name === PACKAGE_NAME && typeof version === 'string') return { dir, version }
    dir = dirname(dir)
  }
  return { dir: process.cwd(), version: 'unknown' }
}
