import { expect, test } from 'vitest'
import { feedAddress } from './feed-address.ts'

const base = 'https://site.example/listen/'

test("the visitor's feed wins over the publisher's", () => {
  expect(feedAddress('?feed=https://a.example/f.xml', 'show/feed.xml', base)).toBe('https://a.example/f.xml')
  expect(feedAddress('?episode=1', 'show/feed.xml', base)).toBe('https://site.example/listen/show/feed.xml')
})

test('what names no fetchable address is none', () => {
  expect(feedAddress('', undefined, base)).toBeUndefined()
  expect(feedAddress('', '  ', base)).toBeUndefined()
  expect(feedAddress('?feed=javascript:alert(1)', undefined, base)).toBeUndefined()
  expect(feedAddress('?feed=http://', undefined, base)).toBeUndefined()
})
