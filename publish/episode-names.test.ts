import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameEpisodes } from './episode-names.ts'
import { shortHash } from './http-download.ts'

const free = () => false
const nameOne = (guid: string, title = 'The Long Vine') => nameEpisodes([{ guid, title }], free, shortHash).get(guid)

test('a plain guid is the name', () => {
  expect(nameOne('ep-12_the-vine')).toBe('ep-12_the-vine')
  expect(nameOne('Buzzsprout-123')).toBe('Buzzsprout-123')
})

test.each([
  '6f9619ff-8b86-d011-b42d-00c04fc964ff',
  '12345',
  'https://show.example/2025/trailer',
  'a.oembed',
  '../../etc/passwd',
  'con',
  'a/b',
  'a\0b',
  '',
])('of the guid %j only a hash stands behind the title', (guid) => {
  expect(nameOne(guid)).toBe(`the-long-vine-${shortHash(guid)}`)
})

test.each([
  ['Über Ångström & co', 'uber-angstrom-co'],
  ['"</script>', 'script'],
  ['第一話', 'episode'],
  ['\u202e--', 'episode'],
  ['x'.repeat(1_000), 'x'.repeat(60)],
])('the title %j becomes %s', (title, words) => {
  expect(nameOne('1', title)).toBe(`${words}-${shortHash('1')}`)
})

test('a new episode of the same title changes no name that was given', () => {
  const old = { guid: 'https://show.example/1', title: 'Trailer' }
  const fresh = { guid: 'https://show.example/2', title: 'Trailer' }
  const before = nameEpisodes([old], free, shortHash)
  expect(nameEpisodes([fresh, old], free, shortHash).get(old.guid)).toBe(before.get(old.guid))
})

test("somebody else's file keeps its name", () => {
  const names = nameEpisodes([{ guid: 'one', title: 'One' }], (name) => name === 'one', shortHash)
  expect(names.get('one')).toBe(`one-${shortHash('one')}`)
})

test('names are safe, different even where case is one, and the same in any order', () => {
  const guid = fc.oneof(fc.constantFrom('a', 'A', 'a-1', 'A 1', 'con'), fc.string({ unit: 'binary', maxLength: 20 }))
  const episodes = fc.uniqueArray(fc.record({ guid, title: fc.string({ unit: 'binary' }) }), {
    selector: (episode) => episode.guid,
    maxLength: 20,
  })
  fc.assert(
    fc.property(episodes, (given) => {
      const names = nameEpisodes(given, free, shortHash)
      expect(names.size).toBe(given.length)
      expect(new Set([...names.values()].map((name) => name.toLowerCase())).size).toBe(given.length)
      for (const name of names.values()) expect(name).toMatch(/^[a-z\d][\w-]{0,80}$/i)
      const turned = nameEpisodes([...given].reverse(), free, shortHash)
      for (const [one, name] of names) expect(turned.get(one)).toBe(name)
    }),
    { numRuns: 100 },
  )
})
