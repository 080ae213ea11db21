/**
 * Join tokens from the publisher's own server, for trackers that let in known listeners only (docs/operating.md).
 *
 * It asks with the page's cookies, so that the server knows who is listening, and takes what it says as it is: whether a token is any
 * good is for the tracker to say.
 */
import type { InfoHash } from '../shared/ids.ts'
import { WIRE_LIMITS } from '../shared/wire/tracker.ts'

/**
 * @param address Answers `?info_hash=` (40 hex digits) with a token as plain text, or with an error where there is none for this
 * listener.
 * @returns what `configure({ joinToken })` takes: `undefined` where the server gives none.
 */
export function joinTokensFrom(address: string): (infoHash: InfoHash) => Promise<string | undefined> {
  return async (infoHash) => {
    const url = new URL(address, document.baseURI)
    url.searchParams.set('info_hash', infoHash)
    const response = await fetch(url, { credentials: 'include', cache: 'no-store' })
    if (!response.ok) return undefined
    const token = (await response.text()).trim()
    return token.length > 0 && token.length <= WIRE_LIMITS.tokenLength ? token : undefined
  }
}
