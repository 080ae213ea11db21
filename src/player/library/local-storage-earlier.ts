/**
 * Positions and queues in localStorage, where they were before the library and where the embedded player still has them.
 *
 * Where storage is refused there is nothing, and nothing is written.
 */
import { localStoragePositions } from '../local-storage-positions.ts'
import { parseQueue } from '../parsed-queue.ts'
import { parsePositions } from '../positions.ts'
import type { Queue } from '../queue.ts'
import { addressField } from './checked-fields.ts'
import type { EarlierStorage } from './earlier-rows.ts'

const POSITIONS = 'grapevine:positions'
const QUEUE = 'grapevine:queue:'

export const localStorageEarlier: EarlierStorage = {
  read: () => ({
    positions: parsePositions(attempt(() => localStorage.getItem(POSITIONS)) ?? null),
    queues: new Map(queueKeys().flatMap((key) => queueOf(key))),
  }),
  writePosition: (episodeKey, { atSeconds, durationSeconds }) =>
    localStoragePositions.write(episodeKey, atSeconds, durationSeconds),
  rewritePositions(positions) {
    // What is no key of the library (a page without a feed) is not its to forget.
    const kept = parsePositions(attempt(() => localStorage.getItem(POSITIONS)) ?? null)
    const others = Object.entries(kept).filter(([key]) => !isOfShow(key))
    attempt(() => localStorage.setItem(POSITIONS, JSON.stringify(Object.fromEntries([...others, ...positions]))))
  },
  clear(feedUrl) {
    const kept = parsePositions(attempt(() => localStorage.getItem(POSITIONS)) ?? null)
    const rest = Object.entries(kept).filter(([key]) => feedUrl !== undefined && !key.startsWith(`${feedUrl} `))
    attempt(() => localStorage.setItem(POSITIONS, JSON.stringify(Object.fromEntries(rest))))
    for (const key of queueKeys()) {
      if (feedUrl === undefined || key === QUEUE + feedUrl) attempt(() => localStorage.removeItem(key))
    }
  },
}

function queueKeys(): readonly string[] {
  return attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(QUEUE))) ?? []
}

function queueOf(key: string): readonly (readonly [feedUrl: string, queue: Queue])[] {
  const feedUrl = addressField(key.slice(QUEUE.length))
  const queue = parseQueue(attempt(() => localStorage.getItem(key)) ?? null)
  return feedUrl === undefined || queue.length === 0 ? [] : [[feedUrl, queue]]
}

function isOfShow(episodeKey: string): boolean {
  return addressField(episodeKey.slice(0, Math.max(0, episodeKey.indexOf(' ')))) !== undefined
}

function attempt<T>(what: () => T): T | undefined {
  try {
    return what()
  } catch {
    return undefined
  }
}
