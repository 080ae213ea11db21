/**
 * Decides what each episode's files below `episodes/` are called: readable, the same every time, never one name for two.
 *
 * The guid decides, since it is what never changes: a plain one is the name itself; of any other a short hash stands behind
 * the title's words. So a new episode never takes an older one's name, and changes it only where their guids differ in case
 * alone: some file systems would take the two for one.
 */
import type { Episode } from '../src/feed/types.ts'

export const EPISODES_FOLDER = 'episodes'

/** What is written for each name (the last where the sound could be decoded). */
export const EPISODE_SUFFIXES = ['.json', '.html', '.oembed.json', '.peaks.json'] as const

const MAX_LENGTH = 60
const PLAIN = /^[a-z\d][\w-]{0,59}$/i
/** Numbers, hashes and UUIDs: stable, but the title says more. */
const UNREADABLE = /^[\da-f-]+$/i
/** Windows takes these for devices, whatever comes behind the dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * @param isTaken true for a name whose files are somebody else's
 * @param shortHash eight digits that stand for a text
 * @returns name by guid, without folder and suffix: ASCII letters, digits, `-` and `_`; different even where case is one
 */
export function nameEpisodes(
  episodes: readonly Pick<Episode, 'guid' | 'title'>[],
  isTaken: (name: string) => boolean,
  shortHash: (text: string) => string,
): ReadonlyMap<string, string> {
  const uses = new Map<string, number>()
  for (const { guid } of episodes) uses.set(guid.toLowerCase(), (uses.get(guid.toLowerCase()) ?? 0) + 1)
  const given = new Set<string>()
  const names = new Map<string, string>()
  for (const { guid, title } of episodes) {
    const isName =
      PLAIN.test(guid) && !UNREADABLE.test(guid) && !DEVICE.test(guid) && uses.get(guid.toLowerCase()) === 1
    const words = tame(title)
    let name = isName ? guid : `${words}-${shortHash(guid)}`
    for (let turn = 2; given.has(name.toLowerCase()) || isTaken(name); turn++) {
      name = `${words}-${shortHash(turn === 2 ? guid : `${guid} ${turn}`)}`
    }
    given.add(name.toLowerCase())
    names.set(guid, name)
  }
  return names
}

function tame(title: string): string {
  const plain = title
    .slice(0, 4 * MAX_LENGTH)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-|-$/g, '')
  return plain === '' ? 'episode' : plain
}
