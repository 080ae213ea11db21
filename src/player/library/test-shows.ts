/** Shows and episodes for tests. */
import type { Episode, Show } from '../../feed/types.ts'
import { parseInfoHash } from '../../shared/ids.ts'

const two = (number: number): string => String(number).padStart(2, '0')

export const feedOf = (name: string): string => `https://${name}.example/feed.xml`

export function testEpisode(number: number, fields: Partial<Episode> = {}): Episode {
  return {
    guid: `e${number}`,
    title: `Episode ${number}`,
    summary: `What episode ${number} is about`,
    notesHtml: `<p>Notes of ${number}</p>`,
    publishedAt: dayOf(number),
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

/** A day of its own, from 1 January 2024 on, in months of 28 days. */
function dayOf(number: number): string {
  const month = Math.floor(number / 28)
  return `${2024 + Math.floor(month / 12)}-${two(1 + (month % 12))}-${two(1 + (number % 28))}T00:00:00.000Z`
}

function infoHashOf(number: number) {
  const infoHash = parseInfoHash(number.toString(16).padStart(40, '0'))
  if (infoHash === undefined) throw new Error('no info hash')
  return infoHash
}
