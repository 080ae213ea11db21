import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { allowanceLedgerContract, booking, TODAY, TOMORROW } from './allowance.contract.ts'
import type { AllowanceRow, DayKey } from './allowance.ts'
import { IdbAllowance } from './idb-allowance.ts'

let databases = 0
const freshName = () => `allowance-${databases++}`
const opened: IdbAllowance[] = []

async function open(name: string): Promise<IdbAllowance> {
  const ledger = await IdbAllowance.open(name)
  opened.push(ledger)
  return ledger
}

afterEach(() => {
  vi.unstubAllGlobals()
  for (const ledger of opened.splice(0)) ledger.close()
})

describe('the contract', () => allowanceLedgerContract(() => open(freshName())))

test('what was given survives the page', async () => {
  const name = freshName()
  const before = await open(name)
  await before.book(booking({ givenBytes: 40_000 }))
  before.leave(booking({ givenBytes: 2_000 }))
  before.close()
  expect((await (await open(name)).book(booking({}))).row.givenBytes).toBe(42_000)
})

test('two tabs that book at the same time lose nothing and share one allowance', async () => {
  const name = freshName()
  const tabs = [await open(name), await open(name)]
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, i) => tabs[i % 2]?.book(booking({ givenBytes: 1_000, wantedBytes: 100_000 }))),
  )
  const { row } = await (await open(name)).book(booking({}))
  expect(row.givenBytes).toBe(60_000)
  const granted = answers.reduce((sum, answer) => sum + (answer?.grantedBytes ?? 0), 0)
  expect(row.reservedBytes).toBe(granted)
  expect(granted).toBeLessThanOrEqual(1_000_000)
})

test('other tabs hear of a booking that changed something, and of no other', async () => {
  const name = freshName()
  const [mine, other] = [await open(name), await open(name)]
  const heard: AllowanceRow[] = []
  const first = new Promise<void>((resolve) => {
    other.watch((row) => {
      heard.push(row)
      if (row.givenBytes === 9) resolve()
    })
  })
  await mine.book(booking({}))
  await mine.book(booking({ givenBytes: 5 }))
  await mine.book(booking({}))
  await mine.book(booking({ givenBytes: 4 }))
  await first
  expect(heard.map(({ givenBytes }) => givenBytes)).toEqual([0, 5, 9])
})

test('old days are forgotten, yesterday is not', async () => {
  const name = freshName()
  const ledger = await open(name)
  for (const day of ['2026-11-20', '2026-11-21', TODAY, TOMORROW]) {
    await ledger.book(booking({ day: day as DayKey, givenBytes: 1 }))
  }
  const db = await openDB(name)
  expect(await db.getAllKeys('days')).toEqual([TODAY, TOMORROW])
  db.close()
})

test('a damaged row counts as empty', async () => {
  const name = freshName()
  const ledger = await open(name)
  const db = await openDB(name)
  await db.put('days', { day: TODAY, givenBytes: 'lots', reservedBytes: Number.NaN }, TODAY)
  db.close()
  expect((await ledger.book(booking({ givenBytes: 3 }))).row).toEqual({ day: TODAY, givenBytes: 3, reservedBytes: 0 })
})

test('a connection that another version closed is opened again', async () => {
  const name = freshName()
  const ledger = await open(name)
  await ledger.book(booking({ givenBytes: 3 }))
  const request = indexedDB.deleteDatabase(name)
  await new Promise((resolve) => {
    request.onsuccess = resolve
  })
  ledger.leave(booking({ givenBytes: 1 }))
  expect((await ledger.book(booking({ givenBytes: 4 }))).row.givenBytes).toBe(4)
})

test('without IndexedDB it says so', async () => {
  vi.stubGlobal('indexedDB', undefined)
  await expect(IdbAllowance.open(freshName())).rejects.toThrow()
})

test('a database that was not opened yet opens with the first booking', async () => {
  const name = freshName()
  const ledger = IdbAllowance.unopened(name)
  opened.push(ledger)
  expect((await ledger.book(booking({ givenBytes: 7 }))).row.givenBytes).toBe(7)
  expect((await (await open(name)).book(booking({}))).row.givenBytes).toBe(7)
})
