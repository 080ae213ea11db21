/** Writes grapevine.json: the P2P data by guid, for players of a feed whose host won't let it be changed. */
import type { Episode } from '../src/feed/types.ts'

/** @param episodes those with P2P data */
export function writeSidecar(episodes: readonly Episode[]): string {
  const entries = episodes.flatMap(({ guid, enclosure }) => {
    if (enclosure?.infoHash === undefined) return []
    const { torrentUrl, infoHash, lengthBytes, integrity, trackers } = enclosure
    return [[guid, { torrentUrl, infoHash, lengthBytes, integrity, trackers }] as const]
  })
  return `${JSON.stringify({ version: 1, episodes: Object.fromEntries(entries) }, undefined, 2)}\n`
}
