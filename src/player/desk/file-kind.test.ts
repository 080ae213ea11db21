import { expect, test } from 'vitest'
import { fileKind } from './file-kind.ts'

test.each([
  ['{"format":"grapevine-library"}', 'everything'],
  ['\ufeff \n {"format"', 'everything'],
  ['<?xml version="1.0"?><opml>', 'opml'],
  ['  <opml>', 'opml'],
  ['', 'opml'],
] as const)('%j is taken for %s', (text, kind) => {
  expect(fileKind(text)).toBe(kind)
})
