import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseChapters } from './chapters.ts'

test('chapters are read by start; those that are no entry of the contents are hidden, what shows nothing is left out', () => {
  const json = JSON.stringify({
    version: '1.2.0',
    chapters: [
      { startTime: 60.5, title: 'Two', url: 'https://x.example/', img: 'javascript:alert(1)' },
      { startTime: 0, title: 'One &amp; <b>only</b>' },
      { startTime: 30, endTime: 40, title: 'Picture', toc: false, img: 'https://x.example/a.jpg' },
      { startTime: 35, url: 'https://x.example/b', endTime: 30 },
      { startTime: 36 },
      { startTime: 200, title: 'Four', location: { name: 'A <i>hill</i>', geo: 'geo:1,2' }, endTime: '0:03:30' },
      { startTime: -1, title: 'Before' },
      { title: 'No start' },
      { startTime: '01:10', title: 'Three' },
      null,
      'x',
    ],
  })
  expect(parseChapters(`\ufeff${json}`)).toEqual([
    { startSeconds: 0, title: 'One & only' },
    { startSeconds: 30, endSeconds: 40, title: 'Picture', imageUrl: 'https://x.example/a.jpg', hidden: true },
    { startSeconds: 35, title: '', link: 'https://x.example/b', hidden: true },
    { startSeconds: 60.5, title: 'Two', link: 'https://x.example/' },
    { startSeconds: 70, title: 'Three' },
    { startSeconds: 200, endSeconds: 210, title: 'Four', placeName: 'A hill' },
  ])
})

test.each(['', 'no json', '[]', '{}', 'null', '{"chapters":{}}', '3'])('%j has no chapters', (text) => {
  expect(parseChapters(text)).toEqual([])
})

test('no text and no JSON makes it throw', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => Array.isArray(parseChapters(text))))
  fc.assert(
    fc.property(fc.array(fc.record({ startTime: fc.anything(), title: fc.anything() })), (chapters) => {
      const text = JSON.stringify({ chapters }, (_key, value) => (typeof value === 'bigint' ? String(value) : value))
      expect(Array.isArray(parseChapters(text))).toBe(true)
    }),
  )
})
