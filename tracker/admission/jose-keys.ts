/**
 * The keys that join tokens are signed with, kept up to date: from a JWKS file that may change under a running tracker, or from a
 * server (RFC 7517), asked every ten minutes and when a token names a key that is not known.
 *
 * Where neither can be read, the last good keys hold. Nothing of a key is logged.
 */
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  type FetchImplementation,
  type JWTVerifyGetKey,
} from 'jose'
import { TrackerError } from '../tracker-error.ts'
import type { ListContext } from './admission-list.ts'
import { readKeySet } from './key-set.ts'
import { WatchedFile } from './node-watched-file.ts'

const TIMEOUT_MS = 5_000
/** Between two looks at the key server without need. */
const REFRESH_MS = 10 * 60_000
/** And between two that tokens with unknown keys give rise to. */
const COOLDOWN_MS = 30_000

export interface Keys {
  /** For `jwtVerify`. */
  readonly get: JWTVerifyGetKey
  /** Reads them again now. Never rejects. */
  reload(): Promise<void>
  close(): void
}

/** @throws TrackerError `keys-unreadable` for a file without usable keys. @param onChange Runs after each new set, never for the first. */
export async function openKeyFile(
  path: string,
  context: Pick<ListContext, 'clock' | 'log'>,
  onChange: () => void,
): Promise<Keys> {
  let count = 0
  let get: JWTVerifyGetKey = createLocalJWKSet({ keys: [] })
  const file = new WatchedFile({
    ...context,
    path,
    what: 'the key set',
    onChange,
    inForce: () => `${count} keys for join tokens`,
    take: (text) => {
      const read = readKeySet(text)
      if (!read.ok) return read.problem
      get = createLocalJWKSet(read.keys)
      count = read.keys.keys.length
      return undefined
    },
  })
  const problem = await file.open()
  if (problem !== undefined) throw new TrackerError('keys-unreadable', `${path}: ${problem}`)
  return { get: (...asked) => get(...asked), reload: () => file.reload(), close: () => file.close() }
}

/**
 * @param onChange Runs after each `reload`.
 * @throws TrackerError `bad-settings` for a URL that anybody on the way could change. A server that doesn't answer is no error: it
 * may later.
 */
export async function openKeyServer(
  address: string,
  { clock, log }: Pick<ListContext, 'clock' | 'log'>,
  onChange: () => void,
): Promise<Keys> {
  const url = safeUrl(address)
  let failedAt = Number.NEGATIVE_INFINITY
  /** Tokens that name unknown keys are anybody's to send: a server that is down is not asked for each of them. */
  const sparingly: FetchImplementation = async (asked, options) => {
    if (clock.now() - failedAt < COOLDOWN_MS) throw new Error('the key server failed a moment ago')
    try {
      const response = await fetch(asked, options)
      if (response.status !== 200) throw new Error(`the key server answered ${response.status}`)
      return response
    } catch (error) {
      failedAt = clock.now()
      throw error
    }
  }
  const get = createRemoteJWKSet(url, {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: Number.POSITIVE_INFINITY,
    [customFetch]: sparingly,
  })
  let isBad = false
  let cancel = () => {}
  let isClosed = false
  const reload = async () => {
    try {
      await get.reload()
      if (isBad) log.info(`keys for join tokens: ${url.host} answers again`)
      isBad = false
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      if (!isBad)
        log.warn(`keys for join tokens: ${url.host} cannot be read (${words}). What was read before still holds.`)
      isBad = true
    }
  }
  const refresh = async () => {
    await reload()
    if (!isClosed) cancel = clock.after(REFRESH_MS, () => void refresh())
  }
  await refresh()
  return {
    get,
    reload: async () => {
      failedAt = Number.NEGATIVE_INFINITY
      await reload()
      onChange()
    },
    close: () => {
      isClosed = true
      cancel()
    },
  }
}

function safeUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const isSafe = url?.protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url?.hostname ?? '')
  if (url !== undefined && isSafe && url.username === '' && url.password === '') return url
  const words =
    "'tokenKeys' must be https, or anybody on the way may let in whom they like, without a name and password"
  throw new TrackerError('bad-settings', `tracker settings: ${words}`)
}
