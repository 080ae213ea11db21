/** A show for the demo page, with an entry of every shape the page must cope with. */
import type { Chapter, Cue, Episode, Show } from '../../feed/types.ts'

const file = (name: string, type = 'audio/mpeg') => ({ url: `https://host.example/${name}`, type, trackers: [] })

const episodes: readonly Episode[] = [
  {
    guid: 'tone-3',
    title: 'How a whisper crosses a valley',
    summary:
      'Four hills, four voices, and one message that has to arrive whole. We follow it from the first ear to the last.',
    publishedAt: '2025-03-21T06:00:00Z',
    durationSeconds: 620,
    number: 3,
    enclosure: file('3.mp3'),
    transcripts: [],
  },
  {
    guid: 'tone-2',
    title:
      'What the pruning shears know: a long talk about cutting back, told in the rows of an old hillside in winter',
    summary:
      'A title that needs two lines, and more words than fit here, so that the list has to shorten them without hurting.',
    publishedAt: '2025-03-07T06:00:00Z',
    durationSeconds: 3900,
    number: 2,
    enclosure: file('2.m4a', 'audio/mp4'),
    transcripts: [],
  },
  {
    guid: 'moving',
    title: 'Moving pictures',
    summary: 'A short film, with captions.',
    publishedAt: '2025-03-01T06:00:00Z',
    durationSeconds: 95,
    enclosure: file('film.mp4', 'video/mp4'),
    transcripts: [],
  },
  { guid: 'text', title: 'A note without a file', summary: 'Nothing to play here.', transcripts: [] },
]

export const demoShow: Show = {
  title: 'Down the Lane',
  description:
    'Short stories about things that travel from hand to hand: seeds, songs, secrets, and now and then a parcel.',
  author: 'Grapevine demo',
  link: 'https://host.example/',
  language: 'en',
  episodes,
  warnings: [],
}

export const demoChapters: readonly Chapter[] = [
  { startSeconds: 0, title: 'On the first hill' },
  { startSeconds: 95, title: 'The message is written down' },
  { startSeconds: 260, title: 'Across the river, by lamp' },
  { startSeconds: 480, title: 'What arrived' },
]

export const demoCues: readonly Cue[] = Array.from({ length: 60 }, (_, i) => ({
  startSeconds: i * 10,
  endSeconds: i * 10 + 9,
  ...(i % 6 === 0 ? { speaker: 'Host' } : {}),
  text: `Line ${i + 1} of what is said, long enough now and then to need a second line on a phone.`,
}))
