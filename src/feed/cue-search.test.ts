import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchCues } from './cue-search.ts'
import type { Cue } from './types.ts'

const cuesOf = (...texts: string[]): Cue[] =>
  texts.map((text, index) => ({ startSeconds: index, endSeconds: index + 1, text }))

/** What is found, each cue with brackets around its ranges. */
function marked(cues: readonly Cue[], query: string): string[] {
  return searchCues(cues, query).map(({ index, ranges }) => {
    const text = cues[index]?.text ?? ''
    let at = 0
    let out = `${index}: `
    for (const [start, end] of ranges) {
      out += `${text.slice(at, start)}[${text.slice(start, end)}]`
      at = end
    }
    return out + text.slice(at)
  })
}

test.each([
  ['Vines and VINES', 'vines', '[Vines] and [VINES]'],
  ['A café, a cafe\u0301.', 'CAFE', 'A [café], a [cafe\u0301].'],
  ['A cafe.', 'café', 'A [cafe].'],
  ['Die Straße dort', 'strasse', 'Die [Straße] dort'],
  ['Die Straße dort', 'stras', 'Die [Straß]e dort'],
  ['😀 Ünder 😀 the vine', 'under vin', '😀 [Ünder] 😀 the [vin]e'],
  ['Don’t stop', "don't", '[Don’t] stop'],
  ['İstanbul', 'istanbul', '[İstanbul]'],
  ['ΟΔΟΣ οδός', 'οδος', '[ΟΔΟΣ] [οδός]'],
  ['한국어', '한국', '[한국]어'],
  ['\u1112\u1161\u11ab국', '한', '[\u1112\u1161\u11ab]국'],
  ['葡萄の話。がん', 'が', '葡萄の話。[が]ん'],
  ['مُحَمَّد', 'محمد', '[مُحَمَّد]'],
  ['abcd', 'abc bcd', '[abcd]'],
])('in %j a search for %j marks %j', (text, query, expected) => {
  expect(marked(cuesOf(text), query)).toEqual([`0: ${expected}`])
})

test('か is not が, क is found before its vowel sign and marked with it', () => {
  expect(searchCues(cuesOf('がん'), 'か')).toEqual([])
  expect(marked(cuesOf('की'), 'क')).toEqual(['0: [की]'])
})

test('all words must be found in a cue, or in two neighbours together', () => {
  const cues = cuesOf('red grapes', 'and', 'green grapes', 'are green', 'red wine')
  expect(marked(cues, 'green grapes')).toEqual(['2: [green] [grapes]'])
  expect(marked(cues, 'are red')).toEqual(['3: [are] green', '4: [red] wine'])
  expect(marked(cues, 'red green')).toEqual(['3: are [green]', '4: [red] wine'])
  expect(marked(cues, 'grapes wine')).toEqual([])
})

test('a cue between two that complete it is found once', () => {
  expect(searchCues(cuesOf('one', 'two', 'one'), 'one two').map(({ index }) => index)).toEqual([0, 1, 2])
})

test('a query without words finds nothing', () => {
  expect(searchCues(cuesOf('a b'), '  \n ')).toEqual([])
})

test('no more is found than asked for', () => {
  const cues = cuesOf(...Array.from({ length: 1000 }, () => 'a'.repeat(1000)))
  const matches = searchCues(cues, 'a', 7)
  expect(matches.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(matches[0]?.ranges.length).toBeLessThanOrEqual(100)
  expect(searchCues(cuesOf('a', 'b'), 'a b', 1)).toHaveLength(1)
})

test('whatever is said and asked, ranges lie in the text, in order, not empty', () => {
  const letters = fc.constantFrom(
    'a',
    'A',
    'é',
    'e',
    '\u0301',
    'ß',
    's',
    '😀',
    '\ud83d',
    'が',
    '\u3099',
    ' ',
    '한',
    'ﬁ',
    'İ',
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(letters).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(fc.array(texts), texts, (said, query) => {
      for (const { index, ranges } of searchCues(cuesOf(...said), query)) {
        let at = 0
        expect(ranges.length).toBeGreaterThan(0)
        for (const [start, end] of ranges) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThan(start)
          at = end
        }
        expect(at).toBeLessThanOrEqual(said[index]?.length ?? 0)
      }
    }),
  )
})

test('a text finds itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (text) => {
      fc.pre(!/^\s*$/.test(text) && text.split(/\s+/).length < 10)
      expect(searchCues(cuesOf(text), text)).toHaveLength(1)
    }),
  )
})
