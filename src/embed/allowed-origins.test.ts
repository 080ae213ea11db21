import { expect, test } from 'vitest'
import { isAllowed, parseAllowedOrigins, readyTargets, targetFor } from './allowed-origins.ts'

const BLOG = 'https://blog.example'

test('without a list every embedding page is allowed, also one without an origin', () => {
  expect(isAllowed(BLOG, '*')).toBe(true)
  expect(isAllowed('null', '*')).toBe(true)
  expect(readyTargets('*', undefined)).toEqual(['*'])
})

test('with a list only its origins are, and never "null", whatever the list says', () => {
  expect(isAllowed(BLOG, [BLOG])).toBe(true)
  expect(isAllowed('https://blog.example:8443', [BLOG])).toBe(false)
  expect(isAllowed('https://evil.blog.example', [BLOG])).toBe(false)
  expect(isAllowed('null', ['null', BLOG])).toBe(false)
})

test('ready goes to the page around where that is allowed; unknown, to the listed origins alone', () => {
  expect(readyTargets([BLOG], BLOG)).toEqual([BLOG])
  expect(readyTargets([BLOG], 'https://other.example')).toEqual([])
  expect(readyTargets([BLOG, 'https://b.example'], undefined)).toEqual([BLOG, 'https://b.example'])
})

test('answers are addressed; only a page without an origin is answered without an address', () => {
  expect(targetFor(BLOG)).toBe(BLOG)
  expect(targetFor('null')).toBe('*')
})

test("a publisher's setting is read as origins; what is none allows nobody", () => {
  expect(parseAllowedOrigins(undefined)).toEqual({ allowed: '*', wrong: [] })
  expect(parseAllowedOrigins(' * ')).toEqual({ allowed: '*', wrong: [] })
  expect(parseAllowedOrigins('https://Blog.example/a/b, http://localhost:80\n')).toEqual({
    allowed: [BLOG, 'http://localhost'],
    wrong: [],
  })
  expect(parseAllowedOrigins('blog.example null https://*.example')).toMatchObject({ wrong: ['blog.example', 'null'] })
  expect(parseAllowedOrigins('blog.example')).toEqual({ allowed: [], wrong: ['blog.example'] })
})
