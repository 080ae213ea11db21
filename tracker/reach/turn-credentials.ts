/**
 * Logins for a TURN server that expire by themselves, as coturn's `use-auth-secret` checks them
 * (draft-uberti-behave-turn-rest-00, "A REST API For Access To TURN Services", section 2.2).
 *
 * The name is the Unix time at which the login ends and a label, the password `base64(HMAC-SHA1(secret, name))`: TURN server and
 * tracker share the secret and never talk. The label is the same for all, so that a relay's log tells nothing about who
 * listens to what. All get the same login for a quarter of its time, so it is not computed for each announce. Pure: time and HMAC
 * come in.
 */
import type { IceServer } from '../../src/shared/wire/tracker.ts'

const LABEL = 'grapevine'
/** A login is handed out for this part of its time; who gets it last still has the rest. */
const HANDED_OUT = 1 / 4

export interface TurnSettings {
  /** `turn:` and `turns:` URLs (RFC 7065) of servers that know the secret. */
  readonly urls: readonly string[]
  readonly secret: string
  /** Seconds for which a login holds. A relay in use is kept: coturn looks at the time where a relay is asked for. */
  readonly credentialSeconds: number
}

/** @returns base64 of HMAC-SHA1 (RFC 2104), both texts as UTF-8 */
export type HmacSha1Base64 = (secret: string, text: string) => string

export class TurnCredentials {
  readonly #settings: TurnSettings
  readonly #hmac: HmacSha1Base64
  #madeAtMs = Number.NaN
  #server: IceServer | undefined

  constructor(settings: TurnSettings, hmac: HmacSha1Base64) {
    this.#settings = settings
    this.#hmac = hmac
  }

  /** @param unixMs milliseconds since 1970, as `Date.now()` says them. @returns the same object until the login is a new one */
  serverAt(unixMs: number): IceServer {
    const { urls, secret, credentialSeconds } = this.#settings
    const age = unixMs - this.#madeAtMs
    // A clock that was set back makes a new one too.
    if (this.#server !== undefined && age >= 0 && age < credentialSeconds * 1000 * HANDED_OUT) return this.#server
    const username = `${Math.floor(unixMs / 1000) + credentialSeconds}:${LABEL}`
    this.#madeAtMs = unixMs
    this.#server = { urls, username, credential: this.#hmac(secret, username) }
    return this.#server
  }
}
