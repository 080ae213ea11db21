/**
 * Decides which slices of a long text are drawn: at once those that are looked at, all others while the browser has nothing
 * else to do, from there outwards. Once drawn, a slice stays.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** So many at a time, and again while there is time left. */
const AT_ONCE = 2

const whenIdle: (work: (deadline?: IdleDeadline) => void) => () => void =
  typeof requestIdleCallback === 'function'
    ? (work) => {
        const id = requestIdleCallback(work, { timeout: 1_000 })
        return () => cancelIdleCallback(id)
      }
    : (work) => {
        const id = setTimeout(work, 30)
        return () => clearTimeout(id)
      }

export class SliceDrawing implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #drawn = new Set<number>()
  #missing: number[] = []
  #cancel: () => void = () => {}

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  has(slice: number): boolean {
    return this.#drawn.has(slice)
  }

  /** Another text of `count` slices, first looked at in slice `at`. To be called before it is drawn. */
  begin(count: number, at: number): void {
    this.#cancel()
    this.#missing = Array.from({ length: count }, (_, slice) => slice).sort(
      (a, b) => Math.abs(b - at) - Math.abs(a - at),
    )
    this.#drawn = new Set(this.#missing.splice(-AT_ONCE))
    this.#goOn()
  }

  /** Has a slice drawn now. @returns whether it was missing: the host updates then. */
  draw(slice: number): boolean {
    const place = this.#missing.indexOf(slice)
    if (place < 0) return false
    this.#missing.splice(place, 1)
    this.#drawn.add(slice)
    this.#host.requestUpdate()
    return true
  }

  /** Has those drawn that `list` shows; its children are the slices. */
  drawInView(list: HTMLElement): void {
    if (this.#missing.length === 0) return
    const { top, bottom } = list.getBoundingClientRect()
    for (const slice of [...this.#missing]) {
      const box = list.children[slice]?.getBoundingClientRect()
      if (box !== undefined && box.bottom > top && box.top < bottom) this.draw(slice)
    }
  }

  hostConnected(): void {
    this.#goOn()
  }

  hostDisconnected(): void {
    this.#cancel()
  }

  #goOn(): void {
    this.#cancel()
    if (this.#missing.length === 0) return
    this.#cancel = whenIdle(async (deadline) => {
      do {
        for (const slice of this.#missing.slice(-AT_ONCE)) this.draw(slice)
        await this.#host.updateComplete
      } while (this.#missing.length > 0 && (deadline?.timeRemaining() ?? 0) > 4)
      this.#goOn()
    })
  }
}
