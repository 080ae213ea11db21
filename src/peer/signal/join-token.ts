/**
 * The join token that a tracker may want with each announce of one swarm: asked of the page when it is needed first, and again
 * when the tracker refuses it.
 *
 * What it says is between the page's server and the tracker: it is handed on as it is, and never looked into, kept or logged. Pure.
 */
import type { InfoHash } from '../../shared/ids.ts'
import { WIRE_LIMITS } from '../../shared/wire/tracker.ts'
import type { JoinTokenSource } from '../types.ts'

export interface JoinTokenHost {
  /** What the page has configured, at the time. */
  readonly source: () => JoinTokenSource | undefined
  /** The token that was waited for is there, or there is none: announce. Never runs from within a call. */
  readonly ready: () => void
  /** Words for the page's author. */
  readonly complain: (words: string) => void
}

/** The field of an announce: empty where there is no token. */
export type TokenField = { readonly token?: string }

export class JoinToken {
  readonly #infoHash: InfoHash
  readonly #host: JoinTokenHost
  #state: 'unasked' | 'asking' | 'known' = 'unasked'
  #token: string | undefined
  #wasAskedAgain = false

  constructor(infoHash: InfoHash, host: JoinTokenHost) {
    this.#infoHash = infoHash
    this.#host = host
  }

  /** As it is known by now, for a word that can't wait. */
  get field(): TokenField {
    return this.#token === undefined ? {} : { token: this.#token }
  }

  /** Asks the page where that is still to be done. @returns what goes into the announce; `undefined`: not yet, wait for `ready`. */
  take(): TokenField | undefined {
    const source = this.#host.source()
    if (source === undefined) return {}
    if (this.#state === 'unasked') this.#ask(source)
    return this.#state === 'asking' ? undefined : this.field
  }

  /** The tracker took the announce. */
  accepted(): void {
    this.#wasAskedAgain = false
  }

  /**
   * The tracker wants another token: the page is asked anew by the next {@link take}.
   * @returns whether to announce again at once. True once until one is accepted: a tracker that likes no token is not to be
   * asked without end.
   */
  refused(): boolean {
    if (this.#state === 'known') this.#state = 'unasked'
    this.#token = undefined
    if (this.#wasAskedAgain || this.#host.source() === undefined) return false
    this.#wasAskedAgain = true
    return true
  }

  #ask(source: JoinTokenSource): void {
    let given: ReturnType<JoinTokenSource>
    try {
      given = source(this.#infoHash)
    } catch (error) {
      this.#failed(error)
      return
    }
    if (typeof given !== 'object' || given === null) {
      this.#know(given)
      return
    }
    this.#state = 'asking'
    Promise.resolve(given).then(
      (token) => {
        this.#know(token)
        this.#host.ready()
      },
      (error: unknown) => {
        this.#failed(error)
        this.#host.ready()
      },
    )
  }

  #failed(error: unknown): void {
    this.#host.complain(`'joinToken' failed: ${error}`)
    this.#know(undefined)
  }

  #know(given: unknown): void {
    this.#state = 'known'
    this.#token = undefined
    if (given === undefined) return
    if (typeof given === 'string' && given !== '' && given.length <= WIRE_LIMITS.tokenLength) this.#token = given
    else this.#host.complain(`'joinToken' must give a text of 1 to ${WIRE_LIMITS.tokenLength} characters, or undefined`)
  }
}
