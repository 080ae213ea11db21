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
