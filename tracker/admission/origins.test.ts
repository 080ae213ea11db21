import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkOrigins } from './origins.ts'

const SHOW = ['https://show.example', 'https://*.show.example', 'http://localhost:8080', 'https://bücher.example:8443']

test('without a list pages of any site are welcome', () => {
  const admits = checkOrigins(undefined)
  for (const origin of ['https://any.example', 'null', 'x', undefined]) expect(admits(origin)).toBe(true)
})

test.each([
  'https://show.example',
  'https://SHOW.example',
  'https://show.example:443',
  'https://www.show.example',
  'https://a.b.show.example',
  'http://localhost:8080',
  'https://xn--bcher-kva.example:8443',
])('a page of %s is on the list', (origin) => expect(checkOrigins(SHOW)(origin)).toBe(true))

test.each([
  'https://other.example',
  'http://show.example',
  'https://show.example:8443',
  'https://www.show.example:8443',
  'http://www.show.example',
  'https://notshow.example',
  'https://show.example.evil.example',
  'https://show.example@evil.example',
  'https://evil.example/.show.example',
  'https://evil.example?.show.example',
  'https://evil.example#.show.example',
  'http://localhost',
  'http://localhost:80800',
  'null',
  '',
  'https://',
  'file:///show.example',
])('a page of “%s” is not', (origin) => expect(checkOrigins(SHOW)(origin)).toBe(false))

test('a wildcard stands for what is below a name, not for the name', () => {
  const admits = checkOrigins(['https://*.show.example'])
  expect([admits('https://www.show.example'), admits('https://show.example')]).toEqual([true, false])
})

test('a program that says no origin comes in: refusing it would stop nobody who means harm', () => {
  expect(checkOrigins(SHOW)(undefined)).toBe(true)
})

test('an empty list lets no page in', () => {
  expect(checkOrigins([])('https://show.example')).toBe(false)
})

test.each([
  'show.example',
  'https://show.example/path',
  'https://*',
  'ftp://show.example',
  'https://[',
  '*',
  'https://a.*.example/x',
])('“%s” in the settings is refused in words', (pattern) => expect(() => checkOrigins([pattern])).toThrow(/origins/))

test('no header makes it throw, and none of another site passes', () => {
  const admits = checkOrigins(SHOW)
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (header) => admits(header) === false))
  const host = fc.domain().filter((name) => !/(^|\.)show\.example$/.test(name))
  fc.assert(fc.property(host, (name) => !admits(`https://${name}`) && !admits(`https://show.example.${name}`)))
})
