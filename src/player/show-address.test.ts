import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readShowAddress } from './show-address.ts'

const read = (text: string) => readShowAddress(text).feedUrl ?? readShowAddress(text).problem

test('an address is taken as people paste it', () => {
  expect(read(' https://a.example/feed.xml \n')).toBe('https://a.example/feed.xml')
  expect(read('a.example/feed')).toBe('https://a.example/feed')
  expect(read('//a.example/feed')).toBe('https://a.example/feed')
  expect(read('<http://a.example/feed?x=1&y=2>')).toBe('http://a.example/feed?x=1&y=2')
  expect(read('localhost:8080/feed.xml')).toBe('https://localhost:8080/feed.xml')
  expect(read('a.example:8080/feed')).toBe('https://a.example:8080/feed')
})

test('the schemes of podcast apps are taken off', () => {
  for (const scheme of ['feed://', 'feed:', 'pcast://', 'podcast://', 'itpc://', 'web+podcast:', 'rss://']) {
    expect(read(`${scheme}a.example/feed.xml`)).toBe('https://a.example/feed.xml')
  }
  expect(read('feed:https://a.example/feed.xml')).toBe('https://a.example/feed.xml')
})

test('what is no feed’s address is told apart', () => {
  expect(read('  ')).toBe('nothing')
  expect(read('the goat show')).toBe('no-address')
  expect(read('goats')).toBe('no-address')
  expect(read('https://')).toBe('no-address')
  expect(read('https://podcasts.apple.com/us/podcast/x/id1')).toBe('app-page')
  expect(read('open.spotify.com/show/1')).toBe('app-page')
  expect(read('javascript:alert(1)')).toBe('other-scheme')
  expect(read('file:///etc/feed.xml')).toBe('other-scheme')
  expect(read('feed:javascript:alert(1)')).toBe('other-scheme')
  expect(read(`https://a.example/${'x'.repeat(5000)}`)).toBe('no-address')
})

test('whatever is typed, an address that comes out is one of the web', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      const { feedUrl } = readShowAddress(text)
      if (feedUrl !== undefined) expect(new URL(feedUrl).protocol).toMatch(/^https?:$/)
    }),
  )
})
