/** The peaks of the episode in the player, with the code that fetches them: loaded once there are some. Without it there is the plain rail. */
import type { ReactiveControllerHost } from 'lit'
import { LateCode } from './late-code.ts'
import type { Peaks } from './peaks.ts'

export class LatePeaks {
  readonly #host: ReactiveControllerHost
  readonly #code: LateCode<typeof import('./peaks.ts')>
  #peaks: Peaks | undefined
  #url: string | undefined

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    this.#code = new LateCode(host, () => import('./peaks.ts'))
  }

  /** 0 to 255 each; undefined until they are there. */
  get value(): readonly number[] | undefined {
    return this.#peaks?.value
  }

  /** Fetches those at `url`, in place of the ones before. */
  async follow(url: string | undefined): Promise<void> {
    this.#url = url
    if (url !== undefined) await this.#code.load()
    if (this.#code.value !== undefined) this.#peaks ??= new this.#code.value.Peaks(this.#host)
    this.#peaks?.follow(this.#url)
  }
}
