import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTranscript } from '../feed/transcript.ts'
import type { Cue } from '../feed/types.ts'
import { groupParagraphs, sliceOf, sliceParagraphs, spaceBefore } from './transcript-paragraphs.ts'

/** A cue a second, each until the next: `Ann: words`, or words alone. */
function said(...lines: string[]): Cue[] {
  return lines.map((line, index) => {
    const [, speaker, text = ''] = /^(?:(\w+): )?(.*)$/.exec(line) ?? []
    return { startSeconds: index, endSeconds: index + 1, ...(speaker !== undefined && { speaker }), text }
  })
}

/** Each paragraph as it is read, with its speaker where that is shown. */
function read(cues: readonly Cue[]): string[] {
  return groupParagraphs(cues).map(({ speaker, from, to }) => {
    let text = ''
    for (let index = from; index < to; index++)
      text += (index > from ? spaceBefore(cues, index) : '') + cues[index]?.text
    return speaker === undefined ? text : `${speaker.toUpperCase()} ${text}`
  })
}

test('what one speaker says is one paragraph; the name stands where the speaker changes, and only there', () => {
  expect(read(said('Ann: Hello', 'Ann: there.', 'Bob: Hi.', 'Ann: So,', 'Ann: well.'))).toEqual([
    'ANN Hello there.',
    'BOB Hi.',
    'ANN So, well.',
  ])
})

test('a long talk is broken after sentences, its name said once', () => {
  const cues = said(...Array.from({ length: 30 }, (_, i) => `Ann: This is the sentence of number ${i}.`))
  const paragraphs = groupParagraphs(cues)
  expect(paragraphs.length).toBeGreaterThan(2)
  expect(paragraphs.map(({ speaker }) => speaker)).toEqual(['Ann', ...paragraphs.slice(1).map(() => undefined)])
  for (const { length } of paragraphs.slice(0, -1)) expect(length).toBeGreaterThanOrEqual(280)
  for (const { length } of paragraphs) expect(length).toBeLessThan(330)
})

test('words without any sentence are broken at a comma, and at last anywhere', () => {
  const commas = groupParagraphs(said(...Array.from({ length: 200 }, (_, i) => (i % 10 === 9 ? 'word,' : 'word'))))
  for (const { to } of commas) expect(to % 10).toBe(0)
  const none = groupParagraphs(said(...Array.from({ length: 1_000 }, () => 'word')))
  expect(none.length).toBeGreaterThan(4)
  for (const { length } of none) expect(length).toBeLessThanOrEqual(840)
})

test('a pause ends a paragraph after a sentence, silence anywhere, and neither parts short answers from what follows', () => {
  const cue = (startSeconds: number, text: string): Cue => ({ startSeconds, endSeconds: startSeconds + 1, text })
  const sentence = 'A sentence that is certainly longer than sixty characters, as they are.'
  expect(read([cue(0, sentence), cue(3.5, 'Next.')])).toEqual([sentence, 'Next.'])
  expect(read([cue(0, sentence.replace('.', '')), cue(3.5, 'next.')])).toHaveLength(1)
  expect(read([cue(0, 'Yes.'), cue(3.5, 'Next.')])).toEqual(['Yes. Next.'])
  expect(read([cue(0, 'and'), cue(8, 'Next.')])).toEqual(['and', 'Next.'])
})

test('a transcript of one entry per word reads as sentences in paragraphs', () => {
  const words = 'Well , we went up the hill . It was late , and nobody spoke . "Look !" said Ann . '
    .repeat(20)
    .trim()
    .split(' ')
  const segments = words.map((body, i) => ({ startTime: i * 0.3, endTime: i * 0.3 + 0.25, body, speaker: 'Ann' }))
  const cues = parseTranscript(JSON.stringify({ version: '1.0.0', segments }), 'application/json')
  const paragraphs = read(cues)
  expect(paragraphs[0]).toMatch(
    /^ANN Well, we went up the hill\. It was late, and nobody spoke\. "Look!" said Ann\. Well/,
  )
  for (const paragraph of paragraphs) expect(paragraph).toMatch(/[.]$/)
  // A cue stays short enough to be gone to.
  for (const { startSeconds, endSeconds } of cues) expect(endSeconds - startSeconds).toBeLessThanOrEqual(12)
})

test('captions of one word each read as well', () => {
  const vtt = 'We went up the hill , Ann . '
    .repeat(30)
    .trim()
    .split(' ')
    .map(
      (word, i) =>
        `00:${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}.000 --> 00:59:59.000\n${word}`,
    )
  const paragraphs = read(parseTranscript(`WEBVTT\n\n${vtt.join('\n\n')}`, 'text/vtt'))
  expect(paragraphs.length).toBeGreaterThan(1)
  for (const paragraph of paragraphs) expect(paragraph).toMatch(/^We went up the hill, Ann\. .*Ann\.$/)
})

test('what has no times keeps the paragraphs it has', () => {
  const untimed = { startSeconds: 0, endSeconds: 0, untimed: true } as const
  expect(
    read([
      { ...untimed, text: 'One.' },
      { ...untimed, text: 'two' },
    ]),
  ).toEqual(['One.', 'two'])
})

test('signs of scripts without spaces are put together without any', () => {
  expect(read(said('今日は', 'いい', '天気。'))).toEqual(['今日はいい天気。'])
})

const cue = fc.record(
  {
    startSeconds: fc.double({ min: 0, max: 1e4, noNaN: true }),
    endSeconds: fc.double({ min: 0, max: 1e4, noNaN: true }),
    speaker: fc.constantFrom('Ann', 'Bob'),
    text: fc.oneof(fc.string({ maxLength: 2_000 }), fc.constantFrom('word', 'End.', 'comma,')),
  },
  { requiredKeys: ['startSeconds', 'endSeconds', 'text'] },
)

test('whatever is said, every cue is in one paragraph, and every paragraph in one slice', () => {
  fc.assert(
    fc.property(fc.array(cue, { maxLength: 60 }), (cues) => {
      const paragraphs = groupParagraphs(cues)
      expect(paragraphs.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))).toEqual(
        cues.map((_, index) => index),
      )
      for (const { from, to } of paragraphs) {
        expect(new Set(cues.slice(from, to).map(({ speaker }) => speaker)).size).toBe(1)
      }
      const slices = sliceParagraphs(paragraphs)
      expect(slices.flatMap((slice) => slice.paragraphs)).toEqual(paragraphs)
      cues.forEach((_, index) => {
        const slice = slices[sliceOf(slices, index)]
        expect(slice !== undefined && slice.from <= index && index < slice.to).toBe(true)
      })
      expect(sliceOf(slices, cues.length)).toBe(-1)
    }),
  )
})
