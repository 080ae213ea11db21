/**
 * The tab's title, with what is given to others in it where the listener wishes so. Once it is there, the one place that sets
 * `document.title`.
 *
 * It counts bytes, whatever they were of: what is kept is passed on with nothing in the player, too. A tab that gives nothing has no timer.
 */
import type { Clock } from '../shared/clock.ts'
import type { LibraryDesk } from './library-desk.ts'
import { titleWithMeter } from './title-meter.ts'

/** Screen readers and tab strips say a title each time it changes. */
const PAUSE_MS = 2_000

export interface TitleMeterPorts {
  readonly clock: Pick<Clock, 'now' | 'after'>
  /** `document` */
  readonly page: { title: string }
  readonly desk: Pick<LibraryDesk, 'givenBytes' | 'meterInTitle'>
}

export class TitleMeter {
  readonly #ports: TitleMeterPorts
  readonly #leave: () => void
  #title: string
  #giveBytesPerSecond = 0
  #cancel: (() => void) | undefined

  /** @param title what the tab is called */
  constructor(title: string, ports: TitleMeterPorts) {
    this.#title = title
    this.#ports = ports
    this.#leave = ports.desk.givenBytes.subscribe(() => this.#measure())
    this.setTitle(title)
  }

  /** What the tab is called; shown at once. */
  setTitle(title: string): void {
    this.#title = title
    this.#show()
  }

  dispose(): void {
    this.#leave()
    this.#cancel?.()
  }

  /** Over the pause that begins now; again for as long as something is given. */
  #measure(): void {
    const { clock, desk } = this.#ports
    if (this.#cancel !== undefined) return
    const [beganAtMs, before] = [clock.now(), desk.givenBytes.snapshot]
    this.#cancel = clock.after(PAUSE_MS, () => {
      this.#cancel = undefined
      // A tab that nobody sees is woken late.
      this.#giveBytesPerSecond = ((desk.givenBytes.snapshot - before) * 1000) / (clock.now() - beganAtMs)
      this.#show()
      if (this.#giveBytesPerSecond > 0) this.#measure()
    })
  }

  #show(): void {
    const { page, desk } = this.#ports
    const shown = titleWithMeter(this.#title, desk.meterInTitle ? this.#giveBytesPerSecond : 0)
    if (shown !== page.title) page.title = shown
  }
}
