/**
 * Decides from which sites' pages the tracker takes sockets, by the Origin header (RFC 6454; RFC 6455, section 10.2).
 *
 * It stops other sites from using this tracker with their listeners' browsers: a browser always says where a page comes from, and
 * no script can change it. It never stops a program, which may write what it likes there, and so lets in who says nothing at
 * all: refusing that would only shut out the publisher's own seeder. What stops programs are join tokens. Pure.
 */
import { TrackerError } from '../tracker-error.ts'

/** @param origin the header as it came; `undefined` where there is none. */
export type OriginCheck = (origin: string | undefined) => boolean

const WILDCARD = /^(https?:\/\/)\*\./i

/**
 * @param patterns Like `https://show.example`; `https://*.show.example` stands for all names below it, but not for itself. A port
 * counts, where it is not the scheme's own. Absent: pages of any site.
 * @throws TrackerError `bad-settings` for one that is no origin.
 */
export function checkOrigins(patterns: readonly string[] | undefined): OriginCheck {
  if (patterns === undefined) return () => true
  const exact = new Set<string>()
  const below: { readonly prefix: string; readonly suffix: string }[] = []
  for (const pattern of patterns) {
    const named = pattern.replace(WILDCARD, '$1')
    const origin = named.includes('*') ? undefined : originOf(named)
    if (origin === undefined) {
      const words = `'origins' has “${pattern.slice(0, 100)}”, which is no origin like https://show.example`
      throw new TrackerError('bad-settings', `tracker settings: ${words}`)
    }
    if (!WILDCARD.test(pattern)) exact.add(origin)
    else
      below.push({
        prefix: origin.slice(0, origin.indexOf('//') + 2),
        suffix: `.${origin.slice(origin.indexOf('//') + 2)}`,
      })
  }
  return (header) => {
    if (header === undefined) return true
    const origin = originOf(header)
    if (origin === undefined) return false
    return exact.has(origin) || below.some(({ prefix, suffix }) => origin.startsWith(prefix) && origin.endsWith(suffix))
  }
}

/** @returns it as browsers write it: lower case, without the scheme's own port; `undefined` where it is more or less than an origin. */
function originOf(text: string): string | undefined {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    return undefined
  }
  const { protocol, origin, href } = url
  return /^https?:$/.test(protocol) && href === `${origin}/` ? origin : undefined
}
