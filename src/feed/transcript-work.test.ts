import { expect, test } from 'vitest'
import { searchCues } from './cue-search.ts'
import { parseTranscript } from './transcript.ts'

/** A quarter of what the player takes of a transcript: enough to tell, and soon done. */
const LENGTH = 1024 * 1024
/** Seconds of processor time, whoever else uses the machine. What takes time by the square needs minutes. */
const ENOUGH_SECONDS = 5

function processorSeconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

const filled = (piece: string) => piece.repeat(Math.floor(LENGTH / piece.length))
const CUE = '0:0 --> 0:1\n'

test.each([
  ['cues and nothing else', 'text/vtt', filled(`${CUE}<b\n\n`)],
  ['one cue of open tags', 'text/vtt', `WEBVTT\n\n${CUE}${filled('<b>')}`],
  ['one cue of unknown tags', 'text/srt', `${CUE}${filled('<xq>')}`],
  ['one cue of voices', 'text/vtt', `WEBVTT\n\n${CUE}${filled('<v A>a')}`],
  ['a voice of spaces', 'text/vtt', `WEBVTT\n\n${CUE}<v${filled(' ')}x`],
  ['lines of names', 'text/srt', `${CUE}${filled('Ann: a\nBob: b\n')}`],
  ['names without an end', 'text/srt', `${CUE}${filled('Ann Lee ')}`],
  ['tags escaped twice', 'text/srt', `${CUE}${filled('&lt;b&gt;')}`],
  ['open braces', 'text/srt', `${CUE}${filled('{\\')}`],
  ['digits', 'text/srt', filled('1')],
  ['lines of digits', 'text/srt', filled('1\n')],
  ['spaces', 'text/srt', filled(' ')],
  ['open arrays', 'application/json', filled('[')],
  ['numbers', 'application/json', `{"segments":[${filled('0,')}0]}`],
  ['short segments', 'application/json', `{"segments":[${filled('{"startTime":0,"body":"a"},')}0]}`],
  ['segments of tags', 'application/json', `{"segments":[${filled('{"startTime":0,"body":"<b>"},')}0]}`],
  ['one segment of tags', 'application/json', `{"segments":[{"startTime":0,"body":"${filled('<b>')}"}]}`],
  ['times', 'text/html', filled('<time>0:00</time><p>a')],
  ['names', 'text/html', `<time>0:00</time>${filled('<cite>a</cite><p>a')}`],
  ['open paragraphs', 'text/html', `<time>0:00</time>${filled('<p>')}`],
  ['a paragraph of tags', 'text/html', `<time>0:00</time><p>${filled('<b>a')}`],
  ['a paragraph of references', 'text/html', `<time>0:00</time><p>${filled('&lt;b&gt;')}`],
  ['tags without an end', 'text/html', filled('<p ')],
  ['comments without an end', 'text/html', filled('<!-')],
  ['open comments', 'text/html', filled('<!--')],
  ['ended scripts', 'text/html', filled('<script></script ')],
  ['a time of spaces', 'text/html', `<time>${filled(' ')}x</time>`],
])('1 MiB of %s (%s) is read in time that grows with the length alone', (_what, type, text) => {
  let count = 0
  expect(
    processorSeconds(() => {
      count = parseTranscript(text, type).length
    }),
  ).toBeLessThan(ENOUGH_SECONDS)
  expect(count).toBeLessThanOrEqual(50_000)
})

test('1 MiB is searched in time that grows with the length alone', () => {
  const cues = [filled('aé'), 'aé'].map((text) => ({ startSeconds: 0, endSeconds: 1, text }))
  expect(processorSeconds(() => searchCues(cues, `${'a'.repeat(150)}b a`))).toBeLessThan(ENOUGH_SECONDS)
  expect(processorSeconds(() => searchCues(cues, 'a e ae'))).toBeLessThan(ENOUGH_SECONDS)
})
