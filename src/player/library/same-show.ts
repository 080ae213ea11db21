/**
 * Whether a feed that says it has moved is believed: another address is followed only where the same show is found there.
 *
 * Pure. A feed names its new address itself (`itunes:new-feed-url`); a redirect is not seen by a page, which is why it changes
 * no address here. A wrong address would take a listener's positions and subscription to a stranger's show.
 */
import type { Episode, Show } from '../../feed/types.ts'
import { addressField } from './checked-fields.ts'

/** So many of the latest ones are compared; half of them must be there. */
const COMPARED = 10

/** @returns the address to try; `undefined` where it is none, the same one, or less safe than before. */
export function moveToTry(feedUrl: string, saysMovedTo: string | undefined): string | undefined {
  const to = addressField(saysMovedTo)
  if (to === undefined || to === feedUrl) return undefined
  return feedUrl.startsWith('https:') && !to.startsWith('https:') ? undefined : to
}

/** Two feeds of one show: half of the latest episodes of the old one are in the new one, by guid or by file. */
export function isSameShow(old: readonly Episode[], moved: Show): boolean {
  const latest = old.slice(0, COMPARED)
  if (latest.length === 0) return false
  const names = new Set(moved.episodes.flatMap((episode) => namesOf(episode)))
  const found = latest.filter((episode) => namesOf(episode).some((name) => names.has(name)))
  return found.length * 2 >= latest.length
}

function namesOf({ guid, enclosure }: Episode): readonly string[] {
  return [`guid ${guid}`, ...(enclosure === undefined ? [] : [`file ${enclosure.infoHash ?? enclosure.url}`])]
}
