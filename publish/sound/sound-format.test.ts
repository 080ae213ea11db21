import { expect, test } from 'vitest'
import { soundFormatOf } from './sound-format.ts'

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0))

test.each([
  ['mp3', 'ID3\x04\x00\x00\x00\x00\x00\x00\x00\x00'],
  ['mp3', '\xff\xfb\x90\x00'],
  ['mp3', '\xff\xf3\x90\x00'],
  ['adts', '\xff\xf1\x50\x80'],
  ['adts', '\xff\xf9\x50\x80'],
  ['mp4', '\x00\x00\x00\x18ftypM4A '],
  ['ogg', 'OggS\x00\x02'],
  ['flac', 'fLaC\x00\x00'],
  ['wav', 'RIFF\x24\x00\x00\x00WAVE'],
  [undefined, 'RIFF\x24\x00\x00\x00AVI '],
  [undefined, '<!doctype html>'],
  [undefined, '\xff\xd8\xff\xe0'],
  [undefined, ''],
])('%s is told by its first bytes: %j', (format, head) => {
  expect(soundFormatOf(bytes(head))).toBe(format)
})
