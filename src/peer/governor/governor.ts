/**
 * The sharing governor: whether this tab takes pieces from other listeners and gives them, how fast, and why not.
 *
 * A pure state machine: facts come in with the time and the local day, a decision comes out; it sees no socket, no storage and no
 * clock. Giving is what costs the listener, so the spent allowance ends only that. Where even being connected costs
 * (mobile data, battery) or serves nobody (a hidden page that does not play), the swarm is left.
 * See docs/decisions/0016-sharing-governor.md.
 */
import type { Millis } from '../../shared/clock.ts'
import type { SharingPause } from '../types.ts'
import type { AllowanceRow, Booked, Booking, DayKey } from './allowance.ts'
import {
  begin,
  booked,
  bookingFailed,
  hasBytes,
  heard,
  isSpent,
  openPurse,
  type Purse,
  setLimit,
  spend,
  turnDay,
} from './purse.ts'
import type { SharingSettings } from './sharing-settings.ts'
import type { ListenerSignals } from './signals.ts'

/** A hidden page that stopped playing gives nothing more, but keeps its connections for this long: the listener may be back. */
export const HIDDEN_GRACE_MS = 60_000

export interface GovernorState {
  /** The listener's switch. */
  readonly agreed: boolean
  readonly settings: SharingSettings
  readonly signals: ListenerSignals
  readonly playing: boolean
  /** What is given goes through this tab. False: through another one, whose account it is on. */
  readonly gives: boolean
  /** Since when the page is hidden and plays nothing; undefined while it is not. */
  readonly idleSinceMs: Millis | undefined
  readonly purse: Purse
}

/** What happened, always in the past tense. */
export type GovernorFact =
  | { readonly type: 'switched'; readonly agreed: boolean }
  | { readonly type: 'settings-changed'; readonly settings: SharingSettings }
  | { readonly type: 'signals-changed'; readonly signals: ListenerSignals }
  | { readonly type: 'playback-changed'; readonly playing: boolean }
  | { readonly type: 'role-changed'; readonly gives: boolean }
  /** Piece bytes have gone to a peer. */
  | { readonly type: 'given'; readonly bytes: number }
  | { readonly type: 'booking-sent'; readonly booking: Booking }
  | { readonly type: 'booked'; readonly booking: Booking; readonly answer: Booked }
  | { readonly type: 'booking-failed'; readonly booking: Booking }
  /** Another tab booked. */
  | { readonly type: 'allowance-heard'; readonly row: AllowanceRow }
  | { readonly type: 'time-passed' }

/** When a fact happened: on the monotonic clock, and on the listener's calendar. */
export interface Moment {
  readonly nowMs: Millis
  readonly day: DayKey
}

export interface GovernorDecision {
  readonly status: 'off' | 'paused' | 'on'
  /** With 'paused' only. */
  readonly reason?: SharingPause
  /** Be in swarms, and take pieces from others. */
  readonly mayReceive: boolean
  /** Also false for a moment while 'on': bytes are being reserved. */
  readonly mayGive: boolean
  /** 0 while nothing may be given. */
  readonly uploadBytesPerSecond: number
  /** Time alone changes the decision then; a new day may, too. */
  readonly changesAtMs?: Millis
}

/** A page that begins hidden was never connected: no grace. */
export function startGovernor(settings: SharingSettings, signals: ListenerSignals, day: DayKey): GovernorState {
  return {
    agreed: false,
    settings,
    signals,
    playing: false,
    gives: true,
    idleSinceMs: signals.hidden ? Number.NEGATIVE_INFINITY : undefined,
    purse: openPurse(day, limitOf(settings)),
  }
}

export function observe(before: GovernorState, fact: GovernorFact, { nowMs, day }: Moment): GovernorState {
  const state = day === before.purse.day ? before : { ...before, purse: turnDay(before.purse, day) }
  switch (fact.type) {
    case 'switched':
      return { ...state, agreed: fact.agreed }
    case 'settings-changed':
      return { ...state, settings: fact.settings, purse: setLimit(state.purse, limitOf(fact.settings)) }
    case 'signals-changed':
      return noteIdle({ ...state, signals: fact.signals }, nowMs)
    case 'playback-changed':
      return noteIdle({ ...state, playing: fact.playing }, nowMs)
    case 'role-changed':
      return { ...state, gives: fact.gives }
    case 'given':
      return { ...state, purse: spend(state.purse, fact.bytes) }
    case 'booking-sent':
      return { ...state, purse: begin(state.purse, fact.booking) }
    case 'booked':
      return { ...state, purse: booked(state.purse, fact.booking, fact.answer) }
    case 'booking-failed':
      return { ...state, purse: bookingFailed(state.purse, fact.booking) }
    case 'allowance-heard':
      return { ...state, purse: heard(state.purse, fact.row) }
    case 'time-passed':
      return state
  }
}

export function decide(state: GovernorState, nowMs: Millis): GovernorDecision {
  if (!state.agreed) return { status: 'off', mayReceive: false, mayGive: false, uploadBytesPerSecond: 0 }
  const reason = pauseReason(state)
  if (reason === undefined) {
    const mayGive = hasBytes(state.purse)
    return { status: 'on', mayReceive: true, mayGive, uploadBytesPerSecond: mayGive ? uploadCap(state) : 0 }
  }
  const paused = { status: 'paused', reason, mayGive: false, uploadBytesPerSecond: 0 } as const
  if (reason === 'allowance') return { ...paused, mayReceive: true }
  const graceEndsMs = reason === 'hidden' ? (state.idleSinceMs ?? nowMs) + HIDDEN_GRACE_MS : nowMs
  return graceEndsMs > nowMs
    ? { ...paused, mayReceive: true, changesAtMs: graceEndsMs }
    : { ...paused, mayReceive: false }
}

/** Bytes are, or soon will be, needed: whether the purse should be filled. */
export function isGiving(state: GovernorState): boolean {
  const reason = pauseReason(state)
  return state.agreed && state.gives && (reason === undefined || reason === 'allowance')
}

export function limitOf({ allowanceBytesPerDay }: SharingSettings): number | undefined {
  return allowanceBytesPerDay === 'unlimited' ? undefined : allowanceBytesPerDay
}

/** The first that holds is the one that is told: what the listener can change least easily comes first, the allowance last. */
function pauseReason({ signals, settings, playing, gives, purse }: GovernorState): SharingPause | undefined {
  if (signals.asleep) return 'asleep'
  if (settings.pauseOnMetered && signals.saveData) return 'save-data'
  if (settings.pauseOnMetered && signals.connection === 'metered') return 'metered'
  const mustKnow = signals.phone && settings.pauseOnMetered && !settings.shareOnUnknownConnection
  if (mustKnow && signals.connection === 'unknown') return 'unknown-connection'
  if (settings.pauseOnBattery && signals.lowBattery) return 'battery'
  if (signals.hidden && !playing) return 'hidden'
  const spent = gives ? purse.spent && !hasBytes(purse) : isSpent(purse)
  return spent ? 'allowance' : undefined
}

function uploadCap({ signals, settings }: GovernorState): number {
  const known = signals.connection !== 'unknown' || settings.shareOnUnknownConnection
  return known ? settings.uploadBytesPerSecond : Math.ceil(settings.uploadBytesPerSecond / 2)
}

function noteIdle(state: GovernorState, nowMs: Millis): GovernorState {
  const idle = state.signals.hidden && !state.playing
  return { ...state, idleSinceMs: idle ? (state.idleSinceMs ?? nowMs) : undefined }
}
