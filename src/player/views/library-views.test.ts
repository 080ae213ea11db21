import { expect, test } from 'vitest'
import type { Show } from '../../feed/types.ts'
import type { Download } from '../library/download.ts'
import { emptySlices } from '../library/slices.ts'
import { downloadViews, homeView } from './library-views.ts'
import { episodeViews, keepView, type LibraryView, showHeadView } from './show-views.ts'

const FEED = 'https://show.example/feed.xml'
const show: Show = {
  title: 'A show',
  description: 'About things.',
  language: 'de',
  warnings: ['One thing was not understood.'],
  episodes: [
    {
      guid: 'one',
      title: 'First',
      summary: 'Words.',
      publishedAt: '2026-11-01T00:00:00Z',
      durationSeconds: 600,
      enclosure: { url: 'https://show.example/1.mp3', type: 'audio/mpeg', trackers: [] },
      transcripts: [],
    },
    { guid: 'two', title: 'Only words', summary: '', transcripts: [] },
  ],
}

const nothing: LibraryView = { slices: emptySlices, now: undefined }

function download(fields: Partial<Download>): Download {
  const [episode] = show.episodes
  if (episode === undefined) throw new Error('no episode')
  const { notesHtml: _, chapters: __, ...light } = episode
  return {
    feedUrl: FEED,
    guid: 'one',
    title: 'First',
    episode: light,
    state: 'wanted',
    heldBytes: 0,
    lengthBytes: 0,
    wantedAt: 1,
    ...fields,
  } as Download
}

test('a show nobody has heard of yet: its words, nothing begun, nothing kept', () => {
  const [first, second] = episodeViews(FEED, show, new Map(), nothing)
  expect(first).toEqual({
    feedUrl: FEED,
    guid: 'one',
    title: 'First',
    summary: 'Words.',
    language: 'de',
    publishedAt: '2026-11-01T00:00:00Z',
    durationSeconds: 600,
    isHeard: false,
    isNew: false,
    isCurrent: false,
    isPlaying: false,
    isQueued: false,
    isPlayable: true,
    keep: { kind: 'not' },
  })
  expect(second?.isPlayable).toBe(false)
})

test('marks, queue, downloads and the player show on the episode they are about, and on no other show’s of the same guid', () => {
  const entry = { id: `${FEED} one`, feedUrl: FEED, guid: 'one', title: 'First' }
  const library: LibraryView = {
    slices: { ...emptySlices, queue: [entry], downloads: [download({ state: 'kept', lengthBytes: 7 })] },
    now: { feedUrl: FEED, guid: 'one', isPlaying: true },
  }
  const marks = new Map([['one', { isNew: true, atSeconds: 30, isFinished: false }]])
  expect(episodeViews(FEED, show, marks, library)[0]).toMatchObject({
    isNew: true,
    atSeconds: 30,
    isCurrent: true,
    isPlaying: true,
    isQueued: true,
    keep: { kind: 'kept', bytes: 7 },
  })
  expect(episodeViews('https://other.example/feed.xml', show, new Map(), library)[0]).toMatchObject({
    isCurrent: false,
    isPlaying: false,
    isQueued: false,
    keep: { kind: 'not' },
  })
})

test('a download says how far it is where its size is known, and why it failed', () => {
  expect(keepView(undefined)).toEqual({ kind: 'not' })
  expect(keepView(download({ state: 'wanted' }))).toEqual({ kind: 'waiting' })
  expect(keepView(download({ state: 'loading', heldBytes: 5 }))).toEqual({ kind: 'coming' })
  expect(keepView(download({ state: 'loading', heldBytes: 5, lengthBytes: 20 }))).toEqual({
    kind: 'coming',
    share: 0.25,
  })
  expect(keepView(download({ state: 'failed', problem: 'no-room' }))).toEqual({ kind: 'failed', why: 'no-room' })
  expect(keepView(download({ state: 'failed', problem: 'unreachable' }))).toEqual({
    kind: 'failed',
    why: 'host-unreachable',
  })
})

test('the start page: what was begun, what comes next, what is new, and the shows with what is new of each', () => {
  const entries = ['one', 'two', 'three', 'four'].map((guid) => ({ id: guid, feedUrl: FEED, guid, title: guid }))
  const home = homeView({
    slices: {
      ...emptySlices,
      subscriptions: [
        {
          feedUrl: FEED,
          title: 'A show',
          addedAt: 1,
          order: 1,
          settings: {},
          changedAt: 1,
          failures: 1,
          problem: 'feed-refused',
        },
      ],
      continueListening: [{ feedUrl: FEED, guid: 'one', title: 'First', atSeconds: 40, resumeAt: 2, changedAt: 2 }],
      newEpisodes: [{ feedUrl: FEED, guid: 'two', title: 'Second', newAt: 3 }],
      queue: entries,
    },
    now: undefined,
  })
  expect(home.begun.map(({ guid, atSeconds }) => [guid, atSeconds])).toEqual([['one', 40]])
  expect(home.upNext.map(({ guid }) => guid)).toEqual(['one', 'two', 'three'])
  expect(home.queuedCount).toBe(4)
  expect(home.fresh).toMatchObject([{ guid: 'two', isNew: true, isQueued: true }])
  expect(home.shows).toEqual([{ feedUrl: FEED, title: 'A show', newCount: 1, hasProblem: true }])
})

test('downloads stand in the order they were wanted, with where they stand', () => {
  const library: LibraryView = {
    slices: { ...emptySlices, downloads: [download({ state: 'wanted' })] },
    now: undefined,
  }
  expect(downloadViews(library)).toMatchObject([{ guid: 'one', title: 'First', keep: { kind: 'waiting' } }])
})

test('the head of a show says what became of the last look at its feed', () => {
  const followed = { isFollowed: true, isShared: undefined }
  const head = showHeadView(FEED, show, { isChecking: false, readAtMs: 5 }, followed)
  expect(head).toEqual({
    feedUrl: FEED,
    title: 'A show',
    description: 'About things.',
    language: 'de',
    warnings: ['One thing was not understood.'],
    isFollowed: true,
    refresh: { kind: 'checked', atMs: 5 },
  })
  expect(showHeadView(FEED, show, { isChecking: true }, followed).refresh).toEqual({ kind: 'checking' })
  expect(
    showHeadView(FEED, show, { isChecking: false, readAtMs: 5, problem: 'feed-refused' }, followed).refresh,
  ).toEqual({ kind: 'failed', lastAtMs: 5 })
})
