import { expect, test } from 'vitest'
import { vttOf } from './captions.ts'

test('cues become WebVTT, speakers as voices', () => {
  const cues = [
    { startSeconds: 0.5, endSeconds: 2, text: 'Hello' },
    { startSeconds: 3661.25, endSeconds: 3662, speaker: 'Host', text: 'Bye' },
  ]
  expect(vttOf(cues)).toBe(
    'WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nHello\n\n01:01:01.250 --> 01:01:02.000\n<v Host>Bye\n',
  )
})

test('no text of a feed can end a cue or start a tag', () => {
  expect(vttOf([{ startSeconds: 0, endSeconds: 1, text: 'a\n\n<b> --> &' }])).toContain('a\n&lt;b&gt; --&gt; &amp;\n')
})

test('cues that end before they start, or say nothing, are left out', () => {
  const cues = [
    { startSeconds: 5, endSeconds: 5, text: 'x' },
    { startSeconds: 5, endSeconds: 6, text: '  ' },
  ]
  expect(vttOf(cues)).toBe('WEBVTT\n\n\n')
})
