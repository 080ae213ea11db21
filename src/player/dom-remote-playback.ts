/**
 * Playing on another device: by the Remote Playback API (https://www.w3.org/TR/remote-playback/), or Safari's AirPlay picker.
 *
 * Offered only while the browser says that there are devices: a button that finds nothing is worse than none. Looking for devices
 * costs battery, so `watch` is to be called once something plays, not at page load.
 */
import { Subject } from '../shared/emitter.ts'

/** `none`: no device is known, or the browser can't tell. */
export type RemoteStatus = 'none' | 'available' | 'connecting' | 'connected'

/** The part of a media element that this needs. */
export type RemoteMedia = EventTarget & {
  readonly remote?: RemotePlayback
  readonly disableRemotePlayback?: boolean
  /** Safari's. */
  webkitShowPlaybackTargetPicker?(): void
  readonly webkitCurrentPlaybackTargetIsWireless?: boolean
}

const AVAILABILITY = 'webkitplaybacktargetavailabilitychanged'
const WIRELESS = 'webkitcurrentplaybacktargetiswirelesschanged'
const STATES = ['connecting', 'connect', 'disconnect'] as const

export class DomRemotePlayback extends Subject<RemoteStatus> {
  readonly #media: RemoteMedia
  /** Safari has both ways, but only its own finds AirPlay devices in every version. */
  readonly #safari: boolean
  #available = false
  #watching = false
  #watchId: Promise<number> | undefined

  constructor(media: RemoteMedia) {
    super('none')
    this.#media = media
    this.#safari = typeof media.webkitShowPlaybackTargetPicker === 'function'
  }

  /** Begins to look for devices; once is enough. */
  watch(): void {
    if (this.#watching) return
    this.#watching = true
    const { remote } = this.#media
    if (this.#safari) {
      this.#media.addEventListener(AVAILABILITY, this.#onAvailability)
      this.#media.addEventListener(WIRELESS, this.#tell)
    } else if (remote !== undefined) {
      for (const type of STATES) remote.addEventListener(type, this.#tell)
      this.#watchId = remote.watchAvailability((available) => this.#found(available))
      // Refused where this device can't look in the background, or the source can't be sent anywhere: then it is not offered.
      this.#watchId.catch(() => {})
    }
  }

  /** Lets the listener choose a device, or come back. Call it inside the click; it never rejects. */
  async choose(): Promise<void> {
    try {
      if (this.#safari) this.#media.webkitShowPlaybackTargetPicker?.()
      else await this.#media.remote?.prompt()
    } catch {
      // Closed without a choice, or the device is gone: nothing changes, and availability says the rest.
    }
  }

  dispose(): void {
    const { remote } = this.#media
    this.#media.removeEventListener(AVAILABILITY, this.#onAvailability)
    this.#media.removeEventListener(WIRELESS, this.#tell)
    for (const type of STATES) remote?.removeEventListener(type, this.#tell)
    void this.#watchId?.then((id) => remote?.cancelWatchAvailability(id)).catch(() => {})
  }

  readonly #onAvailability = (event: Event): void => {
    this.#found((event as Event & { availability?: string }).availability === 'available')
  }

  readonly #tell = (): void => {
    const status = this.#status
    if (status !== this.snapshot) this.set(status)
  }

  #found(available: boolean): void {
    this.#available = available
    this.#tell()
  }

  get #status(): RemoteStatus {
    if (this.#safari && this.#media.webkitCurrentPlaybackTargetIsWireless === true) return 'connected'
    const state = this.#safari ? undefined : this.#media.remote?.state
    if (state === 'connected' || state === 'connecting') return state
    return this.#available ? 'available' : 'none'
  }
}
