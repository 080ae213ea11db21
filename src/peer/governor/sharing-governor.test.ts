import { expect, test } from 'vitest'
import type { Clock } from '../../shared/clock.ts'
import { type AllowanceLedger, type Booked, type Booking, bookOn, type DayKey, emptyRow } from './allowance.ts'
import { MemoryAllowance } from './memory-allowance.ts'
import { type GovernorPicture, SharingGovernor } from './sharing-governor.ts'
import { DEFAULT_SHARING_SETTINGS, type SharingSettings } from './sharing-settings.ts'
import type { ListenerSignals } from './signals.ts'

const DESK: ListenerSignals = {
  connection: 'unmetered',
  saveData: false,
  phone: false,
  lowBattery: false,
  hidden: false,
  asleep: false,
}

/** Time that passes when told to. */
class TestClock implements Clock {
  #now = 0
  readonly #timers = new Map<object, { atMs: number; run: () => void }>()

  now(): number {
    return this.#now
  }

  after(delayMs: number, run: () => void): () => void {
    const key = {}
    this.#timers.set(key, { atMs: this.#now + delayMs, run })
    return () => void this.#timers.delete(key)
  }

  get timers(): number {
    return this.#timers.size
  }

  async pass(ms: number): Promise<void> {
    const until = this.#now + ms
    for (;;) {
      const next = [...this.#timers].filter(([, { atMs }]) => atMs <= until).sort(([, a], [, b]) => a.atMs - b.atMs)[0]
      if (next === undefined) break
      this.#timers.delete(next[0])
      this.#now = Math.max(this.#now, next[1].atMs)
      next[1].run()
      await settled()
    }
    this.#now = until
    await settled()
  }
}

/** Ledgers in memory answer within a few turns. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve()
}

class TestLedger implements AllowanceLedger {
  readonly memory = new MemoryAllowance()
  readonly left: Booking[] = []
  bookings = 0
  failing = false
  closed = false

  book(booking: Booking): Promise<Booked> {
    this.bookings += 1
    return this.failing ? Promise.reject(new Error('storage is gone')) : this.memory.book(booking)
  }
  leave(booking: Booking): void {
    this.left.push(booking)
    this.memory.leave(booking)
  }
  watch(): () => void {
    return () => {}
  }
  close(): void {
    this.closed = true
  }
}

function stage(settings: Partial<SharingSettings> = {}) {
  const clock = new TestClock()
  const ledger = new TestLedger()
  const calendar = { day: '2026-11-22', today: () => calendar.day as DayKey, msToMidnight: () => 3_600_000 }
  const listeners = new Set<() => void>()
  const signals = {
    snapshot: DESK,
    subscribe: (changed: () => void) => {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    dispose: () => {},
  }
  let kept = { ...DEFAULT_SHARING_SETTINGS, ...settings }
  const pictures: GovernorPicture[] = []
  const failures: unknown[] = []
  const governor = new SharingGovernor(
    {
      clock,
      calendar,
      signals,
      ledger,
      settings: {
        read: () => kept,
        write: (next) => {
          kept = next
        },
        watch: () => () => {},
      },
      ledgerFailed: (error) => failures.push(error),
    },
    (picture) => pictures.push(picture),
  )
  return {
    calendar,
    clock,
    failures,
    governor,
    ledger,
    listeners,
    pictures,
    get kept() {
      return kept
    },
    signal(change: Partial<ListenerSignals>) {
      signals.snapshot = { ...signals.snapshot, ...change }
      for (const changed of [...listeners]) changed()
    },
    get decision() {
      return governor.picture.decision
    },
  }
}

test('bytes are reserved first, then given; each block is counted at once and booked in batches', async () => {
  const s = stage()
  s.governor.setSharing(true)
  expect(s.decision).toMatchObject({ status: 'on', mayReceive: true, mayGive: false })
  await settled()
  expect(s.decision.mayGive).toBe(true)
  const before = s.ledger.bookings
  for (let block = 0; block < 10; block++) s.governor.given(16_384)
  expect(s.governor.picture.allowance).toEqual({ givenTodayBytes: 163_840, limitBytes: 250_000_000 })
  expect(s.ledger.bookings).toBe(before)
  await s.clock.pass(500)
  expect(s.ledger.bookings).toBe(before + 1)
  expect((await s.ledger.memory.book(nothing())).row.givenBytes).toBe(163_840)
})

test('the block that spends the allowance is the last: the word goes out in the same turn', async () => {
  const s = stage({ allowanceBytesPerDay: 30_000 })
  s.governor.setSharing(true)
  await settled()
  let given = 0
  while (s.decision.mayGive) {
    s.governor.given(16_384)
    given += 16_384
    expect(s.pictures.at(-1)?.allowance.givenTodayBytes).toBe(given)
    await settled()
  }
  expect(given).toBe(32_768)
  expect(s.decision).toMatchObject({ status: 'paused', reason: 'allowance', mayReceive: true })
})

test('the next day is noticed within a minute, even by a computer that slept through midnight', async () => {
  const s = stage({ allowanceBytesPerDay: 0 })
  s.governor.setSharing(true)
  await settled()
  expect(s.decision.reason).toBe('allowance')
  s.governor.configure({ allowanceBytesPerDay: 10_000 })
  await settled()
  s.governor.given(10_000)
  await settled()
  expect(s.decision.reason).toBe('allowance')
  s.calendar.day = '2026-11-23'
  await s.clock.pass(60_000)
  expect(s.decision).toMatchObject({ status: 'on', mayGive: true })
  expect(s.governor.picture.allowance.givenTodayBytes).toBe(0)
})

test('turned off: nothing may be given from the same turn on, and what was reserved goes back', async () => {
  const s = stage()
  s.governor.setSharing(true)
  await settled()
  s.governor.given(1_000)
  s.governor.setSharing(false)
  expect(s.pictures.at(-1)?.decision).toMatchObject({ status: 'off', mayReceive: false, mayGive: false })
  await s.clock.pass(500)
  const { row } = await s.ledger.memory.book(nothing())
  expect(row).toMatchObject({ givenBytes: 1_000, reservedBytes: 0 })
})

test('a page that is put aside hands back at once, once, and gives again when it is back', async () => {
  const s = stage()
  s.governor.setSharing(true)
  await settled()
  s.governor.given(1_000)
  s.signal({ asleep: true })
  expect(s.ledger.left).toHaveLength(1)
  expect(s.ledger.left[0]).toMatchObject({ givenBytes: 1_000 })
  expect(s.decision).toMatchObject({ reason: 'asleep', mayReceive: false })
  s.signal({ asleep: true })
  await s.clock.pass(1_000)
  expect((await s.ledger.memory.book(nothing())).row).toMatchObject({ givenBytes: 1_000, reservedBytes: 0 })
  s.signal({ asleep: false })
  await settled()
  expect(s.decision.mayGive).toBe(true)
  expect(s.governor.picture.allowance.givenTodayBytes).toBe(1_000)
})

test('storage that fails is told and tried again; nothing is given beyond what was reserved', async () => {
  const s = stage()
  s.ledger.failing = true
  s.governor.setSharing(true)
  await settled()
  expect(s.failures).toHaveLength(1)
  expect(s.decision.mayGive).toBe(false)
  await s.clock.pass(4_000)
  expect(s.ledger.bookings).toBe(1)
  s.ledger.failing = false
  await s.clock.pass(1_000)
  expect(s.decision.mayGive).toBe(true)
})

test('settings are kept, and hold at once; nonsense changes nothing', async () => {
  const s = stage()
  s.governor.setSharing(true)
  await settled()
  s.governor.configure({ uploadBytesPerSecond: 50_000, allowanceBytesPerDay: 'unlimited' })
  expect(s.kept).toMatchObject({ uploadBytesPerSecond: 50_000, allowanceBytesPerDay: 'unlimited' })
  expect(s.decision).toMatchObject({ mayGive: true, uploadBytesPerSecond: 50_000 })
  expect(s.governor.picture.allowance.limitBytes).toBeUndefined()
  expect(() => s.governor.configure({ uploadBytesPerSecond: -1 })).toThrow(RangeError)
  expect(s.kept.uploadBytesPerSecond).toBe(50_000)
})

test('hidden and silent: a minute later the swarm is left, by the clock alone', async () => {
  const s = stage()
  s.governor.setSharing(true)
  await settled()
  s.signal({ hidden: true })
  expect(s.decision).toMatchObject({ reason: 'hidden', mayReceive: true, mayGive: false })
  await s.clock.pass(60_000)
  expect(s.pictures.at(-1)?.decision).toMatchObject({ reason: 'hidden', mayReceive: false })
  s.governor.setPlaying(true)
  await settled()
  expect(s.decision).toMatchObject({ status: 'on', mayGive: true })
})

test('disposed, it hands back, and leaves no timer and no listener behind', async () => {
  const s = stage()
  s.governor.setSharing(true)
  await settled()
  s.governor.given(1_000)
  s.governor.dispose()
  s.governor.dispose()
  expect(s.ledger.left).toHaveLength(1)
  expect([s.clock.timers, s.listeners.size, s.ledger.closed]).toEqual([0, 0, true])
  const told = s.pictures.length
  s.governor.given(1)
  s.governor.setSharing(false)
  expect(s.pictures).toHaveLength(told)
})

/** A look into the account: it books nothing. */
function nothing(): Booking {
  const { row } = bookOn(emptyRow('2026-11-22' as DayKey), {
    day: '2026-11-22' as DayKey,
    givenBytes: 0,
    releasedBytes: 0,
    wantedBytes: 0,
    limitBytes: undefined,
  })
  return { ...row, releasedBytes: 0, wantedBytes: 0, limitBytes: undefined }
}
