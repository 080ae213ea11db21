import { expect, test } from 'vitest'
import type { EpisodeView } from '../views/episode-view.ts'
import { sameViews } from './same-views.ts'

const view = (guid: string, fields: Partial<EpisodeView> = {}): EpisodeView => ({
  feedUrl: 'https://a.example/feed.xml',
  guid,
  title: guid,
  summary: '',
  isHeard: false,
  isNew: false,
  isCurrent: false,
  isPlaying: false,
  isQueued: false,
  isPlayable: true,
  keep: { kind: 'not' },
  ...fields,
})

test('where nothing has changed it is the same list', () => {
  const before = [view('a'), view('b', { keep: { kind: 'kept', bytes: 1 } })]
  expect(sameViews(before, [view('a'), view('b', { keep: { kind: 'kept', bytes: 1 } })])).toBe(before)
})

test('only the episode that changed is another object', () => {
  const before = [view('a'), view('b'), view('c', { keep: { kind: 'coming', share: 0.1 } })]
  const after = sameViews(before, [
    view('a'),
    view('b', { atSeconds: 5 }),
    view('c', { keep: { kind: 'coming', share: 0.2 } }),
  ])
  expect(after[0]).toBe(before[0])
  expect(after[1]).not.toBe(before[1])
  expect(after[2]?.keep).toEqual({ kind: 'coming', share: 0.2 })
})

test('an episode that comes or goes changes the list and no other episode', () => {
  const before = [view('a'), view('b')]
  const after = sameViews(before, [view('new'), view('b')])
  expect(after).not.toBe(before)
  expect(after[1]).toBe(before[1])
  expect(sameViews(after, [view('new')])).toHaveLength(1)
})
