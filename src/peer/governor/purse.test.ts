import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type AllowanceRow,
  BLOCK_BYTES,
  type Booked,
  type Booking,
  bookOn,
  type DayKey,
  emptyRow,
} from './allowance.ts'
import {
  begin,
  booked,
  bookingFailed,
  dueBooking,
  givenToday,
  hasBytes,
  heard,
  openPurse,
  type Purse,
  spend,
  turnDay,
} from './purse.ts'

const DAYS = ['2026-11-22', '2026-11-23', '2026-11-24'] as DayKey[]
const TODAY = DAYS[0] as DayKey

/** A purse and the account it draws on, booked at once. */
function settle(purse: Purse, row: AllowanceRow, giving = true): { purse: Purse; row: AllowanceRow } {
  const due = dueBooking(purse, giving)
  if (due === undefined) return { purse, row }
  const answer = bookOn(row, due.booking)
  return { purse: booked(begin(purse, due.booking), due.booking, answer), row: answer.row }
}

test('bytes are reserved before they are given, and more is asked for at half of them', () => {
  const first = settle(openPurse(TODAY, 1_000_000), emptyRow(TODAY))
  expect(first.purse.heldBytes).toBe(250_000)
  expect(dueBooking(first.purse, true)).toBeUndefined()
  const half = spend(first.purse, 125_000)
  expect(hasBytes(half)).toBe(true)
  expect(dueBooking(half, true)?.now).toBe(true)
  expect(dueBooking(spend(first.purse, 16_384), true)).toMatchObject({ now: false, booking: { wantedBytes: 0 } })
})

test('who gives nothing now hands back what is reserved', () => {
  const { purse, row } = settle(openPurse(TODAY, 1_000_000), emptyRow(TODAY))
  const after = settle(spend(purse, 50_000), row, false)
  expect(after.row).toEqual({ day: TODAY, givenBytes: 50_000, reservedBytes: 0 })
  expect(hasBytes(after.purse)).toBe(false)
})

test('without a limit bytes are counted, never reserved', () => {
  const { purse } = settle(openPurse(TODAY, undefined), emptyRow(TODAY))
  expect(hasBytes(purse)).toBe(true)
  const given = settle(spend(purse, 70_000), emptyRow(TODAY))
  expect(given.row).toEqual({ day: TODAY, givenBytes: 70_000, reservedBytes: 0 })
})

test('a booking that fails is as if it had never been made', () => {
  const { purse } = settle(openPurse(TODAY, 1_000_000), emptyRow(TODAY))
  const given = spend(purse, 200_000)
  const due = dueBooking(given, true)
  if (due === undefined) throw new Error('nothing was due')
  expect(bookingFailed(begin(given, due.booking), due.booking)).toEqual(given)
})

test('older news than one’s own are not believed', () => {
  const known = { ...openPurse(TODAY, 100), row: { day: TODAY, givenBytes: 80, reservedBytes: 0 }, spent: true }
  expect(heard(known, { day: TODAY, givenBytes: 50, reservedBytes: 0 })).toBe(known)
  expect(givenToday(heard(known, { day: TODAY, givenBytes: 90, reservedBytes: 0 }))).toBe(90)
})

type Step =
  | { do: 'give'; tab: number; bytes: number }
  | { do: 'book' | 'answer' | 'fail' | 'kill' | 'pause' | 'tomorrow'; tab: number }

test('what all tabs give in a day never exceeds the allowance by more than a block a tab, whoever is killed when', () => {
  const tab = fc.nat(3)
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({ do: fc.constant('give' as const), tab, bytes: fc.integer({ min: 1, max: BLOCK_BYTES }) }),
    },
    { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('book' as const, 'answer' as const), tab }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constantFrom('fail' as const, 'kill' as const, 'pause' as const), tab }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('tomorrow' as const), tab }) },
  )
  const limits = fc.oneof(fc.nat(300_000), fc.constantFrom(0, 1, BLOCK_BYTES))
  let gave = 0
  fc.assert(
    fc.property(limits, fc.array(step, { minLength: 100, maxLength: 200 }), (limitBytes, story) => {
      const rows = new Map<DayKey, AllowanceRow>()
      const given = new Map<DayKey, number>()
      const tabsOf = new Map<DayKey, number>()
      let day = 0
      const today = () => DAYS[day % DAYS.length] as DayKey
      const open = () => {
        tabsOf.set(today(), (tabsOf.get(today()) ?? 0) + 1)
        return openPurse(today(), limitBytes)
      }
      const tabs = Array.from({ length: 4 }, open)
      // The ledger has booked it; the tab does not know yet.
      const answers: ({ booking: Booking; answer: Booked } | undefined)[] = []
      for (const one of story) {
        let purse = turnDay(tabs[one.tab] as Purse, today())
        const waiting = answers[one.tab]
        if (one.do === 'give' && hasBytes(purse)) {
          purse = spend(purse, one.bytes)
          given.set(today(), (given.get(today()) ?? 0) + one.bytes)
          gave += 1
        } else if (one.do === 'book' || one.do === 'pause' || one.do === 'fail') {
          const due = dueBooking(purse, one.do !== 'pause')
          if (due !== undefined) {
            const { booking } = due
            purse = begin(purse, booking)
            if (one.do === 'fail') purse = bookingFailed(purse, booking)
            else {
              const answer = bookOn(rows.get(booking.day) ?? emptyRow(booking.day), booking)
              rows.set(booking.day, answer.row)
              answers[one.tab] = { booking, answer }
            }
          }
        } else if (one.do === 'answer' && waiting !== undefined) {
          purse = booked(purse, waiting.booking, waiting.answer)
          answers[one.tab] = undefined
        } else if (one.do === 'kill') {
          answers[one.tab] = undefined
          purse = open()
        } else if (one.do === 'tomorrow' && day < DAYS.length - 1) {
          day += 1
          tabsOf.set(today(), tabs.length)
          purse = turnDay(purse, today())
        }
        tabs[one.tab] = purse
        const total = given.get(today()) ?? 0
        const most = limitBytes + (tabsOf.get(today()) ?? 0) * BLOCK_BYTES
        if (total > most) throw new Error(`given ${total} bytes on ${today()}, ${most} at most`)
      }
    }),
    { numRuns: 150 },
  )
  expect(gave, 'the property has something to say').toBeGreaterThan(300)
})

test('a single tab gives the whole allowance, to within a block', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2_000_000 }),
      fc.integer({ min: 4_000, max: BLOCK_BYTES }),
      (limit, block) => {
        let state = settle(openPurse(TODAY, limit), emptyRow(TODAY))
        let given = 0
        while (hasBytes(state.purse) && given < limit + BLOCK_BYTES) {
          given += block
          state = settle(spend(state.purse, block), state.row)
        }
        expect(given).toBeGreaterThanOrEqual(limit)
        expect(given).toBeLessThan(limit + BLOCK_BYTES)
      },
    ),
    { numRuns: 50 },
  )
})
