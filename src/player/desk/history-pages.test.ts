import { expect, test } from 'vitest'
import type { Heard } from '../library/heard.ts'
import { HistoryPages } from './history-pages.ts'

const at = (heardAt: number, guid = `e${heardAt}`): Heard => ({
  feedUrl: 'https://a.example/feed.xml',
  guid,
  atSeconds: 0,
  changedAt: heardAt,
  heardAt,
})
const next = [8, 'https://a.example/feed.xml', 'e8'] as const
const further = [6, 'https://a.example/feed.xml', 'e6'] as const
const moments = (pages: HistoryPages) => pages.heard.map(({ heardAt }) => heardAt)

test('pages follow each other, and the last one has none behind it', () => {
  const pages = new HistoryPages()
  pages.take({ heard: [at(9), at(8)], next })
  pages.add({ heard: [at(7), at(6)], next: further })
  expect(moments(pages)).toEqual([9, 8, 7, 6])
  expect(pages.next).toEqual(further)
  pages.add({ heard: [at(5)] })
  expect(pages.next).toBeUndefined()
})

test('what is heard now comes to the top, and nothing that was read is lost or doubled', () => {
  const pages = new HistoryPages()
  pages.take({ heard: [at(9), at(8)], next })
  pages.add({ heard: [at(7), at(6)], next: further })
  pages.take({ heard: [at(10, 'e7'), at(9)], next: [9, 'https://a.example/feed.xml', 'e9'] })
  expect(pages.heard.map(({ guid }) => guid)).toEqual(['e7', 'e9', 'e8', 'e6'])
  expect(pages.next).toEqual(further)
})

test('one that is forgotten is gone from whatever page it stands on', () => {
  const pages = new HistoryPages()
  pages.take({ heard: [at(9), at(8)], next })
  pages.add({ heard: [at(7), at(6)], next: further })
  pages.remove(at(7))
  pages.take({ heard: [at(9), at(8)], next })
  expect(moments(pages)).toEqual([9, 8, 6])
  expect(pages.next).toEqual(further)
})

test('a history that was cleared is empty', () => {
  const pages = new HistoryPages()
  pages.take({ heard: [at(9), at(8)], next })
  pages.add({ heard: [at(7)] })
  pages.take({ heard: [] })
  expect(pages.heard).toEqual([])
  expect(pages.next).toBeUndefined()
})
