import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTranscript } from './transcript.ts'

test('WebVTT: voices, marks, notes and cue settings', () => {
  const vtt = `\ufeffWEBVTT - a show\r
\r
NOTE not said\r
\r
STYLE\r
::cue { color: red }\r
\r
intro\r
00:01.000 --> 00:02.500 align:start position:10%\r
<v.loud Ann Smith>Hello <i>there</i> &amp; <c.yellow>you</c></v>\r
\r
01:00:00.000 --> 01:00:01.000\r
<v Ann>Hi.</v> <v Bob>Ho <00:00:00.500>hum.</v>\r
second line\r
`
  expect(parseTranscript(vtt, 'text/vtt')).toEqual([
    { startSeconds: 1, endSeconds: 2.5, speaker: 'Ann Smith', text: 'Hello there & you' },
    { startSeconds: 3600, endSeconds: 3601, speaker: 'Ann', text: 'Hi.' },
    { startSeconds: 3600, endSeconds: 3601, speaker: 'Bob', text: 'Ho hum. second line' },
  ])
})

test('WebVTT: a voice holds until the next, as Podcasting 2.0 asks for it; sounds are nobody’s', () => {
  const cue = (at: number, text: string) => `00:0${at}.000 --> 00:0${at + 1}.000\n${text}\n`
  const vtt = [
    'WEBVTT\n',
    cue(0, 'Before.'),
    cue(1, '<v Tom>Yes.'),
    cue(2, 'Really.'),
    cue(3, '[Music]'),
    cue(4, 'Well.'),
  ]
  expect(
    parseTranscript([...vtt, cue(5, '<v Ann>No.')].join('\n'), 'text/vtt').map(({ speaker, text }) => [speaker, text]),
  ).toEqual([
    [undefined, 'Before.'],
    ['Tom', 'Yes.'],
    ['Tom', 'Really.'],
    [undefined, '[Music]'],
    ['Tom', 'Well.'],
    ['Ann', 'No.'],
  ])
})

test('SubRip: numbers, commas, marks, and a missing blank line', () => {
  const srt = `1\n00:00:00,000 --> 00:00:01,200\n{\\an8}<b>One</b>\n2\n00:00:01,200 --> 00:00:00,500\nTwo\n42\n\n`
  expect(parseTranscript(srt, 'application/x-subrip; charset=utf-8')).toEqual([
    { startSeconds: 0, endSeconds: 1.2, text: 'One' },
    { startSeconds: 1.2, endSeconds: 1.2, text: 'Two 42' },
  ])
})

test('another type has no cues, unless the text says that it is WebVTT', () => {
  const cue = '00:00.000 --> 00:01.000\nHi\n'
  expect(parseTranscript(cue, 'text/html')).toEqual([])
  expect(parseTranscript(`WEBVTT\n\n${cue}`, 'text/html')).toHaveLength(1)
})

test('no text makes it throw', () => {
  const scraps = fc.constantFrom('WEBVTT\n', '00:01.000 --> 00:02.000\n', '<v ', '>', '\n', '1\n', '{\\', 'x', '&', '<')
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(scraps).map((parts) => parts.join('')),
      ),
      (text) => {
        for (const cue of parseTranscript(text, 'text/vtt')) {
          expect(cue.endSeconds).toBeGreaterThanOrEqual(cue.startSeconds)
          expect(cue.text).not.toBe('')
        }
      },
    ),
  )
})
