import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DayKey } from './allowance.ts'
import {
  decide,
  type GovernorFact,
  type GovernorState,
  HIDDEN_GRACE_MS,
  isGiving,
  observe,
  startGovernor,
} from './governor.ts'
import { begin, booked, dueBooking } from './purse.ts'
import { DEFAULT_SHARING_SETTINGS, type SharingSettings } from './sharing-settings.ts'
import type { ListenerSignals } from './signals.ts'

const DAY = '2026-11-22' as DayKey
const NEXT_DAY = '2026-11-23' as DayKey
const desk: ListenerSignals = {
  connection: 'unmetered',
  saveData: false,
  phone: false,
  lowBattery: false,
  hidden: false,
  asleep: false,
}

function note(state: GovernorState, fact: GovernorFact, nowMs = 0, day = DAY): GovernorState {
  return observe(state, fact, { nowMs, day })
}

/** A listener who said yes, with a day's account that nobody else draws on. */
function sharing(signals: Partial<ListenerSignals> = {}, settings: Partial<SharingSettings> = {}): GovernorState {
  const start = startGovernor({ ...DEFAULT_SHARING_SETTINGS, ...settings }, { ...desk, ...signals }, DAY)
  return grant(note(start, { type: 'switched', agreed: true }), 1_000_000)
}

function grant(state: GovernorState, grantedBytes: number): GovernorState {
  const due = dueBooking(state.purse, isGiving(state))
  if (due === undefined) return state
  const row = { day: state.purse.day, givenBytes: 0, reservedBytes: grantedBytes }
  const sent = begin(state.purse, due.booking)
  return { ...state, purse: booked(sent, due.booking, { row, grantedBytes }) }
}

/** The decision in a word: reason or status, then what is allowed. */
function drawn(state: GovernorState, nowMs = 0): string {
  const { mayGive, mayReceive, reason, status } = decide(state, nowMs)
  return `${reason ?? status}: ${mayReceive ? 'takes' : 'left'}${mayGive ? ', gives' : ''}`
}

test('off is off, whatever the rest says', () => {
  const off = note(sharing(), { type: 'switched', agreed: false })
  expect(drawn(off)).toBe('off: left')
  expect(decide(off, 0).uploadBytesPerSecond).toBe(0)
})

test('a computer on an unmetered connection gives at 1 Mbit/s', () => {
  expect(drawn(sharing())).toBe('on: takes, gives')
  expect(decide(sharing(), 0).uploadBytesPerSecond).toBe(125_000)
})

test('where the connection can not be known a computer gives at half the cap, and a phone waits for a word', () => {
  expect(decide(sharing({ connection: 'unknown' }), 0).uploadBytesPerSecond).toBe(62_500)
  const phone = { connection: 'unknown', phone: true } as const
  expect(drawn(sharing(phone))).toBe('unknown-connection: left')
  expect(decide(sharing(phone, { shareOnUnknownConnection: true }), 0).uploadBytesPerSecond).toBe(125_000)
  // Who shares on mobile data need not be asked whether this is some.
  expect(drawn(sharing(phone, { pauseOnMetered: false }))).toBe('on: takes, gives')
})

test('mobile data, data saving and a low battery leave the swarm; each can be allowed', () => {
  expect(drawn(sharing({ connection: 'metered' }))).toBe('metered: left')
  expect(drawn(sharing({ saveData: true }))).toBe('save-data: left')
  expect(drawn(sharing({ lowBattery: true }))).toBe('battery: left')
  expect(drawn(sharing({ connection: 'metered', saveData: true }, { pauseOnMetered: false }))).toBe('on: takes, gives')
  expect(drawn(sharing({ lowBattery: true }, { pauseOnBattery: false }))).toBe('on: takes, gives')
})

test('hidden and playing gives; hidden and not playing gives nothing at once, and leaves after a minute', () => {
  const playing = note(sharing(), { type: 'playback-changed', playing: true })
  const hidden = note(playing, { type: 'signals-changed', signals: { ...desk, hidden: true } }, 1_000)
  expect(drawn(hidden, 1_000)).toBe('on: takes, gives')
  const stopped = note(hidden, { type: 'playback-changed', playing: false }, 5_000)
  expect(drawn(stopped, 5_000)).toBe('hidden: takes')
  expect(decide(stopped, 5_000).changesAtMs).toBe(5_000 + HIDDEN_GRACE_MS)
  expect(drawn(stopped, 5_000 + HIDDEN_GRACE_MS)).toBe('hidden: left')
  const back = note(stopped, { type: 'signals-changed', signals: desk }, 90_000)
  expect(drawn(back, 90_000)).toBe('on: takes, gives')
})

test('a page that begins hidden joins nothing', () => {
  expect(drawn(sharing({ hidden: true }))).toBe('hidden: left')
})

test('a page that is put aside leaves at once', () => {
  expect(drawn(sharing({ asleep: true, hidden: true }))).toBe('asleep: left')
})

test('a spent allowance still receives, gives no more, and gives again on the next day', () => {
  const given = note(sharing(), { type: 'given', bytes: 1_000_000 })
  // The ledger has not said no yet: on, but nothing is given meanwhile.
  expect(drawn(given)).toBe('on: takes')
  const spent = grant(given, 0)
  expect(drawn(spent)).toBe('allowance: takes')
  expect(drawn(grant(note(spent, { type: 'time-passed' }, 0, NEXT_DAY), 50_000))).toBe('on: takes, gives')
})

test('a larger allowance lifts the pause, none at all keeps it', () => {
  const spent = grant(note(sharing(), { type: 'given', bytes: 1_000_000 }), 0)
  const settings = (allowanceBytesPerDay: SharingSettings['allowanceBytesPerDay']): GovernorFact => ({
    type: 'settings-changed',
    settings: { ...DEFAULT_SHARING_SETTINGS, allowanceBytesPerDay },
  })
  expect(drawn(note(spent, settings('unlimited')))).toBe('on: takes, gives')
  expect(drawn(grant(note(spent, settings(500_000_000)), 1_000))).toBe('on: takes, gives')
  expect(drawn(grant(note(spent, settings(0)), 0))).toBe('allowance: takes')
})

test('bytes that come back from another tab lift the pause; news that nothing is left do not', () => {
  const spent = grant(note(sharing(), { type: 'given', bytes: 1_000_000 }), 0)
  const heard = (reservedBytes: number): GovernorFact => ({
    type: 'allowance-heard',
    row: { day: DAY, givenBytes: 249_000_000, reservedBytes },
  })
  expect(drawn(note(spent, heard(1_000_000)))).toBe('allowance: takes')
  expect(drawn(grant(note(spent, heard(500_000)), 500_000))).toBe('on: takes, gives')
})

test('whatever happens: nothing is given while off or paused, nor by who may not even receive', () => {
  const signals = fc.record({
    connection: fc.constantFrom('unmetered' as const, 'metered' as const, 'unknown' as const),
    saveData: fc.boolean(),
    phone: fc.boolean(),
    lowBattery: fc.boolean(),
    hidden: fc.boolean(),
    asleep: fc.boolean(),
  })
  const settings = fc.record({
    allowanceBytesPerDay: fc.oneof(fc.nat(100_000), fc.constant('unlimited' as const)),
    uploadBytesPerSecond: fc.integer({ min: 1, max: 1_000_000 }),
    pauseOnBattery: fc.boolean(),
    pauseOnMetered: fc.boolean(),
    shareOnUnknownConnection: fc.boolean(),
  })
  const fact: fc.Arbitrary<GovernorFact | { type: 'grant'; bytes: number }> = fc.oneof(
    fc.record({ type: fc.constant('switched' as const), agreed: fc.boolean() }),
    fc.record({ type: fc.constant('settings-changed' as const), settings }),
    fc.record({ type: fc.constant('signals-changed' as const), signals }),
    fc.record({ type: fc.constant('playback-changed' as const), playing: fc.boolean() }),
    fc.record({ type: fc.constant('given' as const), bytes: fc.integer({ min: 1, max: 16_384 }) }),
    fc.record({ type: fc.constant('grant' as const), bytes: fc.nat(50_000) }),
    fc.constant({ type: 'time-passed' as const }),
  )
  fc.assert(
    fc.property(settings, signals, fc.array(fc.tuple(fact, fc.nat(120_000))), (first, page, story) => {
      let state = startGovernor(first, page, DAY)
      let nowMs = 0
      for (const [happened, afterMs] of story) {
        nowMs += afterMs
        state = happened.type === 'grant' ? grant(state, happened.bytes) : note(state, happened, nowMs)
        const { mayGive, mayReceive, reason, status, uploadBytesPerSecond } = decide(state, nowMs)
        if (status !== 'on') expect([mayGive, uploadBytesPerSecond]).toEqual([false, 0])
        if (mayGive) expect(mayReceive).toBe(true)
        if (status === 'off') expect(mayReceive).toBe(false)
        expect(reason !== undefined).toBe(status === 'paused')
        expect(uploadBytesPerSecond).toBeLessThanOrEqual(state.settings.uploadBytesPerSecond)
        expect(uploadBytesPerSecond > 0).toBe(mayGive)
      }
    }),
  )
})

test('a tab through which nothing is given reserves nothing, and hands back what it had', () => {
  const guest = note(sharing(), { type: 'role-changed', gives: false })
  expect(isGiving(guest)).toBe(false)
  expect(dueBooking(guest.purse, isGiving(guest))).toMatchObject({
    now: true,
    booking: { releasedBytes: 1_000_000, wantedBytes: 0 },
  })
  const holder = note(guest, { type: 'role-changed', gives: true })
  expect(isGiving(holder)).toBe(true)
})

test('it hears from the one that gives that the allowance is spent', () => {
  const start = note(sharing({}, { allowanceBytesPerDay: 500_000 }), { type: 'role-changed', gives: false })
  const guest = note(start, { type: 'allowance-heard', row: { day: DAY, givenBytes: 499_999, reservedBytes: 0 } })
  expect(decide(guest, 0).reason).toBeUndefined()
  const spent = note(guest, { type: 'allowance-heard', row: { day: DAY, givenBytes: 500_000, reservedBytes: 0 } })
  expect(drawn(spent)).toBe('allowance: takes')
})
