import { expect, test } from 'vitest'
import type { Episode } from '../feed/types.ts'
import { isVideo, sourceOf } from './episode-source.ts'

const bare: Episode = { guid: 'a', title: 'A', summary: '', transcripts: [] }
const file = (url: string, type: string): Episode => ({ ...bare, enclosure: { url, type, trackers: [] } })

test('an episode without a file has no source', () => {
  expect(sourceOf(bare)).toBeUndefined()
})

test('what the feed does not say is left out, not undefined', () => {
  expect(Object.keys(sourceOf(file('https://h/a.mp3', 'audio/mpeg')) ?? {})).toEqual(['url', 'type', 'trackers'])
  expect(sourceOf({ ...file('https://h/a.mp3', 'audio/mpeg'), durationSeconds: 9 })).toMatchObject({
    durationSeconds: 9,
  })
})

test('the type decides about video, the name only where the type says nothing', () => {
  expect(isVideo(file('https://h/a', 'video/mp4'))).toBe(true)
  expect(isVideo(file('https://h/a.mp4', 'audio/mp4'))).toBe(false)
  expect(isVideo(file('https://h/a.mp4?x=1', ''))).toBe(true)
  expect(isVideo(bare)).toBe(false)
})
