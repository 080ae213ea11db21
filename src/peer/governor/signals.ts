/**
 * What the browser says about this listener's connection, power and page, as far as it says anything.
 *
 * Pure: readings come in, `undefined` where the browser has no such API; what they mean for sharing is the governor's.
 */

/** What a connection's bytes cost, as far as it can be known. */
export type ConnectionCost = 'unmetered' | 'metered' | 'unknown'

export interface ListenerSignals {
  readonly connection: ConnectionCost
  /** The browser or system was told to save data. */
  readonly saveData: boolean
  readonly phone: boolean
  /** On battery, and below 40 % of it. False where it can't be known. */
  readonly lowBattery: boolean
  readonly hidden: boolean
  /** Frozen, or put aside (back/forward cache): nothing of it runs, or soon nothing will. */
  readonly asleep: boolean
}

export interface SignalSource {
  readonly snapshot: ListenerSignals
  /** @returns the disposer. */
  subscribe(changed: () => void): () => void
  dispose(): void
}

/** Below this, not charging, sharing pauses. */
const LOW_BATTERY_LEVEL = 0.4

/** Network Information API (WICG): `type` is on phones and Chromebooks; desktop Chromium has `saveData` alone. */
export interface ConnectionReading {
  readonly type?: string | undefined
  readonly saveData?: boolean | undefined
}

export function connectionCost(reading: ConnectionReading | undefined, phone: boolean): ConnectionCost {
  switch (reading?.type) {
    case 'cellular':
    case 'wimax':
      return 'metered'
    case 'wifi':
    case 'ethernet':
      return 'unmetered'
    case undefined:
      // A computer whose browser knows `saveData` would have been told that it hangs on a phone; a phone must say more.
      return reading !== undefined && !phone ? 'unmetered' : 'unknown'
    case 'none':
      // Offline: what comes after it is told by the next change.
      return phone ? 'unknown' : 'unmetered'
    default:
      // Bluetooth is mostly a phone's tether; the rest says nothing.
      return 'unknown'
  }
}

export interface DeviceReading {
  readonly userAgent: string
  /** `navigator.userAgentData.mobile` */
  readonly mobile?: boolean | undefined
  readonly platform: string
  readonly maxTouchPoints: number
}

/** Phones and tablets: what may be on mobile data. */
export function isPhone({ userAgent, mobile, platform, maxTouchPoints }: DeviceReading): boolean {
  if (mobile === true || /Mobi|Android|iPhone|iPad/.test(userAgent)) return true
  // An iPad says it is a Mac; no Mac has a touch screen.
  return platform === 'MacIntel' && maxTouchPoints > 1
}

/** Battery Status API; NaN and out-of-range levels say nothing. */
export function isLowBattery(level: number, charging: boolean): boolean {
  return !charging && level >= 0 && level < LOW_BATTERY_LEVEL
}
