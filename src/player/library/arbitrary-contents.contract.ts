/** Random libraries, as sound as the library itself keeps them: for properties. */
import fc from 'fast-check'
import { withoutAbsent } from './checked-fields.ts'
import type { EpisodeWords } from './episode-ref.ts'
import { queued, withoutDoubles } from './global-queue.ts'
import type { Heard } from './heard.ts'
import type { LibraryContents } from './library-contents.ts'
import { REFRESH_PROBLEMS, type Subscription } from './subscription.ts'

/** Later than any moment in them. */
export const AFTER_ALL = 2_000_000_000_000

const feedUrl = fc.constantFrom('a', 'b', 'c', 'd').map((name) => `https://${name}.example/feed.xml`)
const guid = fc.oneof(
  fc.constantFrom('e1', 'e2', 'https://a.example/?p=1'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
)
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((value) => value.trim() !== '')
const moment = fc.integer({ min: 0, max: AFTER_ALL - 1 })
const seconds = fc.integer({ min: 1, max: 20_000 })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const imageUrl = fc.constant('https://a.example/cover.jpg')
const words = { showTitle: maybe(text), imageUrl: maybe(imageUrl), durationSeconds: maybe(seconds) }

const subscription: fc.Arbitrary<Subscription> = fc
  .record({
    feedUrl,
    title: text,
    author: maybe(text),
    imageUrl: maybe(imageUrl),
    language: maybe(fc.constant('de')),
    addedAt: moment,
    order: fc.nat(9),
    settings: fc.record({ rate: fc.constantFrom(1, 1.5, 2), trimSilence: fc.boolean() }, { requiredKeys: [] }),
    changedAt: moment,
    lastRefreshedAt: maybe(moment),
    newestPublishedAt: maybe(moment),
    failures: fc.nat(5),
    failedAt: maybe(moment),
    problem: maybe(fc.constantFrom(...REFRESH_PROBLEMS)),
  })
  .map((row) => withoutAbsent(row) as Subscription)

const heard: fc.Arbitrary<Heard> = fc
  .record({
    feedUrl,
    guid,
    title: maybe(text),
    ...words,
    atSeconds: fc.oneof(fc.constant(0), seconds),
    changedAt: moment,
    heardAt: maybe(moment),
    finishedAt: maybe(moment),
  })
  .map((row) => withoutAbsent({ ...row, resumeAt: row.atSeconds > 0 ? row.changedAt : undefined }) as Heard)

const byKey = (row: { readonly feedUrl: string; readonly guid?: string }): string => `${row.feedUrl} ${row.guid}`

export const contents: fc.Arbitrary<LibraryContents> = fc.record({
  subscriptions: fc.uniqueArray(subscription, { selector: byKey, maxLength: 4 }),
  heard: fc.uniqueArray(heard, { selector: byKey, maxLength: 12 }),
  queue: fc
    .array(fc.record({ feedUrl, guid, title: text, ...words }), { maxLength: 6 })
    .map((rows) => withoutDoubles(rows.map((row) => queued(row, withoutAbsent(row) as EpisodeWords)))),
  wanted: fc.uniqueArray(fc.record({ feedUrl, guid, title: text, wantedAt: moment }), {
    selector: byKey,
    maxLength: 4,
  }),
  settings: fc.record({ refreshByItself: fc.boolean(), changedAt: moment }),
})
