/**
 * Join tokens checked with `jose`: JWTs in compact form (RFC 7519), signed with a key pair whose public half the tracker has.
 *
 * Only signatures that the tracker itself can't make are believed: no `none`, no shared secrets. Where several keys of the set
 * fit a token, it must say by `kid` which one it means. Nothing of a token is logged.
 */
import { createHash } from 'node:crypto'
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { InfoHash } from '../../src/shared/ids.ts'
import type { ListContext } from './admission-list.ts'
import { readJoinGrant } from './join-claims.ts'
import { type CheckedToken, JoinTokens } from './join-tokens.ts'
import { type Keys, openKeyFile, openKeyServer } from './jose-keys.ts'

const ALGORITHMS = [
  ...['EdDSA', 'Ed25519', 'ES256', 'ES384', 'ES512'],
  ...['PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'],
]
/** Between the clocks of who signs and of the tracker. */
const CLOCK_TOLERANCE_SECONDS = 30

export interface TokenSettings {
  /** Path of a JWKS file, or its https URL (http on this machine alone). */
  readonly tokenKeys: string
  /** What tokens must name as `aud`. */
  readonly tokenAudience: string
}

/** Join tokens with keys that stay up to date until `close`. */
export interface OpenJoinTokens extends Pick<Keys, 'reload' | 'close'> {
  readonly tokens: JoinTokens
}

/** @throws TrackerError `keys-unreadable` for a file without usable keys, `bad-settings` for a URL that anybody on the way could change */
export async function openJoinTokens(
  { tokenKeys, tokenAudience }: TokenSettings,
  context: Pick<ListContext, 'clock' | 'log' | 'written'>,
): Promise<OpenJoinTokens> {
  const tokens = new JoinTokens({
    check: (token, nowMs) => check(token, nowMs, (...asked) => keys.get(...asked), tokenAudience, context.written),
    digest: (token) => createHash('sha256').update(token).digest('base64'),
  })
  const onChange = () => tokens.forget()
  const keys = /^https?:\/\//i.test(tokenKeys)
    ? await openKeyServer(tokenKeys, context, onChange)
    : await openKeyFile(tokenKeys, context, onChange)
  return { tokens, reload: keys.reload, close: keys.close }
}

async function check(
  token: string,
  nowMs: number,
  keys: JWTVerifyGetKey,
  audience: string,
  written: (infoHash: InfoHash) => string,
): Promise<CheckedToken> {
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ALGORITHMS,
      audience,
      requiredClaims: ['exp', 'aud'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(nowMs),
    })
    const grant = readJoinGrant(payload, written)
    if (grant === undefined) return { ok: false, kind: 'unreadable' }
    return { ok: true, grant: { ...grant, expiresAtMs: grant.expiresAtMs + CLOCK_TOLERANCE_SECONDS * 1000 } }
  } catch (error) {
    return { ok: false, kind: kindOf(error) }
  }
}

function kindOf(error: unknown): Extract<CheckedToken, { ok: false }>['kind'] {
  if (error instanceof errors.JWTExpired) return 'expired'
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'audience'
    return error.claim === 'nbf' && error.reason === 'check_failed' ? 'early' : 'unreadable'
  }
  const isUnknownKey =
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSEAlgNotAllowed
  if (isUnknownKey) return 'signature'
  const isUnreadable =
    error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid || error instanceof errors.JOSENotSupported
  return isUnreadable ? 'unreadable' : 'no-keys'
}
