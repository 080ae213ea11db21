/**
 * Reads the file of keys that join tokens are signed with: a JSON Web Key Set (RFC 7517), public keys alone.
 *
 * A key that could sign too has no business here: whoever reads this machine's files could let themselves in. So a shared secret
 * (`oct`, for HS256) is refused as well. Pure.
 */
import type { JSONWebKeySet, JWK } from 'jose'

export type ReadKeySet =
  | { readonly ok: true; readonly keys: JSONWebKeySet }
  | { readonly ok: false; readonly problem: string }

/** Parts of a private or shared key (RFC 7518, section 6). */
const SECRET_PARTS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']

/** @returns the set, or what is wrong with it in words that quote nothing of it. Never throws. */
export function readKeySet(text: string): ReadKeySet {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return bad('the key set is not JSON')
  }
  const keys = isObject(value) ? value.keys : undefined
  if (!Array.isArray(keys) || keys.length === 0)
    return bad('the key set must be like {"keys": [...]}, with a key in it')
  const read: JWK[] = []
  for (const [index, key] of keys.entries()) {
    if (!isObject(key) || typeof key.kty !== 'string') return bad(`key ${index + 1} of the key set is no JSON Web Key`)
    if (key.kty === 'oct' || SECRET_PARTS.some((part) => key[part] !== undefined)) {
      return bad(`key ${index + 1} of the key set is a secret: only public keys belong here`)
    }
    read.push({ ...key, kty: key.kty })
  }
  return { ok: true, keys: { keys: read } }
}

const bad = (problem: string) => ({ ok: false, problem }) as const

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
