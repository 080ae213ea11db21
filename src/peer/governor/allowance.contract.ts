/** What every ledger of the day's allowance must do. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AllowanceLedger, Booking, DayKey } from './allowance.ts'

export const TODAY = '2026-11-22' as DayKey
export const TOMORROW = '2026-11-23' as DayKey

export function booking(entry: Partial<Booking>): Booking {
  return { day: TODAY, givenBytes: 0, releasedBytes: 0, wantedBytes: 0, limitBytes: 1_000_000, ...entry }
}

export function allowanceLedgerContract(open: () => Promise<AllowanceLedger>): void {
  let ledger: AllowanceLedger
  beforeEach(async () => {
    ledger = await open()
  })
  afterEach(() => ledger.close())

  test('a quarter of what is left is reserved at most, and in the end all of it', async () => {
    const first = await ledger.book(booking({ wantedBytes: 500_000 }))
    expect(first).toEqual({ row: { day: TODAY, givenBytes: 0, reservedBytes: 250_000 }, grantedBytes: 250_000 })
    let granted = first.grantedBytes
    for (let round = 0; round < 100; round++)
      granted += (await ledger.book(booking({ wantedBytes: 500_000 }))).grantedBytes
    expect(granted).toBe(1_000_000)
  })

  test('what is given stays given, what is released can be had again', async () => {
    await ledger.book(booking({ wantedBytes: 200_000 }))
    const { row } = await ledger.book(booking({ givenBytes: 150_000, releasedBytes: 200_000 }))
    expect(row).toEqual({ day: TODAY, givenBytes: 150_000, reservedBytes: 0 })
  })

  test('nothing is reserved beyond the limit, and nothing without one', async () => {
    await ledger.book(booking({ givenBytes: 999_000 }))
    expect((await ledger.book(booking({ wantedBytes: 50_000 }))).grantedBytes).toBe(1_000)
    expect((await ledger.book(booking({ wantedBytes: 50_000 }))).grantedBytes).toBe(0)
    expect((await ledger.book(booking({ wantedBytes: 50_000, limitBytes: 500_000 }))).grantedBytes).toBe(0)
    expect((await ledger.book(booking({ wantedBytes: 50_000, limitBytes: undefined }))).grantedBytes).toBe(0)
  })

  test('a new day begins with nothing given', async () => {
    await ledger.book(booking({ givenBytes: 1_000_000 }))
    expect((await ledger.book(booking({ day: TOMORROW, wantedBytes: 100_000 }))).row).toEqual({
      day: TOMORROW,
      givenBytes: 0,
      reservedBytes: 100_000,
    })
  })

  test('the last words of a page count', async () => {
    await ledger.book(booking({ wantedBytes: 200_000 }))
    ledger.leave(booking({ givenBytes: 30_000, releasedBytes: 200_000, wantedBytes: 7 }))
    expect((await ledger.book(booking({}))).row).toEqual({ day: TODAY, givenBytes: 30_000, reservedBytes: 0 })
  })
}
