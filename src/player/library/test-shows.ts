/** Shows and episodes for tests. */
import type { Episode, Show } from '../../feed/types.ts'
import { parseInfoHash } from '../../shared/ids.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** 2023-11-14, the day test episode 0 was published; each has a day of its own. */
export const FIRST_DAY = 1_699_920_000_000

export const feedOf = (name: string): string => `https://${name}.example/feed.xml`

export function testEpisode(number: number, fields: Partial<Episode> = {}): Episode {
  return {
    guid: `e${number}`,
    title: `Episode ${number}`,
    summary: `What episode ${number} is about`,
    notesHtml: `<p>Notes of ${number}</p>`,
    publishedAt: new Date(FIRST_DAY + number * DAY_MS).toISOString(),
    durationSeconds: 1800,
    enclosure: {
      url: `https://cdn.example/${number}.mp3`,
      type: 'audio/mpeg',
      infoHash: infoHashOf(number),
      trackers: ['wss://tracker.example/'],
    },
    transcripts: [],
    ...fields,
  }
}

/** Episodes `from` to 0, the newest first, as feeds have them. */
export function testEpisodes(count: number): readonly Episode[] {
  return Array.from({ length: count }, (_, index) => testEpisode(count - 1 - index))
}

export function testShow(count: number, fields: Partial<Show> = {}): Show {
  return { title: 'A Show', description: 'About it', episodes: testEpisodes(count), warnings: [], ...fields }
}

function infoHashOf(number: number) {
  const infoHash = parseInfoHash(number.toString(16).padStart(40, '0'))
  if (infoHash === undefined) throw new Error('no info hash')
  return infoHash
}
