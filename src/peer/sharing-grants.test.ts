import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { InfoHash } from '../shared/ids.ts'
import { SharingGrants } from './sharing-grants.ts'

const hash = (letter: string) => letter.repeat(40) as InfoHash
const F = hash('f')
const OF_A = 'wss://a.example/'
const OF_B = 'wss://b.example/'

/** The same file in the shows a and b, each with a tracker of its own. */
function ofBoth(): SharingGrants {
  const grants = new SharingGrants()
  grants.open({ infoHash: F, trackers: [OF_A], sharingScope: 'a' })
  grants.open({ infoHash: F, trackers: [OF_B], sharingScope: 'b' })
  return grants
}

test('until its switch is on, no tracker hears of an episode, however it was named', () => {
  const grants = ofBoth()
  grants.offer([{ infoHash: F, trackers: [OF_A], sharingScope: 'a' }])
  expect([grants.trackersOf(F), grants.offers, grants.anyOn]).toEqual([[], [], false])
  grants.answer(true)
  expect(grants.trackersOf(F)).toEqual([])
})

test('what two shows have is announced where there is a yes, and a no takes its trackers alone away', () => {
  const grants = ofBoth()
  grants.answer(true, 'a')
  expect(grants.trackersOf(F)).toEqual([OF_A])
  grants.answer(true, 'b')
  expect(grants.trackersOf(F)).toEqual([OF_A, OF_B])
  grants.answer(false, 'a')
  expect(grants.trackersOf(F)).toEqual([OF_B])
})

test('what names no scope has a switch of its own', () => {
  const grants = ofBoth()
  grants.open({ infoHash: hash('e'), trackers: [OF_A] })
  grants.answer(true)
  expect([grants.isOn(), grants.isOn('a')]).toEqual([true, false])
  expect(grants.trackersOf(hash('e'))).toEqual([OF_A])
})

test('an answer that was given already is none', () => {
  const grants = new SharingGrants()
  expect([grants.answer(false, 'a'), grants.answer(true, 'a'), grants.answer(true, 'a')]).toEqual([false, true, false])
})

test('what is withdrawn by a tracker that all of its shows name is withdrawn', () => {
  const grants = new SharingGrants()
  grants.open({ infoHash: F, trackers: ['wss://a.example', OF_B], sharingScope: 'a' })
  grants.offer([{ infoHash: F, trackers: [OF_A], sharingScope: 'b' }])
  grants.admit(F, 'tab', [OF_A])
  grants.answer(true, 'a')
  expect(grants.withdraw(F, OF_A)).toBe(true)
})

test.each([
  ['is open', (grants: SharingGrants) => grants.open({ infoHash: F, trackers: [OF_B], sharingScope: 'b' })],
  ['may be offered', (grants: SharingGrants) => grants.offer([{ infoHash: F, trackers: [OF_B], sharingScope: 'b' }])],
  ['plays in another tab', (grants: SharingGrants) => grants.admit(F, 'tab', [OF_B])],
])('a tracker that one show names does not withdraw what %s of another one, and hears of it no more', (_, other) => {
  const grants = new SharingGrants()
  grants.open({ infoHash: F, trackers: [OF_A], sharingScope: 'a' })
  other(grants)
  grants.answer(true, 'a')
  grants.answer(true, 'b')
  expect(grants.withdraw(F, OF_A)).toBe(false)
  expect(grants.trackersOf(F)).toEqual([OF_B])
  // Nor does it say so of another file.
  grants.open({ infoHash: hash('e'), trackers: [OF_A], sharingScope: 'a' })
  expect(grants.trackersOf(hash('e'))).toEqual([OF_A])
})

test('of what no show here has, nothing is withdrawn', () => {
  expect(new SharingGrants().withdraw(F, OF_A)).toBe(false)
})

test('a list takes the place of the one before, and keeps its order; what its shows said no to is not in it', () => {
  const grants = new SharingGrants()
  grants.answer(true, 'a')
  const named = (letter: string, sharingScope: string) => ({ infoHash: hash(letter), trackers: [OF_A], sharingScope })
  grants.offer([named('c', 'a'), named('d', 'b'), named('b', 'a'), { ...named('e', 'a'), trackers: [] }])
  expect(grants.offers).toEqual([hash('c'), hash('b')])
  grants.offer([named('b', 'a')])
  expect(grants.offers).toEqual([hash('b')])
  expect(grants.trackersOf(hash('c'))).toEqual([])
  expect([hash('a'), hash('b'), hash('c')].map((one) => grants.listing(one))).toEqual(['never', 'now', 'before'])
})

test('an episode named for two shows is one, with the trackers of both', () => {
  const grants = new SharingGrants()
  grants.answer(true, 'a')
  grants.answer(true, 'b')
  grants.offer([
    { infoHash: F, trackers: [OF_A], sharingScope: 'a' },
    { infoHash: F, trackers: [OF_B], sharingScope: 'b' },
  ])
  expect([grants.offers, grants.trackersOf(F)]).toEqual([[F], [OF_A, OF_B]])
})

test('another tab’s trackers hold for as long as that tab wants it', () => {
  const grants = new SharingGrants()
  grants.admit(F, 'tab 1', [OF_A])
  grants.admit(F, 'tab 2', [OF_B])
  expect(grants.trackersOf(F)).toEqual([OF_A, OF_B])
  expect(grants.dismiss(F, 'tab 1')).toBe(false)
  expect(grants.trackersOf(F)).toEqual([OF_B])
  expect(grants.dismiss(F, 'tab 1')).toBe(false)
  expect(grants.dismiss(F, 'tab 2')).toBe(true)
  expect(grants.trackersOf(F)).toEqual([])
})

test('a tracker has one spelling; what is none over WebSocket is left out', () => {
  const grants = new SharingGrants()
  grants.answer(true)
  const trackers = ['wss://t.example', 'wss://t.example/', 'udp://t.example:6969', 'ws://t.example/tracker']
  grants.open({ infoHash: F, trackers })
  expect(grants.trackersOf(F)).toEqual(['wss://t.example/', 'ws://t.example/tracker'])
})

test('whatever is opened, named, wanted and answered in whatever order: a tracker that hears of it was named with a yes', () => {
  const scope = fc.constantFrom('a', 'b', 'c')
  const step = fc.oneof(
    fc.record({ kind: fc.constant('open' as const), scope }),
    fc.record({ kind: fc.constant('offer' as const), scopes: fc.array(scope, { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('answer' as const), scope, on: fc.boolean() }),
  )
  const source = (name: string) => ({ infoHash: F, trackers: [`wss://${name}.example/`], sharingScope: name })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const grants = new SharingGrants()
      const yes = new Set<string>()
      const opened = new Set<string>()
      let offered: readonly string[] = []
      for (const one of steps) {
        if (one.kind === 'open') {
          grants.open(source(one.scope))
          opened.add(one.scope)
        } else if (one.kind === 'offer') {
          grants.offer(one.scopes.map(source))
          offered = one.scopes
        } else {
          grants.answer(one.on, one.scope)
          if (one.on) yes.add(one.scope)
          else yes.delete(one.scope)
        }
        const expected = ['a', 'b', 'c'].filter((name) => yes.has(name) && (opened.has(name) || offered.includes(name)))
        expect([...grants.trackersOf(F)].sort()).toEqual(expected.map((name) => `wss://${name}.example/`))
      }
    }),
  )
})
