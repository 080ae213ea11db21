/**
 * The day's allowance as bookkeeping: what was given, what tabs hold reserved, who gets how much more.
 *
 * All tabs of a site spend one allowance. A tab gives only from bytes it has reserved before, so that no tab ever has to ask
 * in mid-block, and one that is killed can only have given what was reserved for it. Pure; the ledgers
 * (idb-, memory-) run {@link bookOn} in one step each.
 */

/** A local calendar day, `2026-01-31`. */
export type DayKey = string & { readonly __brand: 'DayKey' }

/** The largest part of a piece that is given at once (BEP 3). */
export const BLOCK_BYTES = 16 * 1024
/** What a tab asks for at a time: eight seconds of giving at the default cap. */
export const RESERVATION_BYTES = 1024 * 1024

/** One day of the whole site. */
export interface AllowanceRow {
  readonly day: DayKey
  readonly givenBytes: number
  /** Held by tabs and not given yet; what a killed tab held stays in here until the day is over. */
  readonly reservedBytes: number
}

export interface Booking {
  readonly day: DayKey
  /** Given since the last booking. */
  readonly givenBytes: number
  /** No longer reserved: given, or handed back. */
  readonly releasedBytes: number
  /** To be reserved on top; it may be less, or nothing. Always 0 without a limit. */
  readonly wantedBytes: number
  /** The day's allowance; `undefined`: no limit. */
  readonly limitBytes: number | undefined
}

export interface Booked {
  readonly row: AllowanceRow
  readonly grantedBytes: number
}

/** The port to where the day's account is kept. */
export interface AllowanceLedger {
  /** One step that no other tab comes between. @throws as a rejection where storage fails: then nothing was booked. */
  book(booking: Booking): Promise<Booked>
  /** The last words of a page that is left: nothing is waited for. */
  leave(booking: Booking): void
  /** `changed` hears of the day's row after another tab changed it. @returns the disposer. */
  watch(changed: (row: AllowanceRow) => void): () => void
  close(): void
}

export function emptyRow(day: DayKey): AllowanceRow {
  return { day, givenBytes: 0, reservedBytes: 0 }
}

/** Bytes that nobody has given or reserved yet. */
export function freeBytes({ givenBytes, reservedBytes }: AllowanceRow, limitBytes: number | undefined): number {
  return limitBytes === undefined ? Number.POSITIVE_INFINITY : Math.max(0, limitBytes - givenBytes - reservedBytes)
}

/** Never takes more than a quarter of what is left (a block at least), so that one tab does not starve the others. */
export function bookOn(row: AllowanceRow, booking: Booking): Booked {
  const after: AllowanceRow = {
    day: row.day,
    givenBytes: row.givenBytes + booking.givenBytes,
    reservedBytes: Math.max(0, row.reservedBytes - booking.releasedBytes),
  }
  if (booking.limitBytes === undefined) return { row: after, grantedBytes: 0 }
  const free = freeBytes(after, booking.limitBytes)
  const share = Math.max(BLOCK_BYTES, Math.floor(free / 4))
  const grantedBytes = Math.min(booking.wantedBytes, share, free)
  return { row: { ...after, reservedBytes: after.reservedBytes + grantedBytes }, grantedBytes }
}
