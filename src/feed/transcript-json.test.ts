import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTranscript } from './transcript.ts'

const parse = (segments: unknown) => parseTranscript(JSON.stringify({ version: '1.0.0', segments }), 'application/json')

/** One segment a word, a quarter of a second each, half a second apart. */
const wordByWord = (words: string, speaker?: string, from = 0) =>
  words.split(' ').map((body, index) => ({
    ...(speaker !== undefined && { speaker }),
    startTime: from + index / 2,
    endTime: from + index / 2 + 0.25,
    body,
  }))

test('words of one speaker become cues that end with a sentence or where another speaks', () => {
  const segments = [...wordByWord('I am your father. And I say so', 'Darth'), ...wordByWord('Nooooo', 'Luke', 4)]
  expect(parse(segments)).toEqual([
    { startSeconds: 0, endSeconds: 3.75, speaker: 'Darth', text: 'I am your father. And I say so' },
    { startSeconds: 4, endSeconds: 4.25, speaker: 'Luke', text: 'Nooooo' },
  ])
})

test('short sentences share a cue, longer ones have their own', () => {
  const cues = parse(wordByWord('Yes. No. Maybe. I think that the vines want water. So do I.'))
  expect(cues.map(({ text }) => text)).toEqual(['Yes. No. Maybe. I think that the vines want water.', 'So do I.'])
  expect(cues[1]).toEqual({ startSeconds: 5, endSeconds: 6.25, text: 'So do I.' })
})

test('a sentence without an end is parted at a comma, or at a length that can still be read', () => {
  const comma = parse(wordByWord(`${'vine '.repeat(14)}vine, and so on`))
  expect(comma.map(({ text }) => text.slice(-5))).toEqual(['vine,', 'so on'])
  const endless = parse(wordByWord('vine '.repeat(1000).trim()))
  for (const { startSeconds, endSeconds, text } of endless) {
    expect(endSeconds - startSeconds).toBeLessThanOrEqual(12)
    expect(text.length).toBeLessThanOrEqual(240)
  }
  expect(endless.map(({ text }) => text).join(' ')).toBe('vine '.repeat(1000).trim())
})

test('a pause and a line break part what is said', () => {
  const segments = [
    { startTime: 0, endTime: 2, body: 'one\n' },
    { startTime: 2, endTime: 2.5, body: 'two' },
    { startTime: 9, endTime: 9.5, body: 'three' },
  ]
  expect(parse(segments).map(({ text }) => text)).toEqual(['one', 'two', 'three'])
})

test('no space is put before marks, nor between signs that have none', () => {
  expect(parse(wordByWord('Well , no !'))[0]?.text).toBe('Well, no!')
  expect(parse(wordByWord('葡萄 の 話 。'))[0]?.text).toBe('葡萄の話。')
})

test('segments without an end last until the next, the last as long as it takes to say', () => {
  const segments = [
    { startTime: '00:00:03.5', body: 'Later &amp; last.' },
    { startTime: 0, body: 'At first there was a vine.', speaker: ' ' },
  ]
  expect(parse(segments)).toEqual([
    { startSeconds: 0, endSeconds: 2, text: 'At first there was a vine.' },
    { startSeconds: 3.5, endSeconds: 5.5, text: 'Later & last.' },
  ])
})

test('what is no segment is left out, what is no transcript has no cues', () => {
  expect(parse([null, 3, {}, { startTime: -1, body: 'x' }, { startTime: 1, body: ' ' }, { startTime: 1 }])).toEqual([])
  for (const text of ['', '[]', 'null', '{"segments":3}', '[['.repeat(100_000)]) {
    expect(parseTranscript(text, 'application/json; charset=utf-8')).toEqual([])
  }
})

test('no JSON makes it throw', () => {
  const field = fc.oneof(fc.string(), fc.double(), fc.nat(20), fc.constant(undefined), fc.jsonValue())
  fc.assert(
    fc.property(
      fc.array(fc.record({ startTime: field, endTime: field, body: field, speaker: field }), { maxLength: 20 }),
      (segments) => {
        for (const cue of parse(segments)) {
          expect(cue.endSeconds).toBeGreaterThanOrEqual(cue.startSeconds)
          expect(cue.text).not.toBe('')
        }
      },
    ),
  )
  fc.assert(fc.property(fc.json(), (text) => Array.isArray(parseTranscript(text, 'application/json'))))
})
