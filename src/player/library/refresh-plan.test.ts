import { expect, test } from 'vitest'
import { MOST_AT_ONCE, planRefresh, type RefreshConditions, STALE_AFTER_MS } from './refresh-plan.ts'
import { newSubscription, type Subscription } from './subscription.ts'

const NOW = 1_750_000_000_000
const MINUTE = 60_000
const feed = (name: string): string => `https://${name}.example/`
const show = (name: string, fields: Partial<Subscription> = {}): Subscription => ({
  ...newSubscription({ feedUrl: feed(name) }, 0, 0),
  ...fields,
})
const refreshed = (name: string, minutesAgo: number) => show(name, { lastRefreshedAt: NOW - minutesAgo * MINUTE })
const failed = (name: string, failures: number, minutesAgo: number) =>
  show(name, { failures, failedAt: NOW - minutesAgo * MINUTE, lastRefreshedAt: 1 })

function plan(shows: readonly Subscription[], conditions: Partial<RefreshConditions> = {}) {
  const { start, wakeAt } = planRefresh(shows, {
    now: NOW,
    online: true,
    savesData: false,
    byItself: true,
    asked: new Set(),
    running: new Set(),
    tried: new Map(),
    ...conditions,
  })
  return { start: start.map((url) => new URL(url).hostname.split('.')[0]), wakeAt }
}

test('what was never read and what is stale is read, the longest waiting first; the rest is looked at when it is due', () => {
  const shows = [refreshed('fresh', 10), refreshed('stale', 31), refreshed('staler', 90), show('never')]
  expect(plan(shows)).toEqual({ start: ['never', 'staler', 'stale'], wakeAt: NOW + 20 * MINUTE })
  expect(plan([refreshed('just', 30)]).start).toEqual(['just'])
})

test('nothing is read without a network, not even by hand', () => {
  expect(plan([show('a')], { online: false, asked: new Set([feed('a')]) })).toEqual({ start: [], wakeAt: undefined })
})

test('where data is saved, or the listener wants it so, only what is asked for is read', () => {
  const shows = [show('a'), refreshed('b', 1)]
  const asked = new Set([feed('b')])
  expect(plan(shows, { savesData: true, asked }).start).toEqual(['b'])
  expect(plan(shows, { byItself: false, asked })).toEqual({ start: ['b'], wakeAt: undefined })
})

test('at most four are read side by side, what is asked for first', () => {
  const shows = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => show(name))
  expect(plan(shows, { asked: new Set([feed('f')]) }).start).toEqual(['f', 'a', 'b', 'c'])
  expect(plan(shows, { running: new Set(['a', 'b', 'c'].map(feed)) }).start).toEqual(['d'])
  expect(plan(shows, { running: new Set(shows.slice(0, MOST_AT_ONCE).map(({ feedUrl }) => feedUrl)) }).start).toEqual(
    [],
  )
})

test('who fails is left alone longer and longer, a day at most, unless asked for by hand', () => {
  expect(plan([failed('a', 1, 29)])).toEqual({ start: [], wakeAt: NOW + MINUTE })
  expect(plan([failed('a', 1, 30)]).start).toEqual(['a'])
  expect(plan([failed('a', 3, 119)])).toEqual({ start: [], wakeAt: NOW + MINUTE })
  expect(plan([failed('a', 60, 24 * 60 - 1)]).start).toEqual([])
  expect(plan([failed('a', 60, 24 * 60)]).start).toEqual(['a'])
  expect(plan([failed('a', 60, 1)], { asked: new Set([feed('a')]) }).start).toEqual(['a'])
})

test('what was tried on this page is not tried again at once, whatever the library could keep of it', () => {
  const tried = new Map([[feed('a'), NOW - MINUTE]])
  expect(plan([show('a')], { tried })).toEqual({ start: [], wakeAt: NOW - MINUTE + STALE_AFTER_MS })
})

test('a clock that was set back delays nothing', () => {
  expect(plan([refreshed('a', -600), failed('b', 1, -600)]).start).toEqual(['a', 'b'])
})
