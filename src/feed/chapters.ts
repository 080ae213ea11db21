/**
 * Reads Podcasting 2.0 JSON chapters. Total: what is no chapter is left out, what is no JSON has none.
 */
import { parseDuration } from './dates.ts'
import { toPlainText } from './plain-text.ts'
import type { Chapter } from './types.ts'
import { resolveHttpUrl } from './urls.ts'

const asText = (value: unknown) => (typeof value === 'string' ? value : undefined)

function readStart(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined
  if (typeof value !== 'string') return undefined
  return /^[0:.]+$/.test(value.trim()) ? 0 : parseDuration(value)
}

function readChapter(value: unknown): Chapter | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const fields = value as Readonly<Record<string, unknown>>
  const startSeconds = readStart(fields.startTime)
  const title = toPlainText(asText(fields.title) ?? '')
  // `toc: false` is a change of picture, not an entry of the table of contents.
  if (startSeconds === undefined || title === '' || fields.toc === false) return undefined
  const imageUrl = resolveHttpUrl(asText(fields.img), undefined)
  const link = resolveHttpUrl(asText(fields.url), undefined)
  return { startSeconds, title, ...(imageUrl !== undefined && { imageUrl }), ...(link !== undefined && { link }) }
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
  return list
    .map(readChapter)
    .filter((chapter) => chapter !== undefined)
    .sort((a, b) => a.startSeconds - b.startSeconds)
}
