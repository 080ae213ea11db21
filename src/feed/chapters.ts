/**
 * Reads chapters: Podcasting 2.0's JSON, and Podlove's Simple Chapters, which stand in the feed itself. Total: what is no
 * chapter is left out, what is no JSON has none.
 */
import { parseDuration } from './dates.ts'
import { toPlainText } from './plain-text.ts'
import type { Chapter } from './types.ts'
import { resolveHttpUrl } from './urls.ts'
import { childrenNamed, type XmlElement } from './xml-tree.ts'

const asText = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** @returns seconds of a number or a clock (`01:02:03.5`), 0 as well; `undefined` for anything else. */
export function readStart(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined
  if (typeof value !== 'string') return undefined
  return /^[0:.]+$/.test(value.trim()) ? 0 : parseDuration(value)
}

interface Given {
  readonly start: unknown
  readonly end?: unknown
  readonly title: unknown
  readonly image: unknown
  readonly page: unknown
  readonly place?: unknown
  readonly isListed?: boolean
}

/**
 * @returns none where there is no start, or nothing to show: what has no title still has its image and link, but is no entry of
 * a table of contents
 */
function toChapter(given: Given, base?: string): Chapter[] {
  const startSeconds = readStart(given.start)
  const title = toPlainText(asText(given.title) ?? '')
  const imageUrl = resolveHttpUrl(asText(given.image), base)
  const link = resolveHttpUrl(asText(given.page), base)
  if (startSeconds === undefined || (title === '' && imageUrl === undefined && link === undefined)) return []
  const endSeconds = readStart(given.end)
  const placeName = toPlainText(asText(given.place) ?? '')
  return [
    {
      startSeconds,
      ...(endSeconds !== undefined && endSeconds > startSeconds && { endSeconds }),
      title,
      ...(imageUrl !== undefined && { imageUrl }),
      ...(link !== undefined && { link }),
      ...(placeName !== '' && { placeName }),
      ...((title === '' || given.isListed === false) && { hidden: true as const }),
    },
  ]
}

function readChapter(value: unknown): Chapter[] {
  if (typeof value !== 'object' || value === null) return []
  const { startTime, endTime, title, img, url, toc, location } = value as Readonly<Record<string, unknown>>
  const place = typeof location === 'object' && location !== null && 'name' in location ? location.name : undefined
  return toChapter({ start: startTime, end: endTime, title, image: img, page: url, place, isListed: toc !== false })
}

const byStart = (a: Chapter, b: Chapter) => a.startSeconds - b.startSeconds

/**
 * Reads `<psc:chapters>` inside an item (https://podlove.org/simple-chapters); of several, only the first counts.
 * @returns the chapters that have a start and something to show, by start
 */
export function readSimpleChapters(item: XmlElement, base: string | undefined): Chapter[] {
  const [list] = childrenNamed(item, 'psc:chapters')
  if (!list) return []
  return childrenNamed(list, 'psc:chapter')
    .flatMap(({ attributes: its }) =>
      toChapter(
        { start: its.get('start'), title: its.get('title'), image: its.get('image'), page: its.get('href') },
        base,
      ),
    )
    .sort(byStart)
}

/**
 * @param text a JSON chapters file of version 1.2:
 *   `{ version, chapters: [{ startTime, endTime?, title?, img?, url?, toc?, location?: { name, geo, osm? } }] }`
 * @returns the chapters that have a start and something to show, by start; those of `toc: false` are `hidden`, and so are
 *   those without a title. `[]` where the text is no such file
 * @see https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md
 */
export function parseChapters(text: string): Chapter[] {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return []
  }
  const list = typeof json === 'object' && json !== null && 'chapters' in json ? json.chapters : json
  if (!Array.isArray(list)) return []
  return list.flatMap(readChapter).sort(byStart)
}
