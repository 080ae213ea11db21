/**
 * Runs the governor of one tab: facts in, decisions out, bookings to the ledger and back.
 *
 * It owns no policy (governor.ts) and no technology: clock, calendar, signals, settings and ledger are handed in.
 */
import type { Clock } from '../../shared/clock.ts'
import type { SharingAllowance } from '../types.ts'
import type { AllowanceLedger, Booking, DayKey } from './allowance.ts'
import {
  decide,
  type GovernorDecision,
  type GovernorFact,
  type GovernorState,
  isGiving,
  limitOf,
  observe,
  startGovernor,
} from './governor.ts'
import { dueBooking, givenToday, handBack } from './purse.ts'
import { changeSettings, type SharingSettings, type SharingSettingsStore } from './sharing-settings.ts'
import type { SignalSource } from './signals.ts'

/** The listener's calendar. */
export interface Calendar {
  today(): DayKey
  msToMidnight(): number
}

export interface GovernorPorts {
  readonly clock: Clock
  readonly calendar: Calendar
  readonly signals: SignalSource
  readonly settings: SharingSettingsStore
  readonly ledger: AllowanceLedger
  /** The ledger failed: nothing is given until it answers again. */
  readonly ledgerFailed: (error: unknown) => void
}

/** How things stand, for those who show it. */
export interface GovernorPicture {
  readonly decision: GovernorDecision
  readonly allowance: SharingAllowance
}

/** Given bytes are booked at most this often: what a killed tab forgets to count was reserved. */
const BOOK_EVERY_MS = 500
/** Storage that failed is tried again after this. */
const RETRY_MS = 5_000
/** Computers sleep through timers: the calendar is looked at this often while the allowance is spent. */
const LOOK_EVERY_MS = 60_000

export class SharingGovernor {
  readonly #ports: GovernorPorts
  readonly #changed: (picture: GovernorPicture) => void
  readonly #disposers: (() => void)[]
  #state: GovernorState
  #told = ''
  #cancelWake: () => void = () => {}
  #cancelBooking: (() => void) | undefined
  #retrying = false
  #disposed = false

  /** @param changed runs synchronously with each change of the picture: nothing more is given once it says so. */
  constructor(ports: GovernorPorts, changed: (picture: GovernorPicture) => void) {
    const { calendar, ledger, settings, signals } = ports
    this.#ports = ports
    this.#changed = changed
    this.#state = startGovernor(settings.read(), signals.snapshot, calendar.today())
    this.#disposers = [
      signals.subscribe(() => this.#signalled()),
      settings.watch(() => this.#note({ type: 'settings-changed', settings: settings.read() })),
      ledger.watch((row) => this.#note({ type: 'allowance-heard', row })),
    ]
  }

  get picture(): GovernorPicture {
    const { purse, settings } = this.#state
    return {
      decision: decide(this.#state, this.#ports.clock.now()),
      allowance: { givenTodayBytes: givenToday(purse), limitBytes: limitOf(settings) },
    }
  }

  get settings(): SharingSettings {
    return this.#state.settings
  }

  /** The listener's switch. */
  setSharing(agreed: boolean): void {
    if (agreed !== this.#state.agreed) this.#note({ type: 'switched', agreed })
  }

  setPlaying(playing: boolean): void {
    if (playing !== this.#state.playing) this.#note({ type: 'playback-changed', playing })
  }

  /** @param gives whether what is given goes through this tab; else another one counts it. */
  setGives(gives: boolean): void {
    if (gives !== this.#state.gives) this.#note({ type: 'role-changed', gives })
  }

  /** Piece bytes have gone to a peer, from this tab. */
  given(bytes: number): void {
    this.#note({ type: 'given', bytes })
  }

  /** Changes settings for the whole site; what is left out stays. @throws {RangeError} that says what is wanted. */
  configure(change: Partial<SharingSettings>): void {
    const settings = changeSettings(this.#state.settings, change)
    this.#ports.settings.write(settings)
    this.#note({ type: 'settings-changed', settings })
  }

  /** Hands back what is reserved and ends. */
  dispose(): void {
    if (this.#disposed) return
    this.#handBack()
    this.#disposed = true
    for (const dispose of this.#disposers) dispose()
    this.#cancelWake()
    this.#cancelBooking?.()
    this.#ports.signals.dispose()
    this.#ports.ledger.close()
  }

  #signalled(): void {
    const { snapshot } = this.#ports.signals
    // A page that is put aside may never run again.
    if (snapshot.asleep && !this.#state.signals.asleep) this.#handBack()
    this.#note({ type: 'signals-changed', signals: snapshot })
  }

  #handBack(): void {
    const { day, givenBytes, limitBytes, releasedBytes } = handBack(this.#state.purse)
    if (givenBytes + releasedBytes === 0) return
    const booking: Booking = { day, givenBytes, releasedBytes, wantedBytes: 0, limitBytes }
    this.#ports.ledger.leave(booking)
    // Said once: from here on it is as if the ledger had answered.
    const { purse } = this.#state
    const row = { day, reservedBytes: 0, ...purse.row, givenBytes: (purse.row?.givenBytes ?? 0) + givenBytes }
    this.#state = { ...this.#state, purse: { ...purse, heldBytes: 0, givenBytes: 0, releasedBytes: 0, row } }
  }

  #note(fact: GovernorFact): void {
    if (this.#disposed) return
    const { calendar, clock } = this.#ports
    this.#state = observe(this.#state, fact, { nowMs: clock.now(), day: calendar.today() })
    this.#tell()
    this.#bookWhatIsDue()
    this.#setAlarm()
  }

  #tell(): void {
    const { picture } = this
    const { status, reason, mayReceive, mayGive, uploadBytesPerSecond } = picture.decision
    const { givenTodayBytes, limitBytes } = picture.allowance
    const told = [status, reason, mayReceive, mayGive, uploadBytesPerSecond, givenTodayBytes, limitBytes].join()
    if (told === this.#told) return
    this.#told = told
    this.#changed(picture)
  }

  #setAlarm(): void {
    const { calendar, clock } = this.#ports
    this.#cancelWake()
    const { changesAtMs, reason } = decide(this.#state, clock.now())
    const waits: number[] = []
    if (changesAtMs !== undefined) waits.push(changesAtMs - clock.now())
    if (reason === 'allowance') waits.push(Math.min(LOOK_EVERY_MS, calendar.msToMidnight()))
    if (waits.length > 0)
      this.#cancelWake = clock.after(Math.max(0, Math.min(...waits)), () => this.#note({ type: 'time-passed' }))
  }

  #bookWhatIsDue(): void {
    const due = dueBooking(this.#state.purse, isGiving(this.#state))
    if (due === undefined || this.#retrying) return
    if (due.now) void this.#book(due.booking)
    else if (this.#cancelBooking === undefined) this.#bookAfter(BOOK_EVERY_MS)
  }

  #bookAfter(delayMs: number): void {
    this.#cancelBooking?.()
    this.#cancelBooking = this.#ports.clock.after(delayMs, () => {
      this.#cancelBooking = undefined
      this.#retrying = false
      const due = dueBooking(this.#state.purse, isGiving(this.#state))
      if (due !== undefined) void this.#book(due.booking)
    })
  }

  async #book(booking: Booking): Promise<void> {
    this.#note({ type: 'booking-sent', booking })
    try {
      const answer = await this.#ports.ledger.book(booking)
      this.#note({ type: 'booked', booking, answer })
    } catch (error) {
      if (this.#disposed) return
      this.#ports.ledgerFailed(error)
      this.#retrying = true
      this.#bookAfter(RETRY_MS)
      this.#note({ type: 'booking-failed', booking })
    }
  }
}
