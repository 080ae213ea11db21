import { expect, test } from 'vitest'
import { errorWords, type PlayerErrorKind } from './error-words.ts'

const kinds: Record<PlayerErrorKind, true> = {
  'origin-unreachable': true,
  'origin-refuses': true,
  'media-unplayable': true,
  'media-interrupted': true,
  'media-damaged': true,
  'media-not-loaded': true,
  'feed-missing': true,
  'feed-unreachable': true,
  'feed-refused': true,
  'feed-unreadable': true,
  'feed-too-large': true,
  'feed-endless': true,
  'feed-empty': true,
  'episode-missing': true,
  'episode-unreachable': true,
  'episode-refused': true,
  'episode-unreadable': true,
}

test('every error says what happened, what still works and what to do, in whole sentences', () => {
  for (const kind of Object.keys(kinds) as PlayerErrorKind[]) {
    for (const sentence of Object.values(errorWords(kind))) expect(sentence, kind).toMatch(/^[A-Z].*[.]$/)
  }
})

test('no two errors say the same', () => {
  const all = (Object.keys(kinds) as PlayerErrorKind[]).map((kind) => errorWords(kind).happened)
  expect(new Set(all).size).toBe(all.length)
})
