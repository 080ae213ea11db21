/**
 * The tab's title, with what is given to others in it where the listener wishes so. The one place that sets `document.title`.
 */
import type { Clock } from '../shared/clock.ts'
import { titleWithMeter } from './title-meter.ts'

/** Screen readers and tab strips say a title each time it changes. */
const PAUSE_MS = 2_000

export class TitleMeter {
  readonly #clock: Clock
  readonly #page: { title: string }
  #title: string
  #giveBytesPerSecond = 0
  #cancel: (() => void) | undefined

  /** @param page `document` */
  constructor(clock: Clock, page: { title: string }) {
    this.#clock = clock
    this.#page = page
    this.#title = page.title
  }

  /** What the tab is called; shown at once. */
  setTitle(title: string): void {
    this.#title = title
    this.#show()
  }

  /** @param giveBytesPerSecond 0 where nothing is given or the listener wants no meter */
  setRate(giveBytesPerSecond: number): void {
    this.#giveBytesPerSecond = giveBytesPerSecond
    this.#cancel ??= this.#clock.after(PAUSE_MS, () => {
      this.#cancel = undefined
      this.#show()
    })
  }

  dispose(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  #show(): void {
    const shown = titleWithMeter(this.#title, this.#giveBytesPerSecond)
    if (shown !== this.#page.title) this.#page.title = shown
  }
}
