/**
 * Finds and reads the feed that publish was given: a folder, a file or a web address.
 */
import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { download, FEED_LIMITS, readAll } from './http-download.ts'
import { PublishError } from './publish-error.ts'

export interface FeedSource {
  readonly bytes: Uint8Array
  /** What the published feed is called. */
  readonly fileName: string
  /** The folder the feed lies in; absent for a web address. */
  readonly dir?: string
  /** True where the whole folder was given, and is to be published with the feed. */
  readonly isFolder: boolean
  /** Where it was read from, for a web address. */
  readonly url?: string
}

const words = (error: unknown) => (error instanceof Error ? error.message : String(error))

/** @throws PublishError `no-feed` */
export async function readFeedSource(feed: string): Promise<FeedSource> {
  if (/^https?:\/\//i.test(feed)) return fromWeb(feed)
  const path = resolve(feed)
  const stats = await stat(path).catch(() => undefined)
  if (!stats) throw new PublishError('no-feed', `There is no feed or folder at ${feed}.`)
  const file = stats.isDirectory() ? join(path, await findFeed(path, feed)) : path
  try {
    const bytes = await readFile(file)
    return { bytes, fileName: basename(file), dir: dirname(file), isFolder: stats.isDirectory() }
  } catch (error) {
    throw new PublishError('no-feed', `The feed ${file} can't be read: ${words(error)}.`, error)
  }
}

async function fromWeb(url: string): Promise<FeedSource> {
  try {
    const bytes = await readAll(await download(url, FEED_LIMITS, 'feed'))
    return { bytes, fileName: 'feed.xml', isFolder: false, url: new URL(url).href }
  } catch (error) {
    throw new PublishError('no-feed', `The feed ${url} can't be read: ${words(error)}.`, error)
  }
}

async function findFeed(dir: string, asked: string): Promise<string> {
  const names = (await readdir(dir)).filter((name) => /\.(?:xml|rss|atom)$/i.test(name)).sort()
  const only = names.includes('feed.xml') ? 'feed.xml' : names.length === 1 ? names[0] : undefined
  if (only !== undefined) return only
  throw new PublishError(
    'no-feed',
    names.length === 0
      ? `There is no feed in ${asked}: no feed.xml, nor another .xml or .rss file.`
      : `Which of these is the feed? ${names.join(', ')}. Name it, or call it feed.xml.`,
  )
}

/** @returns paths relative to `dir` of the plain files below it, sorted; hidden ones, links and `except` are left out. */
export async function listFiles(dir: string, except?: string): Promise<string[]> {
  const found: string[] = []
  const walk = async (folder: string) => {
    const entries: Dirent[] = await readdir(join(dir, folder), { withFileTypes: true })
    for (const entry of entries) {
      const path = join(folder, entry.name)
      if (entry.name.startsWith('.') || join(dir, path) === except) continue
      if (entry.isDirectory()) await walk(path)
      else if (entry.isFile()) found.push(path)
    }
  }
  await walk('')
  return found.sort()
}
