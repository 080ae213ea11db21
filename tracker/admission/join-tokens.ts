/**
 * Decides whether a join token lets its bearer into a swarm, and remembers which ones did, so that an announce every two minutes
 * costs no signature.
 *
 * Pure: signatures, keys and digests are handed in. Nothing of a token is kept but its digest and what it grants, and nothing of
 * it is ever put into words. Signatures cost a fraction of a millisecond each, on threads of their own; so one socket has a
 * minute's allowance of them, and the same token is checked once, however many ask at a time.
 */
import type { InfoHash } from '../../src/shared/ids.ts'
import { MessageAllowance } from '../transport/message-allowance.ts'
import type { JoinGrant } from './join-claims.ts'

/**
 * `unreadable`: no token, or none that names files. `no-keys`: it could not be checked, which is our fault or the key server's.
 * `too-many`: of this socket, or at all, within a short time.
 */
export type JoinProblem =
  | 'unreadable'
  | 'signature'
  | 'audience'
  | 'expired'
  | 'early'
  | 'other-file'
  | 'no-keys'
  | 'too-many'

export type JoinVerdict =
  | { readonly ok: true; readonly expiresAtMs: number }
  | { readonly ok: false; readonly kind: JoinProblem; readonly reason: string }

export type CheckedToken =
  | { readonly ok: true; readonly grant: JoinGrant }
  | { readonly ok: false; readonly kind: JoinProblem }

export interface JoinTokensOptions {
  /** Checks signature, audience and times. Never rejects. */
  readonly check: (token: string, nowMs: number) => Promise<CheckedToken>
  /** Short, and the same for nothing but the same token. */
  readonly digest: (token: string) => string
  /** Tokens that are remembered; the one used longest ago goes first. */
  readonly capacity?: number
}

/** As many as there may be sockets by default. */
const DEFAULT_CAPACITY = 50_000
/** A key that was taken out of the set counts no longer than this for tokens that were checked with it. */
const RECHECK_MS = 10 * 60_000
/** Of one socket. A listener needs one for each show whose swarms it is in. */
const CHECKS_PER_MINUTE = 60
const MAX_UNDER_WAY = 10_000

const REASONS: Readonly<Record<JoinProblem, string>> = {
  unreadable: 'this is no join token that names files',
  signature: 'the join token is not signed by a key that is known here',
  audience: 'the join token is for another tracker',
  expired: 'the join token has expired',
  early: 'the join token does not hold yet',
  'other-file': 'the join token is for other files',
  'no-keys': 'join tokens cannot be checked just now',
  'too-many': 'too many join tokens within a minute',
}

interface Remembered {
  readonly grant: JoinGrant
  readonly checkedAtMs: number
}

export class JoinTokens {
  readonly #options: Required<JoinTokensOptions>
  readonly #remembered = new Map<string, Remembered>()
  readonly #underWay = new Map<string, Promise<CheckedToken>>()
  readonly #allowances = new WeakMap<object, MessageAllowance>()
  #generation = 0

  constructor({ capacity = DEFAULT_CAPACITY, ...options }: JoinTokensOptions) {
    this.#options = { capacity, ...options }
  }

  /**
   * @param nowMs milliseconds since 1970, here and below
   * @returns the verdict where it needs no signature: the token was checked of late. `undefined`: {@link verify} it.
   */
  known(token: string, infoHash: InfoHash, nowMs: number): JoinVerdict | undefined {
    return this.#lookUp(this.#options.digest(token), infoHash, nowMs)
  }

  /**
   * Checks a token. Never rejects.
   * @param asker who is to answer for the cost: its socket
   */
  async verify(token: string, infoHash: InfoHash, nowMs: number, asker: object): Promise<JoinVerdict> {
    const digest = this.#options.digest(token)
    const known = this.#lookUp(digest, infoHash, nowMs)
    if (known !== undefined) return known
    let checking = this.#underWay.get(digest)
    if (checking === undefined) {
      if (!this.#affords(asker, nowMs)) return refused('too-many')
      checking = this.#check(digest, token, nowMs)
    }
    const checked = await checking
    return checked.ok ? judge(checked.grant, infoHash, nowMs) : refused(checked.kind)
  }

  /** Other keys hold now: what was checked with the ones before counts no more. */
  forget(): void {
    this.#generation += 1
    this.#remembered.clear()
    this.#underWay.clear()
  }

  #lookUp(digest: string, infoHash: InfoHash, nowMs: number): JoinVerdict | undefined {
    const found = this.#remembered.get(digest)
    if (found === undefined) return undefined
    this.#remembered.delete(digest)
    const ageMs = nowMs - found.checkedAtMs
    if (ageMs < 0 || ageMs >= RECHECK_MS || nowMs >= found.grant.expiresAtMs) return undefined
    // Behind all others: those at the front are forgotten first.
    this.#remembered.set(digest, found)
    return judge(found.grant, infoHash, nowMs)
  }

  #affords(asker: object, nowMs: number): boolean {
    let allowance = this.#allowances.get(asker)
    if (allowance === undefined) {
      allowance = new MessageAllowance(CHECKS_PER_MINUTE, nowMs)
      this.#allowances.set(asker, allowance)
    }
    return allowance.take(nowMs) === 'pass' && this.#underWay.size < MAX_UNDER_WAY
  }

  #check(digest: string, token: string, nowMs: number): Promise<CheckedToken> {
    const generation = this.#generation
    const checking = this.#options.check(token, nowMs).then((checked) => {
      if (generation !== this.#generation) return checked
      this.#underWay.delete(digest)
      if (checked.ok) this.#remember(digest, { grant: checked.grant, checkedAtMs: nowMs })
      return checked
    })
    this.#underWay.set(digest, checking)
    return checking
  }

  #remember(digest: string, found: Remembered): void {
    this.#remembered.set(digest, found)
    for (const [oldest] of this.#remembered) {
      if (this.#remembered.size <= this.#options.capacity) break
      this.#remembered.delete(oldest)
    }
  }
}

function judge({ infoHashes, expiresAtMs }: JoinGrant, infoHash: InfoHash, nowMs: number): JoinVerdict {
  if (nowMs >= expiresAtMs) return refused('expired')
  if (infoHashes !== 'all' && !infoHashes.has(infoHash)) return refused('other-file')
  return { ok: true, expiresAtMs }
}

const refused = (kind: JoinProblem): JoinVerdict => ({ ok: false, kind, reason: REASONS[kind] })
