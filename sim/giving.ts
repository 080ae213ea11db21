/**
 * What the sharing governor allows: whether a listener gives at all. The real governor with its default settings, on desktops with an
 * unmetered connection, whose pages are visible as long as they are open; each with a ledger of its own, which answers at once.
 */
import { type AllowanceRow, bookOn, type DayKey, emptyRow, RESERVATION_BYTES } from '../src/peer/governor/allowance.ts'
import { decide, type GovernorState, observe, startGovernor } from '../src/peer/governor/governor.ts'
import { dueBooking } from '../src/peer/governor/purse.ts'
import { DEFAULT_SHARING_SETTINGS, type SharingSettings } from '../src/peer/governor/sharing-settings.ts'
import type { ListenerSignals } from '../src/peer/governor/signals.ts'

const DAY = '2026-01-31' as DayKey
const DESKTOP: ListenerSignals = {
  connection: 'unmetered',
  saveData: false,
  phone: false,
  lowBattery: false,
  hidden: false,
  asleep: false,
}

/** Given bytes are told to the governor in lots of this: half of what it reserves at a time. */
const LOT_BYTES = RESERVATION_BYTES / 2

export class Giving {
  readonly #begin: GovernorState
  readonly #states: (GovernorState | undefined)[]
  readonly #rows: (AllowanceRow | undefined)[]
  readonly #mayGive: Uint8Array
  readonly #untold: Float64Array

  constructor(count: number, settings: SharingSettings = DEFAULT_SHARING_SETTINGS) {
    const moment = { nowMs: 0, day: DAY }
    const agreed = observe(startGovernor(settings, DESKTOP, DAY), { type: 'switched', agreed: true }, moment)
    this.#begin = observe(agreed, { type: 'playback-changed', playing: true }, moment)
    this.#states = Array.from({ length: count }, () => undefined)
    this.#rows = Array.from({ length: count }, () => undefined)
    this.#mayGive = new Uint8Array(count)
    this.#untold = new Float64Array(count)
  }

  /** Whether `i` would send a block now. The first time, it reserves bytes. */
  mayGive(i: number, nowMs: number): boolean {
    if (this.#states[i] === undefined) this.#settle(i, this.#begin, nowMs)
    return this.#mayGive[i] === 1
  }

  gave(i: number, bytes: number, nowMs: number): void {
    const given = (this.#untold[i] as number) + bytes
    this.#untold[i] = given < LOT_BYTES ? given : 0
    if (given < LOT_BYTES) return
    const state = this.#states[i] ?? this.#begin
    this.#settle(i, observe(state, { type: 'given', bytes: given }, { nowMs, day: DAY }), nowMs)
  }

  /** Books what is due, and notes the decision. */
  #settle(i: number, before: GovernorState, nowMs: number): void {
    let state = before
    const due = dueBooking(state.purse, true)
    if (due?.now) {
      const { booking } = due
      const moment = { nowMs, day: DAY }
      const answer = bookOn(this.#rows[i] ?? emptyRow(DAY), booking)
      this.#rows[i] = answer.row
      state = observe(state, { type: 'booking-sent', booking }, moment)
      state = observe(state, { type: 'booked', booking, answer }, moment)
    }
    this.#states[i] = state
    this.#mayGive[i] = decide(state, nowMs).mayGive ? 1 : 0
  }
}
