/**
 * The peaks of the episode in the player: fetched once their address is known, with the element that draws them. Without them there
 * is the plain rail; whatever goes wrong costs a picture, never sound.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit'

export class Peaks implements ReactiveController {
  /** 0 to 255 each; undefined until they are there. */
  value: readonly number[] | undefined
  readonly #host: ReactiveControllerHost
  #url: string | undefined
  #loading = new AbortController()

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.#loading.abort()
  }

  /** Fetches those at `url`, in place of the ones before. */
  follow(url: string | undefined): void {
    if (url === this.#url) return
    this.#url = url
    this.value = undefined
    this.#loading.abort()
    this.#loading = new AbortController()
    if (url !== undefined) void this.#load(url, this.#loading.signal)
  }

  async #load(url: string, signal: AbortSignal): Promise<void> {
    try {
      const [{ loadPeaks }] = await Promise.all([import('../http-peaks.ts'), import('./gv-waveform.ts')])
      const file = await loadPeaks(url, signal)
      if (signal.aborted) return
      this.value = file?.peaks
      this.#host.requestUpdate()
    } catch {
      // Said nowhere: a picture is missing, nothing else.
    }
  }
}
