/**
 * What one tab may still give today: its reservation, what of it was given and is not booked yet, and when to book.
 *
 * Pure. A booking is a command: it counts as done only when its answer comes back, and as never made when it fails.
 * A block is counted when it has gone, so more than the reservation is given by what is on its way when that is spent: the blocks that
 * are being read, which is at most what the upload queue has saved up (256 KiB) and what the cap lets through while a block is read. A
 * piece that was begun is not finished beyond that.
 */
import {
  type AllowanceRow,
  type Booked,
  type Booking,
  type DayKey,
  emptyRow,
  freeBytes,
  RESERVATION_BYTES,
} from './allowance.ts'

export interface Purse {
  readonly day: DayKey
  /** `undefined`: no limit; then nothing is reserved, and given bytes are only counted. */
  readonly limitBytes: number | undefined
  /** Reserved for this tab and not given. */
  readonly heldBytes: number
  /** The size of the last reservation: at half of it the next one is asked for. */
  readonly grantedBytes: number
  /** Given and released since the last booking. */
  readonly givenBytes: number
  readonly releasedBytes: number
  /** On its way to the ledger. */
  readonly booking: Booking | undefined
  /** The day's account as last heard of; `undefined` before that. */
  readonly row: AllowanceRow | undefined
  /** The ledger had nothing left. */
  readonly spent: boolean
}

export function openPurse(day: DayKey, limitBytes: number | undefined): Purse {
  return {
    day,
    limitBytes,
    heldBytes: 0,
    grantedBytes: 0,
    givenBytes: 0,
    releasedBytes: 0,
    booking: undefined,
    row: undefined,
    spent: false,
  }
}

/** May a block be given out of it. */
export function hasBytes({ limitBytes, heldBytes }: Purse): boolean {
  return limitBytes === undefined || heldBytes > 0
}

/** Nothing is left of the day's allowance for any tab, as far as this one knows. */
export function isSpent({ row, limitBytes }: Purse): boolean {
  return limitBytes !== undefined && (row?.givenBytes ?? 0) >= limitBytes
}

/** Given today by all tabs, as far as this one knows. */
export function givenToday({ row, booking, givenBytes }: Purse): number {
  return (row?.givenBytes ?? 0) + (booking?.givenBytes ?? 0) + givenBytes
}

export function spend(purse: Purse, bytes: number): Purse {
  const fromHeld = Math.min(bytes, purse.heldBytes)
  return {
    ...purse,
    heldBytes: purse.heldBytes - fromHeld,
    givenBytes: purse.givenBytes + bytes,
    releasedBytes: purse.releasedBytes + fromHeld,
  }
}

/** Hands the reservation back; booked with the next booking. */
export function handBack(purse: Purse): Purse {
  return { ...purse, heldBytes: 0, releasedBytes: purse.releasedBytes + purse.heldBytes }
}

/** Another day, another account: what yesterday's still had to be told no longer matters to anybody. */
export function turnDay(purse: Purse, day: DayKey): Purse {
  return day === purse.day ? purse : { ...openPurse(day, purse.limitBytes), row: emptyRow(day) }
}

export function setLimit(purse: Purse, limitBytes: number | undefined): Purse {
  if (limitBytes === purse.limitBytes) return purse
  return { ...handBack(purse), limitBytes, grantedBytes: 0, spent: false }
}

/** Another tab's booking: bytes may have come back. */
export function heard(purse: Purse, row: AllowanceRow): Purse {
  // An account only grows: a smaller one is older news than ours.
  if (row.day !== purse.day || row.givenBytes < (purse.row?.givenBytes ?? 0)) return purse
  return { ...purse, row, spent: purse.spent && freeBytes(row, purse.limitBytes) === 0 }
}

/** What to book at once (`now`), or when convenient; nothing while a booking is under way. @param giving bytes are needed. */
export function dueBooking(purse: Purse, giving: boolean): { booking: Booking; now: boolean } | undefined {
  if (purse.booking !== undefined) return undefined
  const low = purse.limitBytes !== undefined && purse.heldBytes <= purse.grantedBytes / 2
  const wantedBytes = giving && low && !purse.spent ? RESERVATION_BYTES : 0
  const idle = !giving && purse.heldBytes > 0
  const { day, givenBytes, limitBytes } = purse
  const releasedBytes = purse.releasedBytes + (idle ? purse.heldBytes : 0)
  const now = wantedBytes > 0 || idle || purse.row === undefined
  if (!now && givenBytes === 0 && releasedBytes === 0) return undefined
  return { booking: { day, givenBytes, releasedBytes, wantedBytes, limitBytes }, now }
}

/** The booking goes out. */
export function begin(purse: Purse, booking: Booking): Purse {
  const idle = booking.releasedBytes > purse.releasedBytes
  return { ...purse, heldBytes: idle ? 0 : purse.heldBytes, givenBytes: 0, releasedBytes: 0, booking }
}

export function booked(purse: Purse, booking: Booking, { row, grantedBytes }: Booked): Purse {
  // The day turned meanwhile: what was reserved belongs to an account that is closed.
  if (purse.booking !== booking) return purse
  const answered = { ...purse, booking: undefined, row }
  // The limit was changed meanwhile: what was reserved under the old one goes back.
  if (booking.limitBytes !== purse.limitBytes) return { ...answered, releasedBytes: purse.releasedBytes + grantedBytes }
  return {
    ...answered,
    heldBytes: purse.heldBytes + grantedBytes,
    grantedBytes: booking.wantedBytes > 0 ? grantedBytes : purse.grantedBytes,
    spent: booking.wantedBytes > 0 ? grantedBytes === 0 : purse.spent,
  }
}

export function bookingFailed(purse: Purse, booking: Booking): Purse {
  if (purse.booking !== booking) return purse
  return {
    ...purse,
    booking: undefined,
    givenBytes: purse.givenBytes + booking.givenBytes,
    releasedBytes: purse.releasedBytes + booking.releasedBytes,
  }
}
