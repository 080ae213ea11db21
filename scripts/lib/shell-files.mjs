/**
 * What the built page consists of, for its service worker: which files to keep, and an id that differs whenever one of them does.
 *
 * Of the page only: what frames and other sites load (assets/frame, player.html, embed.js, client.js) is never kept by its worker, nor
 * are the workers themselves. Names below assets/ have a hash of their content, so the name says it; of all others the content is hashed.
 */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { loadedFiles } from './loaded-files.mjs'

/** The large icons are for the system, which keeps them itself. */
const NAMED = ['favicon.svg', 'manifest.webmanifest', 'icons/icon-192.png']
const HASHED = /-[\w-]{8,}\.\w+$/

/**
 * @param {string} folder dist/page
 * @returns {{ id: string, entries: string[], list: { first: string[], late: string[], languages: string[], named: string[] } }}
 *   names from the folder on, in an order that is always the same
 * @throws where the page is not built, or a file's name would not change with its content
 */
export function shellFiles(folder) {
  const page = join(folder, 'index.html')
  if (!existsSync(page)) throw new Error(`${page} is not there: the page is built before its service worker`)
  const nameOf = (path) => relative(resolve(folder), resolve(path)).replaceAll('\\', '/')
  const hashOf = (name) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex')
      .slice(0, 16)

  const first = loadedFiles(page)
    .map(nameOf)
    .filter((name) => name !== 'index.html')
    .sort()
  const assets = filesIn(folder, 'assets').filter((name) => !/^assets\/(?:frame\/|shell-\w+\.json$)/.test(name))
  const unhashed = assets.find((name) => !HASHED.test(name))
  if (unhashed !== undefined)
    throw new Error(`${unhashed} has no hash in its name: it could not be told from an older one`)
  const languages = assets.filter((name) => name.startsWith('assets/languages/'))
  const late = assets.filter((name) => !first.includes(name) && !languages.includes(name))
  const named = NAMED.flatMap((name) => filesIn(folder, name))
  const html = readFileSync(page, 'utf8')
  const entries = first.filter((name) => html.includes(name))

  const list = { first, late, languages, named }
  const contents = [JSON.stringify(list), hashOf('index.html'), ...named.map(hashOf)].join('\n')
  return { id: createHash('sha256').update(contents).digest('hex').slice(0, 12), entries, list }
}

/** Every file below `name`, or `name` where it is one; sorted, with forward slashes. */
function filesIn(folder, name) {
  if (!existsSync(join(folder, name))) return []
  try {
    return readdirSync(join(folder, name))
      .sort()
      .flatMap((child) => filesIn(folder, `${name}/${child}`))
  } catch (error) {
    if (error.code === 'ENOTDIR') return [name]
    throw error
  }
}
