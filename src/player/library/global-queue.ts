/**
 * What is to be heard next, across all shows, in one order.
 *
 * Pure. The rules of adding, moving and removing are the queue's as it always was (../queue.ts), which tells entries apart by
 * one id: here the episode's key, so that two shows may use the same guid.
 */
import { changeQueue, MOST_ENTRIES, type Queue, type QueueChange, type QueueEntry } from '../queue.ts'
import { fieldsOf } from './checked-fields.ts'
import { type EpisodeRef, type EpisodeWords, episodeKey, parseEpisodeKey, parseRef, parseWords } from './episode-ref.ts'
import { firstOfEach } from './first-of-each.ts'

/** `id` is the episode's key. */
export interface QueuedEpisode extends QueueEntry, EpisodeRef, EpisodeWords {}

export type GlobalQueue = readonly QueuedEpisode[]

export function queued(ref: EpisodeRef, words: EpisodeWords): QueuedEpisode {
  const { title, showTitle, imageUrl, durationSeconds } = words
  return {
    id: episodeKey(ref),
    feedUrl: ref.feedUrl,
    guid: ref.guid,
    title,
    ...(showTitle === undefined ? {} : { showTitle }),
    ...(imageUrl === undefined ? {} : { imageUrl }),
    ...(durationSeconds === undefined ? {} : { durationSeconds }),
  }
}

/** What storage or a file gave, made safe: entries that are none, double ones and all beyond the bound are dropped. */
export function parseGlobalQueue(value: unknown): GlobalQueue {
  return Array.isArray(value) ? withoutDoubles(value.flatMap((item) => parseQueued(item) ?? [])) : []
}

export function parseQueued(value: unknown): QueuedEpisode | undefined {
  const fields = fieldsOf(value)
  const ref = fields && parseRef(fields)
  if (fields === undefined || ref === undefined) return undefined
  const { title = ref.guid, ...words } = parseWords(fields)
  return queued(ref, { title, ...words })
}

/** What comes first stays; over the bound the last ones fall off. */
export function withoutDoubles(entries: readonly QueuedEpisode[]): GlobalQueue {
  return firstOfEach(({ id }) => id, entries).slice(0, MOST_ENTRIES)
}

/**
 * The queue as the page of one show speaks of it: its own episodes by their guids, those of other shows by their keys.
 * @param feedUrl of the show in the player
 */
export function asSeenFrom(queue: GlobalQueue, feedUrl: string): Queue {
  return queue.map((entry) => (entry.feedUrl === feedUrl ? { ...entry, id: entry.guid } : entry))
}

/** The other way round: which episodes a queue names that was changed on the page of one show. */
export function fromPageOf(queue: Queue, feedUrl: string, show: { readonly title?: string }): GlobalQueue {
  return withoutDoubles(
    queue.flatMap((entry) => {
      const known = parseQueued(entry)
      if (known !== undefined) return [known]
      const { title, durationSeconds, imageUrl } = entry
      return queued(
        { feedUrl, guid: entry.id },
        {
          title,
          ...(show.title === undefined ? {} : { showTitle: show.title }),
          ...(imageUrl === undefined ? {} : { imageUrl }),
          ...(durationSeconds === undefined ? {} : { durationSeconds }),
        },
      )
    }),
  )
}

/** The queue after a wish, in which episodes are named by their keys. @param currentKey of the episode in the player */
export function withWish(queue: GlobalQueue, change: QueueChange, currentKey: string | undefined): GlobalQueue {
  return withoutDoubles(changeQueue(queue, change, currentKey).flatMap((entry) => parseQueued(entry) ?? []))
}

/** Which episode is meant by an id on the page of one show: another show's by its key, its own by guid. */
export function refOfId(queue: GlobalQueue, id: string, feedUrl: string): EpisodeRef {
  const other = queue.find((entry) => entry.id === id && entry.feedUrl !== feedUrl)
  return other === undefined ? { feedUrl, guid: id } : (parseEpisodeKey(id) ?? { feedUrl, guid: id })
}

/** The queues that each show had in localStorage, behind what is queued already. */
export function withEarlierQueues(queue: GlobalQueue, earlier: ReadonlyMap<string, Queue>): GlobalQueue {
  const added = [...earlier].flatMap(([feedUrl, entries]) => fromPageOf(entries, feedUrl, {}))
  return withoutDoubles([...queue, ...added])
}
