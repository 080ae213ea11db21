import { expect, test } from 'vitest'
import { jsonSharingScope, sharingScope } from './sharing-scope.ts'

const own = 'https://site.example/show/feed.xml'
const other = 'https://evil.example/feed.xml'

test("the publisher's own feed has the plain key and the publisher's setting", () => {
  for (const setting of ['ask', 'on', 'off'] as const) {
    expect(sharingScope(own, own, setting)).toEqual({ key: 'grapevine:sharing', setting })
  }
  expect(sharingScope(`${own}#x`, own, 'on')).toEqual({ key: 'grapevine:sharing', setting: 'on' })
})

test('any other feed has an answer of its own, and is never shared unasked', () => {
  expect(sharingScope(other, own, 'on')).toEqual({ key: `grapevine:sharing:${other}`, setting: 'ask' })
  expect(sharingScope(other, own, 'ask').setting).toBe('ask')
  const keys = [own, other, `${other}?2`, `${own}?2`].map((feed) => sharingScope(feed, own, 'ask').key)
  expect(new Set(keys).size).toBe(keys.length)
})

test('a publisher that does not share keeps other feeds from it too', () => {
  expect(sharingScope(other, own, 'off').setting).toBe('off')
})

test('a page that names no feed decides for none', () => {
  expect(sharingScope(other, undefined, 'on')).toEqual({ key: `grapevine:sharing:${other}`, setting: 'ask' })
  expect(sharingScope(undefined, undefined, 'on')).toEqual({ key: 'grapevine:sharing:', setting: 'ask' })
})

test("a file's word that it is of the publisher's feed counts only where it lies beside that feed", () => {
  const beside = 'https://site.example/show/episodes/one.json'
  expect(jsonSharingScope(own, beside, own, 'on')).toEqual({ key: 'grapevine:sharing', setting: 'on' })
  for (const elsewhere of [
    'https://evil.example/one.json',
    'https://site.example/show/upload/one.json',
    'https://site.example/show/../one.json',
  ]) {
    const scope = jsonSharingScope(own, elsewhere, own, 'on')
    expect(scope.setting, elsewhere).toBe('ask')
    expect(scope.key, elsewhere).not.toBe('grapevine:sharing')
  }
  expect(jsonSharingScope(other, beside, own, 'on').setting).toBe('ask')
  expect(jsonSharingScope(own, beside, undefined, 'on').setting).toBe('ask')
  expect(jsonSharingScope(other, 'https://evil.example/1.json', own, 'off').setting).toBe('off')
})
