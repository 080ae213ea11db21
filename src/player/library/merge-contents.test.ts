import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contents } from './arbitrary-contents.contract.ts'
import { episodeKey } from './episode-ref.ts'
import { mergeContents, reportMerge } from './merge-contents.ts'

const heardOf = (list: readonly { readonly feedUrl: string; readonly guid: string }[]) => new Set(list.map(episodeKey))

test('nothing is lost, from neither side', () => {
  fc.assert(
    fc.property(contents, contents, (here, there) => {
      const merged = mergeContents(here, there)
      const feeds = new Set(merged.subscriptions.map(({ feedUrl }) => feedUrl))
      for (const side of [here, there]) {
        for (const { feedUrl } of side.subscriptions) expect(feeds).toContain(feedUrl)
        for (const key of heardOf(side.heard)) expect(heardOf(merged.heard)).toContain(key)
        for (const { id } of side.queue) expect(merged.queue.map((entry) => entry.id)).toContain(id)
        for (const key of heardOf(side.wanted)) expect(heardOf(merged.wanted)).toContain(key)
      }
    }),
  )
})

test('where both know an episode, the newer place wins, and a hearing or a finish that one of them knows is kept', () => {
  fc.assert(
    fc.property(contents, contents, (here, there) => {
      const merged = new Map(mergeContents(here, there).heard.map((one) => [episodeKey(one), one]))
      for (const mine of here.heard) {
        const theirs = there.heard.find((one) => episodeKey(one) === episodeKey(mine))
        const result = merged.get(episodeKey(mine))
        if (theirs === undefined) expect(result).toEqual(mine)
        else {
          const newer = theirs.changedAt > mine.changedAt ? theirs : mine
          expect(result).toMatchObject({ atSeconds: newer.atSeconds, changedAt: newer.changedAt })
          expect(result?.resumeAt).toBe(newer.resumeAt)
          expect(result?.finishedAt ?? -1).toBe(Math.max(mine.finishedAt ?? -1, theirs.finishedAt ?? -1))
          expect(result?.heardAt ?? -1).toBe(Math.max(mine.heardAt ?? -1, theirs.heardAt ?? -1))
        }
      }
    }),
  )
})

test('a show in both keeps what was set last, the older date, and its place in the order', () => {
  fc.assert(
    fc.property(contents, contents, (here, there) => {
      const merged = mergeContents(here, there)
      for (const mine of here.subscriptions) {
        const theirs = there.subscriptions.find(({ feedUrl }) => feedUrl === mine.feedUrl)
        const result = merged.subscriptions.find(({ feedUrl }) => feedUrl === mine.feedUrl)
        expect(result?.order).toBe(mine.order)
        if (theirs === undefined) continue
        expect(result?.settings).toEqual((theirs.changedAt > mine.changedAt ? theirs : mine).settings)
        expect(result?.addedAt).toBe(Math.min(mine.addedAt, theirs.addedAt))
      }
    }),
  )
})

test('the queue that is here stays in front, in its order', () => {
  fc.assert(
    fc.property(contents, contents, (here, there) => {
      expect(mergeContents(here, there).queue.slice(0, here.queue.length)).toEqual(here.queue)
    }),
  )
})

test('to take the same file twice, or one’s own, changes nothing', () => {
  const nothing = { subscriptions: 0, heard: 0, queued: 0, wanted: 0, settings: false }
  fc.assert(
    fc.property(contents, contents, (here, there) => {
      const once = mergeContents(here, there)
      expect(reportMerge(once, mergeContents(once, there))).toEqual(nothing)
      expect(reportMerge(here, mergeContents(here, here))).toEqual(nothing)
    }),
  )
})
