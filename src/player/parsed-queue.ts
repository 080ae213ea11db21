/** A queue as storage gave it back. Pure. */
import { MOST_ENTRIES, type Queue, type QueueEntry } from './queue.ts'

const LONGEST_TITLE = 500
const LONGEST_ADDRESS = 4096

/** What storage gave back, made safe: entries that are none, double ones and all beyond the bound are dropped. */
export function parseQueue(text: string | null): Queue {
  let value: unknown
  try {
    value = JSON.parse(text ?? '[]')
  } catch {
    return []
  }
  if (!Array.isArray(value)) return []
  const entries = new Map<string, QueueEntry>()
  for (const item of value) {
    const entry = parseEntry(item)
    if (entry !== undefined && !entries.has(entry.id)) entries.set(entry.id, entry)
    if (entries.size === MOST_ENTRIES) break
  }
  return [...entries.values()]
}

function parseEntry(value: unknown): QueueEntry | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { id, title, durationSeconds, imageUrl } = value as Readonly<Record<string, unknown>>
  if (typeof id !== 'string' || id === '' || id.length > LONGEST_ADDRESS || typeof title !== 'string') return undefined
  return {
    id,
    title: title.slice(0, LONGEST_TITLE),
    ...(isDuration(durationSeconds) ? { durationSeconds } : {}),
    ...(isImage(imageUrl) ? { imageUrl } : {}),
  }
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
}

function isImage(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_ADDRESS && /^(https?|blob):/.test(value)
}
