import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedChunks, fromChunks, toChunks } from './episode-chunks.ts'
import { lightEpisode } from './light-episode.ts'
import { mergeShow } from './merge-show.ts'
import { isSameShow, moveToTry } from './same-show.ts'
import { testEpisode, testEpisodes, testShow } from './test-shows.ts'

const light = (count: number) => testEpisodes(count).map(lightEpisode)
const guids = (list: readonly { readonly guid: string }[]) => list.map(({ guid }) => guid)

test('what did not change stays the same object, also where the feed was read anew', () => {
  const before = light(3)
  const again = JSON.parse(JSON.stringify(testEpisodes(3)))
  const merged = mergeShow(before, again)
  expect(merged.episodes.every((episode, index) => episode === before[index])).toBe(true)
  expect(merged).toMatchObject({ added: [], fresh: [], changed: 0, withdrawn: [], renamed: [] })
})

test('a new title, file or chapter link is a change; new notes are not', () => {
  const changed = testEpisodes(3).map((episode, index) => ({
    ...episode,
    notesHtml: 'other notes',
    ...(index === 0 && { title: 'Other' }),
    ...(index === 1 && { enclosure: { url: 'https://cdn.example/other.mp3', type: 'audio/mpeg', trackers: [] } }),
  }))
  expect(mergeShow(light(3), changed)).toMatchObject({ changed: 2, added: [], withdrawn: [] })
})

test('an archive that appears later is no news; an episode released a few days late is', () => {
  const before = testEpisodes(400).slice(0, 30).map(lightEpisode)
  const merged = mergeShow(before, testEpisodes(401))
  expect(merged.added).toHaveLength(371)
  expect(guids(merged.fresh)).toEqual(['e400'])
  const late = mergeShow([testEpisode(10), testEpisode(9)].map(lightEpisode), [
    testEpisode(10),
    testEpisode(9),
    testEpisode(5),
    testEpisode(2),
    testEpisode(77, { publishedAt: 'nonsense' }),
  ])
  expect(guids(late.fresh)).toEqual(['e77', 'e5'])
})

test('of very many new ones the latest hundred are marked', () => {
  const merged = mergeShow([], testEpisodes(300))
  expect(merged.fresh).toHaveLength(100)
  expect(merged.fresh[0]?.guid).toBe('e299')
})

test('a file that several episodes have tells none of them apart', () => {
  const same = { url: 'https://cdn.example/same.mp3', type: 'audio/mpeg', trackers: [] }
  const before = [testEpisode(1, { enclosure: same }), testEpisode(2, { enclosure: same })].map(lightEpisode)
  const after = [testEpisode(3, { enclosure: same }), testEpisode(4, { enclosure: same })]
  expect(mergeShow(before, after)).toMatchObject({ renamed: [], withdrawn: ['e1', 'e2'] })
})

test('the same file under another guid is the same episode, whatever the host puts behind its name', () => {
  const file = (query: string) => ({ url: `https://cdn.example/1.mp3${query}`, type: 'audio/mpeg', trackers: [] })
  const before = [lightEpisode(testEpisode(1, { enclosure: file('?t=1') }))]
  const after = [testEpisode(1, { guid: 'other', enclosure: file('?t=2') })]
  expect(mergeShow(before, after)).toMatchObject({ renamed: [{ from: 'e1', to: 'other' }], added: [], withdrawn: [] })
})

test('whatever a feed has, the list is the feed, and nothing is both kept and withdrawn', () => {
  const numbers = fc.uniqueArray(fc.nat(30), { maxLength: 20 })
  fc.assert(
    fc.property(numbers, numbers, fc.boolean(), (old, now, whole) => {
      const before = old.map((number) => lightEpisode(testEpisode(number)))
      const after = now.map((number) => testEpisode(number))
      const merged = mergeShow(before, after, whole)
      const kept = guids(merged.episodes)
      expect(kept.slice(0, now.length)).toEqual(guids(after))
      const missing = guids(before).filter((guid) => !kept.includes(guid))
      expect([...merged.withdrawn].sort()).toEqual(missing.sort())
      if (!whole) expect(merged.withdrawn).toEqual([])
      expect(merged.added.length).toBe(now.filter((number) => !old.includes(number)).length)
    }),
  )
})

test('a list survives its records in whatever order they come, and a new episode writes one record', () => {
  fc.assert(
    fc.property(fc.nat(450), fc.infiniteStream(fc.nat()), (count, order) => {
      const episodes = light(count)
      const chunks = [...toChunks('f', episodes)].sort(() => ((order.next().value ?? 0) % 3) - 1)
      expect(fromChunks(chunks)).toEqual(episodes)
      expect(changedChunks(toChunks('f', episodes), toChunks('f', episodes))).toEqual([])
      const more = [lightEpisode(testEpisode(count)), ...episodes]
      expect(changedChunks(toChunks('f', episodes), toChunks('f', more))).toHaveLength(1)
    }),
    { numRuns: 30 },
  )
})

test('a feed that says it has moved is tried only at another and no less safe address', () => {
  expect(moveToTry('https://a.example/f', 'https://b.example/f#x')).toBe('https://b.example/f')
  expect(moveToTry('http://a.example/f', 'https://a.example/f')).toBe('https://a.example/f')
  for (const no of ['http://b.example/f', 'https://a.example/f', 'javascript:alert(1)', '/f', '', undefined]) {
    expect(moveToTry('https://a.example/f', no)).toBeUndefined()
  }
})

test('a new address is believed where half of the latest episodes are found there, by guid or by file', () => {
  const old = light(12)
  expect(isSameShow(old, testShow(30))).toBe(true)
  const reissued = testEpisodes(12).map((episode) => ({ ...episode, guid: `new ${episode.guid}` }))
  expect(isSameShow(old, testShow(0, { episodes: reissued }))).toBe(true)
  expect(isSameShow(old, testShow(0, { episodes: testEpisodes(12).slice(0, 5) }))).toBe(true)
  expect(isSameShow(old, testShow(0, { episodes: testEpisodes(12).slice(0, 4) }))).toBe(false)
  expect(isSameShow(old, testShow(0))).toBe(false)
  expect(isSameShow([], testShow(3))).toBe(false)
})
