import { expect, test } from 'vitest'
import { parseTranscript } from './transcript.ts'

/** A SubRip file with a cue for each text, one second long. @returns its cues as `name| words`. */
function speakers(...texts: string[]): string[] {
  const srt = texts.map((text, at) => `${at + 1}\n00:00:0${at},000 --> 00:00:0${at + 1},000\n${text}\n`).join('\n')
  return parseTranscript(srt, 'application/srt').map(({ speaker = '', text }) => `${speaker}| ${text}`)
}

test('a name holds until the next one, over cues and within one', () => {
  expect(
    speakers(
      'Sarah: In today’s\nepisode',
      'you learn:',
      'Speaker 2: Hi.\nSarah: Ho.',
      '[music]',
      'Well.',
      'Speaker 2: Bye.',
    ),
  ).toEqual([
    'Sarah| In today’s episode',
    'Sarah| you learn:',
    'Speaker 2| Hi.',
    'Sarah| Ho.',
    '| [music]',
    'Sarah| Well.',
    'Speaker 2| Bye.',
  ])
})

test('somebody who is named once keeps the name in the words, and the words are not given to another', () => {
  expect(speakers('Ann: Hi.', 'Bob Lee: Ho.', 'Ann: So.', 'Bob Lee: Hm.', 'Gillian: Me too.', 'Yes.')).toEqual([
    'Ann| Hi.',
    'Bob Lee| Ho.',
    'Ann| So.',
    'Bob Lee| Hm.',
    '| Gillian: Me too.',
    '| Yes.',
  ])
})

test.each([
  [
    'words that recur before a colon',
    ['So the vines', 'Remember: water', 'grow', 'up and', 'Remember: sun', 'and air'],
  ],
  ['a tale', ['It rained.', 'He said: no.', 'She said: yes.', 'He said: no.', 'She said: yes.']],
  ['a list of headings', ['First: soil.', 'Second: sun.', 'Third: rain.']],
  ['a name in small letters', ['then: a', 'then: b', 'now: c', 'now: d']],
  ['times and addresses', ['At 10:30', 'At 10:30', 'Http://a', 'Http://a']],
])('nobody is named by %s', (_what, texts) => {
  expect(speakers(...texts)).toEqual(texts.map((text) => `| ${text}`))
})

test('full-width colons and names without capitals', () => {
  expect(speakers('小明：你好', '小红：好', '小明：再见', '小红：再见')).toEqual([
    '小明| 你好',
    '小红| 好',
    '小明| 再见',
    '小红| 再见',
  ])
})

test('a file that marks voices says who speaks by them alone', () => {
  const vtt = `WEBVTT\n\n00:00.000 --> 00:01.000\n<v Ann>Bob: left\n\n00:01.000 --> 00:02.000\nBob: right\n`
  expect(parseTranscript(vtt, 'text/vtt')).toMatchObject([
    { speaker: 'Ann', text: 'Bob: left' },
    { text: 'Bob: right' },
  ])
})
