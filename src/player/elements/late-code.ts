/** Code that is loaded once it is wanted. Its host is drawn anew when it is here, and when it can't be had. */
import type { ReactiveControllerHost } from 'lit'

export class LateCode<T> {
  /** Undefined until it is here. */
  value: T | undefined
  /** It could not be loaded, the last time it was tried. */
  isMissing = false
  readonly #host: Pick<ReactiveControllerHost, 'requestUpdate'>
  readonly #import: () => Promise<T>
  #isLoading = false

  constructor(host: Pick<ReactiveControllerHost, 'requestUpdate'>, load: () => Promise<T>) {
    this.#host = host
    this.#import = load
  }

  /** Once is enough; where it failed it is tried again. Who draws by `isMissing` asks for that by something else than drawing. */
  async load(): Promise<void> {
    if (this.#isLoading || this.value !== undefined) return
    this.#isLoading = true
    this.value = await this.#import().catch(() => undefined)
    this.#isLoading = false
    this.isMissing = this.value === undefined
    this.#host.requestUpdate()
  }
}
