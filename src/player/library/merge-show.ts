/**
 * What a freshly read feed changes in the list that was kept of its show.
 *
 * Pure. What did not change stays the same object, so that only records with something new in them are written. What is new is
 * marked, but carefully: hosts that move reissue a whole archive under other guids, and an archive is no news. The rules are
 * those that AntennaPod came to as well: the same file under another guid is the same episode, and what is older than the
 * newest known is not new.
 */
import type { Episode } from '../../feed/types.ts'
import { type LightEpisode, lightEpisode, sameEpisode } from './light-episode.ts'
import { MOST_NEW_OF_A_SHOW } from './new-episode.ts'
import { publishedMoment } from './published-moment.ts'

export interface MergedShow {
  /** In the feed's order. */
  readonly episodes: readonly LightEpisode[]
  /** Not known before. */
  readonly added: readonly LightEpisode[]
  /** Those of them to be marked as new. */
  readonly fresh: readonly LightEpisode[]
  readonly changed: number
  /** Guids that were in the list and are not any more. */
  readonly withdrawn: readonly string[]
  /** The same episode under another guid: what was kept under the one belongs to the other. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[]
}

/** Publishers prepare episodes and release them days later, with the date of the preparation. */
const LATE_RELEASE_MS = 7 * 24 * 60 * 60 * 1000

/**
 * @param before the list that was kept; `undefined` where the show was never read, and so nothing of it is new
 * @param after what was read, in the feed's order
 * @param whole false where the feed broke off: then what is missing is kept behind what was read
 */
export function mergeShow(
  before: readonly LightEpisode[] | undefined,
  after: readonly Episode[],
  whole = true,
): MergedShow {
  const known = new Map(before?.map((episode) => [episode.guid, episode]))
  let changed = 0
  const read = after.map((episode) => {
    const light = lightEpisode(episode)
    const old = known.get(light.guid)
    if (old === undefined) return light
    if (sameEpisode(old, light)) return old
    changed += 1
    return light
  })
  const guids = new Set(read.map(({ guid }) => guid))
  const missing = (before ?? []).filter(({ guid }) => !guids.has(guid))
  const unknown = read.filter(({ guid }) => !known.has(guid))
  const renamed = sameFiles(missing, unknown)
  const renamedTo = new Set(renamed.map(({ to }) => to))
  const added = unknown.filter(({ guid }) => !renamedTo.has(guid))
  // A feed that broke off, or is empty for an hour, withdraws nothing.
  const keepsMissing = !whole || read.length === 0
  const renamedFrom = new Set(renamed.map(({ from }) => from))
  const stays = keepsMissing ? missing.filter(({ guid }) => !renamedFrom.has(guid)) : []
  return {
    episodes: [...read, ...stays],
    added,
    fresh: before === undefined ? [] : freshOf(added, before),
    changed,
    withdrawn: keepsMissing ? [] : missing.flatMap(({ guid }) => (renamedFrom.has(guid) ? [] : [guid])),
    renamed,
  }
}

/** @returns the moment the newest of them was published; `undefined` where none has a date. */
export function newestMoment(episodes: readonly LightEpisode[]): number | undefined {
  return episodes.reduce<number | undefined>((newest, episode) => {
    const moment = publishedMoment(episode)
    return moment === undefined || (newest !== undefined && newest >= moment) ? newest : moment
  }, undefined)
}

function freshOf(added: readonly LightEpisode[], before: readonly LightEpisode[]): readonly LightEpisode[] {
  const since = (newestMoment(before) ?? 0) - LATE_RELEASE_MS
  const dated = added.map((episode) => ({ episode, moment: publishedMoment(episode) ?? Number.MAX_SAFE_INTEGER }))
  return dated
    .filter(({ moment }) => moment >= since)
    .sort((a, b) => b.moment - a.moment)
    .slice(0, MOST_NEW_OF_A_SHOW)
    .map(({ episode }) => episode)
}

/** By file, where it is the file of one on either side only: some feeds give many items the same. */
function sameFiles(missing: readonly LightEpisode[], unknown: readonly LightEpisode[]) {
  const gone = uniqueByFile(missing)
  const come = uniqueByFile(unknown)
  return [...gone].flatMap(([file, from]) => {
    const to = come.get(file)
    return from === undefined || to === undefined ? [] : [{ from, to }]
  })
}

/** Guid by file; `undefined` for a file of several. */
function uniqueByFile(episodes: readonly LightEpisode[]): ReadonlyMap<string, string | undefined> {
  const guids = new Map<string, string | undefined>()
  for (const { enclosure, guid } of episodes) {
    if (enclosure === undefined) continue
    const file = enclosure.infoHash ?? withoutQuery(enclosure.url)
    guids.set(file, guids.has(file) ? undefined : guid)
  }
  return guids
}

/** Hosts put the time, the listener or a signature behind the file's name. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/, '')
}
