/**
 * Reads the listener's signals from the browser and follows their changes: connection, battery, visibility, page life-cycle.
 *
 * Each of these APIs is missing somewhere (Safari and Firefox have neither connection nor battery), refused somewhere
 * (frames), or fails: then that signal is unknown, and nothing throws. Page Lifecycle: `freeze` and `resume` are Chromium's.
 */
import { connectionCost, isLowBattery, isPhone, type ListenerSignals, type SignalSource } from './signals.ts'

/** The part of the page that is read, so that tests can bring their own. */
export interface SignalPage {
  readonly navigator: object
  readonly document: EventTarget & { readonly visibilityState: string }
  /** `pagehide` and `pageshow` come from here. */
  readonly window: EventTarget
}

interface ReadNavigator {
  readonly userAgent?: string
  readonly platform?: string
  readonly maxTouchPoints?: number
  readonly userAgentData?: { readonly mobile?: boolean }
  readonly connection?: Partial<EventTarget> & { readonly type?: string; readonly saveData?: boolean }
  readonly getBattery?: () => Promise<Battery>
}

interface Battery extends Partial<EventTarget> {
  readonly level: number
  readonly charging: boolean
}

/** A battery that does not tell its charge within this does not hold sharing up. */
const BATTERY_PATIENCE_MS = 250

export class DomGovernorSignals implements SignalSource {
  readonly #page: SignalPage
  readonly #navigator: ReadNavigator
  readonly #listeners = new Set<() => void>()
  readonly #stop = new AbortController()
  #battery: Battery | undefined
  #asleep = false
  #snapshot: ListenerSignals

  private constructor(page: SignalPage) {
    this.#page = page
    this.#navigator = page.navigator
    this.#snapshot = this.#read()
  }

  /** Resolves when the battery has been read, or soon anyway: nobody connects first and is sorry later. */
  static async open(page: SignalPage = globalThis): Promise<DomGovernorSignals> {
    const signals = new DomGovernorSignals(page)
    signals.#follow()
    await signals.#followBattery()
    return signals
  }

  get snapshot(): ListenerSignals {
    return this.#snapshot
  }

  subscribe(changed: () => void): () => void {
    this.#listeners.add(changed)
    return () => void this.#listeners.delete(changed)
  }

  dispose(): void {
    this.#stop.abort()
    this.#listeners.clear()
  }

  #follow(): void {
    const { document, window } = this.#page
    this.#on(this.#navigator.connection, 'change')
    this.#on(document, 'visibilitychange')
    this.#on(document, 'freeze', () => this.#sleep(true))
    this.#on(document, 'resume', () => this.#sleep(false))
    this.#on(window, 'pagehide', () => this.#sleep(true))
    this.#on(window, 'pageshow', () => this.#sleep(false))
  }

  async #followBattery(): Promise<void> {
    let patience: ReturnType<typeof setTimeout> | undefined
    const follow = async (): Promise<void> => {
      this.#battery = await this.#navigator.getBattery?.()
      if (this.#stop.signal.aborted) return
      this.#on(this.#battery, 'levelchange')
      this.#on(this.#battery, 'chargingchange')
      this.#changed()
    }
    const given = new Promise<void>((resolve) => {
      patience = setTimeout(resolve, BATTERY_PATIENCE_MS)
    })
    await Promise.race([follow().catch(() => undefined), given])
    clearTimeout(patience)
  }

  #on(target: Partial<EventTarget> | undefined, type: string, then: () => void = () => this.#changed()): void {
    target?.addEventListener?.(type, then, { signal: this.#stop.signal })
  }

  #sleep(asleep: boolean): void {
    this.#asleep = asleep
    this.#changed()
  }

  /** Told even where nothing changed: coming back to a tab is also a moment to look at the calendar. */
  #changed(): void {
    this.#snapshot = this.#read()
    for (const changed of [...this.#listeners]) changed()
  }

  #read(): ListenerSignals {
    const { connection, maxTouchPoints = 0, platform = '', userAgent = '', userAgentData } = this.#navigator
    const phone = isPhone({ userAgent, mobile: userAgentData?.mobile, platform, maxTouchPoints })
    const battery = this.#battery
    return {
      connection: connectionCost(connection, phone),
      saveData: connection?.saveData === true,
      phone,
      lowBattery: battery !== undefined && isLowBattery(battery.level, battery.charging),
      hidden: this.#page.document.visibilityState === 'hidden',
      asleep: this.#asleep,
    }
  }
}
