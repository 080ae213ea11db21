/** An episode's file for tests, made through the same door as the real ones. */
import { type EpisodeFile, type EpisodeFileSource, writeEpisodeFile } from '../../src/feed/episode-file.ts'
import { embedUrls } from '../embed-urls.ts'

const BASE = 'https://grapevine.example/show/'

export interface EmbedFileChanges {
  readonly show?: Partial<EpisodeFileSource['show']>
  readonly episode?: Partial<EpisodeFileSource['episode']>
  readonly player?: string
}

export function embedFile({ show, episode, player }: EmbedFileChanges = {}): EpisodeFile {
  const feedUrl = `${BASE}feed.xml`
  return writeEpisodeFile({
    show: {
      title: 'Vines & Wires',
      feedUrl,
      link: 'https://grapevine.example/',
      imageUrl: `${BASE}cover.jpg`,
      language: 'en',
      author: 'A "Name"',
      ...show,
    },
    episode: {
      guid: 'one',
      title: 'One',
      summary: 'What it is about.',
      publishedAt: '2025-06-03T07:00:00.000Z',
      durationSeconds: 725.4,
      link: 'https://grapevine.example/one?a=1&b=2',
      enclosure: { url: `${BASE}one.mp3?x=1&y=2`, type: 'audio/mpeg', trackers: [] },
      transcripts: [{ url: `${BASE}one.vtt`, type: 'text/vtt', language: 'en' }],
      ...episode,
    },
    urls: embedUrls(BASE, 'one', player, feedUrl, 'one'),
  })
}
