import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseShow } from '../feed/index.ts'
import { findTimes } from './note-times.ts'

const seconds = (text: string, duration?: number) => findTimes(text, duration).map((time) => time.seconds)

test('moments are found at the beginning of lines, in brackets, in sentences', () => {
  expect(seconds('00:00 Intro\n1:30 Goats\n(1:02:03) More goats\n[19:45]')).toEqual([0, 90, 3723, 1185])
  expect(seconds('We talk about it around 12:34, and again at 75:10.')).toEqual([754, 4510])
  expect(seconds('0:00–4:10 Intro, 4:10-9:59 Talk')).toEqual([0, 250, 250, 599])
  expect(seconds('- 3:20 Greetings\n—4:10 End')).toEqual([200, 250])
  expect(seconds('(01:02:03)：开场 00：01：05结束')).toEqual([3723, 65])
})

test('the found range is exactly the time', () => {
  expect(findTimes('see (12:34)')).toEqual([{ start: 5, end: 10, seconds: 754 }])
})

test('times of the day, dates, ratios and parts of other things are no moments', () => {
  expect(seconds('Live at 10:30 am, 7:30pm ET, 15:00 UTC, 20:15 Uhr, 21:00 GMT, 9:00 p.m.')).toEqual([])
  expect(seconds('Last Modified 10/24/2021 15:00:38, 2021-10-24 15:00, 2021-10-24T15:00:38Z')).toEqual([])
  expect(seconds('16:9, 4:3, 1:75, 10:99:00, 123:00:00, 1234:56, 12:345, 1.12:30, 12:30.5')).toEqual([])
  expect(seconds('http://host.example:80:12 a12:30 v2.12:30 ::1:20 12:30:40:50 10:20/11:30')).toEqual([])
})

test('what lies beyond the episode’s end is no moment of it', () => {
  expect(seconds('John 3:16 and 1:20:00', 1800)).toEqual([196])
  expect(seconds('30:40', 1800)).toEqual([1840])
  expect(seconds('1:20:00', 0)).toEqual([4800])
})

test('found ranges are ordered, do not overlap, and are within the text', () => {
  const alphabet = fc.constantFrom('0', '1', '5', '9', ':', '：', ' ', '(', ')', 'a', '-', '\n', '场')
  fc.assert(
    fc.property(fc.string({ unit: alphabet, maxLength: 80 }), (text) => {
      let end = 0
      for (const time of findTimes(text)) {
        expect(time.start).toBeGreaterThanOrEqual(end)
        expect(text.slice(time.start, time.end)).toMatch(/^\d+[:：]\d\d([:：]\d\d)?$/)
        end = time.end
      }
    }),
  )
})

/** Notes of real feeds; the feeds are their publishers', and may not lie beside this repository. */
const FEEDS = new URL('../../../shared/feeds/', import.meta.url)

function timesByEpisode(name: string): readonly (readonly number[])[] {
  const { episodes } = parseShow(readFileSync(new URL(name, FEEDS), 'utf8'), `https://feeds.example/${name}`)
  return episodes.map(({ notesHtml = '', durationSeconds }) =>
    seconds(notesHtml.replace(/<[^>]*>/g, '\n').replaceAll('&nbsp;', ' '), durationSeconds),
  )
}

test.runIf(existsSync(FEEDS))('the moments of real notes are found, their dates and times of day are not', () => {
  const chinese = timesByEpisode('hexo-chinese.xml')
  expect(chinese[0]).toEqual([61, 621, 1885, 2690])
  const found = chinese.filter((times) => times.length > 0)
  expect(found.length).toBeGreaterThan(15)
  // Full of "Last Modified 10/24/2021 15:00:38".
  expect(timesByEpisode('freedom-controller-bad-entity.xml')[0]).toEqual([])
  expect(timesByEpisode('powerpress-wordpress.xml').flat()).toContain(19 * 60 + 45)
})
