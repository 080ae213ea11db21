import { expect, test } from 'vitest'
import { wantedDownload } from '../library/download.ts'
import type { KnownEpisode } from '../library/storage-view.ts'
import { feedOf, testEpisode } from '../library/test-shows.ts'
import { type Holdings, infoHashOf, NO_SHOW, passingOnScreen, storageScreen } from './storage-screen.ts'
import { keptBytes } from './testing/fake-engine.ts'

const A = feedOf('a')
const B = feedOf('b')
const hashOf = (number: number) => {
  const { infoHash } = testEpisode(number).enclosure ?? {}
  if (infoHash === undefined) throw new Error('no info hash')
  return infoHash
}
const known = (feedUrl: string, number: number, fields: Partial<KnownEpisode> = {}): KnownEpisode => ({
  feedUrl,
  guid: `e${number}`,
  title: `Episode ${number}`,
  showTitle: `Show of ${feedUrl}`,
  infoHash: hashOf(number),
  isWanted: false,
  isFinished: false,
  ...fields,
})
const holdings: Holdings = {
  kept: [
    keptBytes(hashOf(1), { heldBytes: 400, givenBytes: 70, listenersServed: 2, isOffered: true }),
    keptBytes(hashOf(2), { swarm: { seeders: 1, listeners: 5 } }),
    keptBytes(hashOf(3), { heldBytes: 5, name: 'lost.mp3' }),
  ],
  files: [],
  downloads: [],
  known: [known(A, 1, { isWanted: true }), known(B, 2)],
  estimate: { quotaBytes: 9_000 },
  isPersistent: true,
  budget: 5_000,
  choices: [
    { budget: 1_000, clearsBytes: 405 },
    { budget: 5_000, clearsBytes: 0 },
  ],
}

test('what is held is listed by show, the largest first, what no show names last', () => {
  const screen = storageScreen(holdings, 'full')
  expect(screen.shows.map(({ feedUrl, bytes }) => [feedUrl, bytes])).toEqual([
    [B, 1000],
    [A, 400],
    [NO_SHOW, 5],
  ])
  expect(screen.shows[1]?.episodes).toEqual([
    { feedUrl: A, guid: 'e1', title: 'Episode 1', bytes: 400, isPinned: true },
  ])
  expect(screen.shows[2]?.episodes[0]).toMatchObject({ title: 'lost.mp3', isPinned: false })
  expect(screen).toMatchObject({ quotaBytes: 9_000, isPersistent: true, problem: 'full', budget: 5_000 })
  expect(screen.choices).toBe(holdings.choices)
})

test('each row leads to its file', () => {
  expect(infoHashOf(holdings, { feedUrl: A, guid: 'e1' })).toBe(hashOf(1))
  expect(infoHashOf(holdings, { feedUrl: NO_SHOW, guid: hashOf(3) })).toBe(hashOf(3))
  expect(infoHashOf(holdings, { feedUrl: A, guid: 'e9' })).toBeUndefined()
})

test('passing on counts what was given, and shows which shows are shared', () => {
  const giving = { givenTodayBytes: 12, allowanceBytesPerDay: 100 }
  const view = passingOnScreen(holdings, (feedUrl) => (feedUrl === A ? 'on' : 'ask'), giving)
  expect(view).toMatchObject({
    isSharing: true,
    bytesGivenToday: 12,
    allowanceBytesPerDay: 100,
    bytesGivenEver: 70,
    listenersServedEver: 2,
  })
  // The second is wanted, and one other has it: it is worth the most.
  expect(view.episodes.map(({ guid, share, isOffered }) => [guid, share, isOffered])).toEqual([
    ['e2', 1, false],
    ['e1', 0.4, true],
  ])
  expect(view.episodes[0]?.copiesElsewhere).toBe(1)
  expect(view.episodes[1]).not.toHaveProperty('copiesElsewhere')
  expect(view.shows.map(({ feedUrl, isShared }) => [feedUrl, isShared])).toEqual([
    [A, true],
    [B, false],
  ])
})

test('what a publisher does not want shared can’t be chosen', () => {
  const view = passingOnScreen(holdings, () => 'off-by-publisher', { givenTodayBytes: 0, allowanceBytesPerDay: 0 })
  expect(view.shows).toEqual([])
  expect(view.isSharing).toBe(false)
})

test('whole files are listed with their shows, and never as something that is passed on', () => {
  const file = { url: 'https://cdn.example/7.mp3', heldBytes: 700, roomBytes: 700, isWhole: true }
  const enclosure = { url: file.url, type: 'audio/mpeg', trackers: [] }
  const downloads = [wantedDownload(A, testEpisode(7, { enclosure }), { title: 'A Show' }, 1)]
  const whole = { ...holdings, files: [file], downloads }
  expect(storageScreen(whole, undefined).shows.map(({ feedUrl, bytes }) => [feedUrl, bytes])).toEqual([
    [A, 1100],
    [B, 1000],
    [NO_SHOW, 5],
  ])
  const giving = { givenTodayBytes: 0, allowanceBytesPerDay: 0 }
  expect(passingOnScreen(whole, () => 'on', giving)).toEqual(passingOnScreen(holdings, () => 'on', giving))
})
