import { expect, test } from 'vitest'
import { type Download, wantedDownload } from '../library/download.ts'
import { feedOf, testEpisode } from '../library/test-shows.ts'
import { fileAddress, fileName, filesToClear, keptSource, withFiles } from './file-holdings.ts'

const A = feedOf('a')
const B = feedOf('b')
const NONE = ''
const urlOf = (number: number) => `https://cdn.example/${number}.mp3?from=feed`
const bare = (feedUrl: string, number: number, fields: Partial<Download> = {}): Download => {
  const enclosure = { url: urlOf(number), type: 'audio/mpeg', trackers: [] }
  const show = { title: `Show of ${feedUrl}` }
  return { ...wantedDownload(feedUrl, testEpisode(number, { enclosure }), show, number), state: 'kept', ...fields }
}
const file = (number: number, heldBytes = 100) => ({
  url: urlOf(number),
  heldBytes,
  roomBytes: heldBytes,
  isWhole: true,
})
const titleOf = (feedUrl: string) => (feedUrl === NONE ? 'Of no show' : feedUrl)

test('only what no torrent describes is kept as a whole file', () => {
  const enclosure = { url: urlOf(1), type: 'audio/mpeg', trackers: [] }
  expect(fileAddress({ enclosure })).toBe(urlOf(1))
  expect(fileAddress({ enclosure: { ...enclosure, torrentUrl: 'https://show.example/1.torrent' } })).toBeUndefined()
  expect(fileAddress(testEpisode(1))).toBeUndefined()
  expect(fileAddress({})).toBeUndefined()
})

test('files stand with the pieces of their show, the largest first, those of no show last', () => {
  const pieces = {
    feedUrl: A,
    title: 'A',
    bytes: 50,
    episodes: [{ feedUrl: A, guid: 'p', title: 'P', bytes: 50, isPinned: false }],
  }
  const held = {
    files: [file(1, 10), file(2, 300), file(3, 999), file(4, 0)],
    downloads: [bare(A, 1), bare(B, 2), bare(B, 4)],
  }
  const shows = withFiles([pieces], held, NONE, titleOf)
  expect(shows.map(({ feedUrl, title, bytes }) => [feedUrl, title, bytes])).toEqual([
    [B, `Show of ${B}`, 300],
    [A, 'A', 60],
    [NONE, 'Of no show', 999],
  ])
  expect(shows[1]?.episodes.map(({ guid, isPinned }) => [guid, isPinned])).toEqual([
    ['p', false],
    ['e1', true],
  ])
  expect(shows[2]?.episodes).toEqual([{ feedUrl: NONE, guid: urlOf(3), title: '3.mp3', bytes: 999, isPinned: false }])
})

test('what is wanted is cleared only where it is not wanted any more; what is left over with everything that is not', () => {
  const held = { files: [file(1), file(2)], downloads: [bare(A, 1)] }
  for (const wish of [{ kind: 'everything' }, { kind: 'unwanted' }, { kind: 'show', feedUrl: undefined }] as const) {
    expect(filesToClear(held, wish)).toEqual([urlOf(2)])
  }
  for (const wish of [{ kind: 'heard' }, { kind: 'show', feedUrl: A }] as const) {
    expect(filesToClear(held, wish)).toEqual([])
  }
})

test('a kept file plays from the address it was kept from, whatever its feed says now', () => {
  const list = [bare(A, 1), bare(A, 2, { state: 'loading' }), wantedDownload(A, testEpisode(3), {}, 1)]
  expect(keptSource(list, { feedUrl: A, guid: 'e1' })?.url).toBe(urlOf(1))
  for (const guid of ['e2', 'e3', 'e4']) expect(keptSource(list, { feedUrl: A, guid })).toBeUndefined()
})

test('a file is called by the end of its address', () => {
  expect(fileName('https://cdn.example/a/b.mp3?x=/y#z')).toBe('b.mp3')
  expect(fileName('https://cdn.example/')).toBe('https://cdn.example/')
})
