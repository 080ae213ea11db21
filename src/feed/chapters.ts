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

function toChapter(start: unknown, name: unknown, image: unknown, page: unknown, base?: string): Chapter[] {
  const startSeconds = readStart(start)
  const title = toPlainText(asText(name) ?? '')
  if (startSeconds === undefined || title === '') return []
  const imageUrl = resolveHttpUrl(asText(image), base)
  const link = resolveHttpUrl(asText(page), base)
  return [{ startSeconds, title, ...(imageUrl !== undefined && { imageUrl }), ...(link !== undefined && { link }) }]
}

function readChapter(value: unknown): Chapter[] {
  if (typeof value !== 'object' || value === null) return []
  const { startTime, title, img, url, toc } = value as Readonly<Record<string, unknown>>
  // `toc: false` is a change of picture, not an entry of the table of contents.
  return toc === false ? [] : toChapter(startTime, title, img, url)
}

const byStart = (a: Chapter, b: Chapter) => a.startSeconds - b.startSeconds

/**
 * Reads `<psc:chapters>` inside an item (https://podlove.org/simple-chapters); of several, only the first counts.
 * @returns the chapters that have a start and a title, by start
 */
export function readSimpleChapters(item: XmlElement, base: string | undefined): Chapter[] {
  const [list] = childrenNamed(item, 'psc:chapters')
  if (!list) return []
  return childrenNamed(list, 'psc:chapter')
    .flatMap(({ attributes: its }) =>
      toChapter(its.get('start'), its.get('title'), its.get('image'), its.get('href'), base),
    )
    .sort(byStart)
}

/**
 * @param text a JSON chapters file: `{ version, chapters: [{ startTime, title, img?, url?, toc? }] }`
 * @returns the chapters that have a start and a title, by start; `[]` where the text is no such file
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
