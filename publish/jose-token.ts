/**
 * Makes join tokens (docs/protocol.md, "Join tokens") and the keys they are signed with: for publishers to try them out, and
 * for scripts. A shop or a members' site signs with its own JWT library, in the same form.
 *
 * ES256, which every JWT library knows. The private key is written for its owner's eyes alone, never over another one.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose'
import type { InfoHash } from '../src/shared/ids.ts'
import { PublishError } from './publish-error.ts'

const ALGORITHM = 'ES256'

export interface KeyFiles {
  /** Signs: to be kept secret. */
  readonly privateFile: string
  /** The tracker's `tokenKeys`. */
  readonly publicFile: string
}

/** Makes a new pair of keys in a folder. @throws PublishError `cannot-write`, where there is one already too */
export async function makeJoinKeys(dir: string): Promise<KeyFiles> {
  const files = { privateFile: join(dir, 'join-key.private.json'), publicFile: join(dir, 'join-keys.json') }
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM, { extractable: true })
  const jwk = await exportJWK(publicKey)
  const named = { kid: await calculateJwkThumbprint(jwk), alg: ALGORITHM, use: 'sig' }
  try {
    await writeFile(files.privateFile, json({ ...(await exportJWK(privateKey)), ...named }), {
      flag: 'wx',
      mode: 0o600,
    })
    await writeFile(files.publicFile, json({ keys: [{ ...jwk, ...named }] }), { flag: 'wx' })
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    throw new PublishError('cannot-write', `The keys can't be written: ${words}.`, error)
  }
  return files
}

export interface JoinTokenOptions {
  /** Path of a private key (JWK), as {@link makeJoinKeys} writes it. */
  readonly keyFile: string
  /** The tracker's `tokenAudience`. */
  readonly audience: string
  /** Empty: all that the tracker serves. */
  readonly infoHashes: readonly InfoHash[]
  /** From `nowMs` on. */
  readonly hours: number
  /** Milliseconds since 1970. */
  readonly nowMs: number
}

/** @returns the token. @throws PublishError `bad-options` for a file that is no such key */
export async function mintJoinToken(options: JoinTokenOptions): Promise<string> {
  const { keyFile, audience, infoHashes, hours, nowMs } = options
  const nowSeconds = Math.floor(nowMs / 1000)
  try {
    const { kid, ...jwk } = JSON.parse(await readFile(keyFile, 'utf8'))
    return await new SignJWT({ info_hashes: infoHashes.length > 0 ? infoHashes : '*' })
      .setProtectedHeader({ alg: ALGORITHM, ...(typeof kid === 'string' && { kid }) })
      .setAudience(audience)
      .setIssuedAt(nowSeconds)
      .setExpirationTime(nowSeconds + Math.round(hours * 3600))
      .sign(await importJWK(jwk, ALGORITHM))
  } catch (error) {
    throw new PublishError(
      'bad-options',
      `${keyFile} is no private key for join tokens (a JWK for ${ALGORITHM}).`,
      error,
    )
  }
}

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`
