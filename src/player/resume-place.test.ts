import { expect, test } from 'vitest'
import { formatPlace, parsePlace, type ResumePlace } from './resume-place.ts'

const ADDRESS = 'https://show.example/?view=queue#t=3'
const place: ResumePlace = {
  address: ADDRESS,
  keptAtMs: 1_000_000,
  episode: { feedUrl: 'https://show.example/feed.xml', guid: 'one', atSeconds: 754.25, playing: true },
}
const read = (value: unknown) => parsePlace(JSON.stringify(value), ADDRESS, 1_000_500)

test('what was kept comes back as it was', () => {
  expect(parsePlace(formatPlace(place), ADDRESS, 1_000_500)).toEqual(place)
})

test('a place of another address, of an earlier visit or of a clock set back is none', () => {
  expect(parsePlace(formatPlace(place), 'https://show.example/?view=home', 1_000_500)).toBeUndefined()
  expect(parsePlace(formatPlace(place), ADDRESS, place.keptAtMs + 11 * 60_000)).toBeUndefined()
  expect(parsePlace(formatPlace(place), ADDRESS, place.keptAtMs - 1)).toBeUndefined()
})

test('what is no place is none, and throws nothing', () => {
  for (const text of [null, '', '{', 'null', '[]', '"x"', '7', '{}']) {
    expect(parsePlace(text, ADDRESS, 1_000_500), String(text)).toBeUndefined()
  }
})

test('what is damaged of a place is left out, and the rest is kept', () => {
  const { episode, ...without } = place
  for (const bad of [
    null,
    'one',
    { ...episode, guid: '' },
    { ...episode, feedUrl: 'javascript:alert(1)' },
    { guid: 'a' },
  ]) {
    expect(read({ ...place, episode: bad })).toEqual(without)
  }
  expect(read({ ...place, episode: { ...episode, atSeconds: -4, playing: 'yes' } })?.episode).toEqual({
    ...episode,
    atSeconds: 0,
    playing: false,
  })
})

test('a place that the version before kept, with how far down it was, is read without that', () => {
  expect(read({ ...place, scrolled: { '': 1200, queue: 40 } })).toEqual(place)
})
