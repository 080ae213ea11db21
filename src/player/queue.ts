/**
 * What is to be heard, in which order, and what plays when an episode is over.
 *
 * Pure; `local-storage-queue.ts` keeps it. The episode in the player may stand in the queue or not. What stands before it
 * was heard or passed over, and is not played by itself; it leaves only where the listener (or the owner) takes it out.
 */

/** The most entries kept: who has more has a library. */
export const MOST_ENTRIES = 200

export interface QueueEntry {
  /** The episode's guid within the show. Unique in a queue. */
  readonly id: string
  readonly title: string
  readonly durationSeconds?: number
  readonly imageUrl?: string
}

export type Queue = readonly QueueEntry[]

/** A wish about the queue, as the interface asks for it. */
export type QueueChange =
  | { readonly kind: 'add-next' | 'add-last'; readonly entry: QueueEntry }
  | { readonly kind: 'remove'; readonly id: string }
  /** To this place, counted from 0 in the queue as it then is. */
  | { readonly kind: 'move'; readonly id: string; readonly toIndex: number }
  | { readonly kind: 'clear' }

/** The port that keeps the queue. */
export interface QueueStore {
  readonly snapshot: Queue
  /** Runs after each change, also by another tab. @returns the disposer. */
  subscribe(listener: (queue: Queue) => void): () => void
  /** Changes what is kept now, so that two tabs don't undo each other's changes. */
  update(change: (queue: Queue) => Queue): void
}

/**
 * The queue after a wish. Adding what is there already moves it; over {@link MOST_ENTRIES} the last ones fall off, never the
 * one that was added.
 *
 * @param currentId the episode in the player: "next" is behind it
 */
export function changeQueue(queue: Queue, change: QueueChange, currentId: string | undefined): Queue {
  switch (change.kind) {
    case 'add-next':
      // To play again at once what plays already is no wish.
      if (change.entry.id === currentId) return queue
      return placed(queue, change.entry, (others) => indexOf(others, currentId) + 1)
    case 'add-last':
      return placed(queue, change.entry, (others) => Math.min(others.length, MOST_ENTRIES - 1))
    case 'remove':
      return queue.filter(({ id }) => id !== change.id)
    case 'move': {
      const entry = queue.find(({ id }) => id === change.id)
      return entry === undefined ? queue : placed(queue, entry, () => change.toIndex)
    }
    case 'clear':
      return []
  }
}

/** The entry behind the current one; the first where the current one is not in the queue. */
export function nextAfter(queue: Queue, currentId: string | undefined): QueueEntry | undefined {
  return queue[indexOf(queue, currentId) + 1]
}

/**
 * What plays by itself now that an episode is over: what the listener put into the queue always, the show's own next one where
 * they want it so; nothing where the sleep timer ended playback with this episode.
 *
 * @param next what the page would play, e.g. the show's next episode
 * @returns the id of what plays
 */
export function playsNext(
  queue: Queue,
  currentId: string | undefined,
  settings: { readonly next: string | undefined; readonly autoplay: boolean; readonly sleeping: boolean },
): string | undefined {
  if (settings.sleeping) return undefined
  return nextAfter(queue, currentId)?.id ?? (settings.autoplay ? settings.next : undefined)
}

function placed(queue: Queue, entry: QueueEntry, at: (others: Queue) => number): Queue {
  const others = queue.filter(({ id }) => id !== entry.id)
  const index = Math.min(Math.max(0, at(others)), others.length)
  return [...others.slice(0, index), entry, ...others.slice(index)].slice(0, MOST_ENTRIES)
}

function indexOf(queue: Queue, currentId: string | undefined): number {
  return queue.findIndex(({ id }) => id === currentId)
}
