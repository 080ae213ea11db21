/**
 * Where each page of the history was scrolled to, so that "back" leads to the very place.
 *
 * Pure; `dom-scroll-memory.ts` keeps it. In long lists pixels are no place: rows above may not have been measured yet when one comes
 * back. So a place may name the row that stood at the top, and how far it was scrolled out; pixels are the way where there is none.
 */

/** The row at the top of the window (or of its box), and the pixels of it that were scrolled out; negative: it stood lower. */
export interface RowPlace {
  readonly index: number
  /** Of the row, so that it is found where rows were added above it. */
  readonly key: string
  readonly offset: number
}

export interface Place {
  /** Pixels from the top of the page. */
  readonly top: number
  readonly row?: RowPlace
}

/** By the history entry's key, the one visited longest ago first. */
export type ScrollMemory = ReadonlyMap<string, Place>

/** Whoever goes back further than this begins at the top. */
export const MOST_PLACES = 100
const LONGEST_KEY = 4096

export function remember(memory: ScrollMemory, key: string, place: Place): ScrollMemory {
  const next = new Map(memory)
  next.delete(key)
  next.set(key, place)
  for (const oldest of next.keys()) {
    if (next.size <= MOST_PLACES) break
    next.delete(oldest)
  }
  return next
}

export function writeMemory(memory: ScrollMemory): string {
  return JSON.stringify([...memory])
}

/** What storage gave back, made safe: what is no place is dropped. */
export function parseMemory(text: string | null): ScrollMemory {
  let value: unknown
  try {
    value = JSON.parse(text ?? '[]')
  } catch {
    return new Map()
  }
  if (!Array.isArray(value)) return new Map()
  const memory = new Map<string, Place>()
  for (const entry of value.slice(-MOST_PLACES)) {
    if (!Array.isArray(entry) || !isKey(entry[0])) continue
    const place = parsePlace(entry[1])
    if (place !== undefined) memory.set(entry[0], place)
  }
  return memory
}

function parsePlace(value: unknown): Place | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { top, row } = value as Readonly<Record<string, unknown>>
  if (!isCount(top)) return undefined
  const place = parseRow(row)
  return { top, ...(place === undefined ? {} : { row: place }) }
}

function parseRow(value: unknown): RowPlace | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { index, key, offset } = value as Readonly<Record<string, unknown>>
  const sound = Number.isInteger(index) && isCount(index) && isKey(key)
  return sound && typeof offset === 'number' && Number.isFinite(offset) ? { index, key, offset } : undefined
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function isKey(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_KEY
}
