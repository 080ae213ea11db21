/**
 * Which feed a page shows. Pure.
 */

/**
 * @param search the page's query: `?feed=` wins
 * @param fromMeta the publisher's `grapevine:feed`
 * @param base what relative addresses are relative to
 * @returns an absolute http(s) address, or `undefined` where none was named, or none that can be fetched
 */
export function feedAddress(search: string, fromMeta: string | undefined, base: string): string | undefined {
  const named = new URLSearchParams(search).get('feed') || fromMeta?.trim()
  if (named === undefined || named === '') return undefined
  try {
    const url = new URL(named, base)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : undefined
  } catch {
    return undefined
  }
}
