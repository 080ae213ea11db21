/** Shows and episodes for the gallery's views: plain ones, long ones, some in other scripts, and thousands. */
import type { EpisodeView } from '../views/episode-view.ts'
import type { ShowHeadView, ShowTileView } from '../views/show-view.ts'

export const FEED = 'https://host.example/feed.xml'

export function episodeView(guid: string, change: Partial<EpisodeView> = {}): EpisodeView {
  return {
    feedUrl: FEED,
    guid,
    title: 'How a whisper crosses a valley',
    summary:
      'Four hills, four voices, and one message that has to arrive whole. We follow it from the first ear to the last.',
    publishedAt: '2025-03-21T06:00:00Z',
    durationSeconds: 2520,
    isHeard: false,
    isNew: false,
    isCurrent: false,
    isPlaying: false,
    isQueued: false,
    isPlayable: true,
    keep: { kind: 'not' },
    ...change,
  }
}

export const LONG_TITLE =
  'What the pruning shears know: a long talk about cutting back, told in the rows of an old hillside in winter, with guests'
export const LONG_WORD = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

export const arabic = {
  title: 'ورقة عنب: حديث طويل عن الكروم والذاكرة وما ينتقل من يد إلى يد',
  summary: 'حكاية عن التلال الأربع، وعن رسالة لا بد أن تصل كاملة من أول أذن إلى آخر أذن.',
  language: 'ar',
} as const

const TITLES = [
  'How a whisper crosses a valley',
  'Letters between two lighthouses',
  LONG_TITLE,
  'Moving pictures',
  'The seed bank at the end of the road',
  'Nine ways to tie a vine',
]

/** A show's whole life, the newest first; each row of another height. */
export function manyEpisodes(count: number): readonly EpisodeView[] {
  return Array.from({ length: count }, (_, i) => {
    const number = count - i
    const day = new Date(Date.UTC(2025, 2, 21) - i * 86_400_000).toISOString()
    return episodeView(`e${number}`, {
      title: `${number}. ${TITLES[i % TITLES.length]}`,
      summary: i % 5 === 3 ? '' : episodeView('').summary.slice(0, 40 + ((i * 37) % 90)),
      publishedAt: day,
      durationSeconds: 600 + ((i * 977) % 5400),
      isNew: i < 2,
      isHeard: i % 4 === 3,
      ...(i % 7 === 2 ? { atSeconds: 300 } : {}),
      ...(i % 9 === 4 ? { keep: { kind: 'kept', bytes: 48_000_000 } as const } : {}),
    })
  })
}

export const tiles: readonly ShowTileView[] = [
  { feedUrl: FEED, title: 'Down the Lane', author: 'Grapevine demo', newCount: 3, hasProblem: false },
  {
    feedUrl: `${FEED}?2`,
    title: LONG_TITLE,
    author: 'A publisher with a long name and more',
    newCount: 0,
    hasProblem: false,
  },
  {
    feedUrl: `${FEED}?3`,
    title: 'أحاديث الكرم',
    author: 'إذاعة الحي',
    language: 'ar',
    newCount: 128,
    hasProblem: false,
  },
  { feedUrl: `${FEED}?4`, title: LONG_WORD, newCount: 1, hasProblem: true },
  {
    feedUrl: `${FEED}?5`,
    title: '葡萄の蔓から聞いた話',
    author: '丘の上の放送',
    language: 'ja',
    newCount: 0,
    hasProblem: false,
  },
]

export const showHead: ShowHeadView = {
  feedUrl: FEED,
  title: 'Down the Lane',
  author: 'Grapevine demo',
  description:
    'Short stories about things that travel from hand to hand: seeds, songs, secrets, and now and then a parcel.',
  link: 'https://host.example/',
  language: 'en',
  isFollowed: false,
  refresh: { kind: 'checked', atMs: Date.UTC(2025, 2, 21, 9, 30) },
  isShared: true,
  warnings: [],
}
