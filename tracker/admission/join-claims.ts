/**
 * Reads what a join token grants, once its signature and its times were checked (RFC 7519).
 *
 *     { "aud": "tracker.show.example", "exp": 1790000000, "info_hashes": ["9f2a6e…(40 hex digits)"] }
 *
 * `info_hashes` is ours: the files whose swarms the bearer may join, or `"*"` for all that the tracker serves. Pure.
 */
import { type InfoHash, parseInfoHash } from '../../src/shared/ids.ts'

/** What a token of `WIRE_LIMITS.tokenLength` has room for, and more. */
const MAX_HASHES = 200

export interface JoinGrant {
  /** As the tracker holds them; `all`: whatever it serves. */
  readonly infoHashes: ReadonlySet<string> | 'all'
  /** Milliseconds since 1970. */
  readonly expiresAtMs: number
}

/**
 * @param claims the token's payload
 * @param written how the tracker holds an info hash, from hex
 * @returns `undefined` where it names no files that could be meant, or has no end
 */
export function readJoinGrant(
  claims: Readonly<Record<string, unknown>>,
  written: (infoHash: InfoHash) => string,
): JoinGrant | undefined {
  const { exp, info_hashes: named } = claims
  if (typeof exp !== 'number' || !Number.isFinite(exp)) return undefined
  const expiresAtMs = exp * 1000
  if (named === '*') return { infoHashes: 'all', expiresAtMs }
  if (!Array.isArray(named) || named.length === 0 || named.length > MAX_HASHES) return undefined
  const infoHashes = new Set<string>()
  for (const item of named) {
    const infoHash = parseInfoHash(item)
    if (infoHash === undefined) return undefined
    infoHashes.add(written(infoHash))
  }
  return { infoHashes, expiresAtMs }
}
