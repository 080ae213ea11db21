import { expect, test } from 'vitest'
import { readCard } from './facade-card.ts'

const SHOW = { title: 'The Show', imageUrl: 'https://a.example/show.jpg', author: 'Name', link: 'https://a.example/' }
const EPISODE = { title: 'One', guid: '1', imageUrl: 'https://a.example/one.jpg' }

test("a card is read from an episode's file, and from a show's", () => {
  expect(readCard({ version: 1, show: SHOW, episode: EPISODE, urls: { page: 'https://a.example/one.html' } })).toEqual({
    title: 'One',
    by: 'The Show',
    coverUrl: 'https://a.example/one.jpg',
    pageUrl: 'https://a.example/one.html',
  })
  const list = { version: 1, show: SHOW, episodes: [EPISODE, { title: 'Two', guid: '2' }] }
  expect(readCard(list)).toMatchObject({ title: 'The Show', by: 'Name', coverUrl: SHOW.imageUrl })
  expect(readCard(list, '2')).toMatchObject({ title: 'Two', by: 'The Show' })
  expect(readCard(list, '3')).toMatchObject({ title: 'The Show' })
})

test('addresses that are none are left out, long titles cut', () => {
  const file = {
    show: { ...SHOW, imageUrl: 'javascript:1' },
    episode: { title: 'x'.repeat(9_000), link: '/relative' },
  }
  const card = readCard(file)
  expect(card).toMatchObject({ coverUrl: undefined, pageUrl: undefined })
  expect(card?.title).toHaveLength(300)
})

test.each([
  null,
  7,
  'x',
  [],
  {},
  { show: SHOW },
  { show: SHOW, episode: {} },
  { show: {}, episode: EPISODE },
  { show: SHOW, episodes: null },
])('%o is no file for a card', (file) => {
  expect(readCard(file)).toBeUndefined()
})
