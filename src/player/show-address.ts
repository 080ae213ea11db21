/**
 * Reads what people put into the field for a show's feed. Pure.
 *
 * People paste what they have: addresses without `https://`, links of podcast apps with schemes of their own (`pcast://`,
 * `feed:`), pages of shops that list shows but are no feeds. Each gets an address, or a word that helps.
 */

export type AddressProblem =
  /** There is nothing. */
  | 'nothing'
  /** No address, whatever one does: words, mostly. */
  | 'no-address'
  /** A page of a shop or an app, which keeps the feed's address to itself. */
  | 'app-page'
  /** An address that browsers don't fetch. */
  | 'other-scheme'

export type ShowAddress =
  | { readonly feedUrl: string; readonly problem?: undefined }
  | { readonly problem: AddressProblem; readonly feedUrl?: undefined }

/** What podcast apps put before a feed's host; RFC 7595 registers `feed:`, the others are custom. */
const FEED_SCHEMES = /^(?:web\+)?(?:feed|podcast|pcast|itpc|itms-podcasts?|rss)s?:(?:\/\/)?(?=.)/i
const APP_HOSTS =
  /(?:^|\.)(?:podcasts\.apple\.com|itunes\.apple\.com|open\.spotify\.com|podcasts\.google\.com|music\.youtube\.com|youtube\.com|youtu\.be|music\.amazon\.[a-z.]+|audible\.[a-z.]+|deezer\.com)$/i
const LONGEST = 4000

/** @param text as typed or pasted */
export function readShowAddress(text: string): ShowAddress {
  const trimmed = text.trim().replace(/^<|>$/g, '')
  if (trimmed === '') return { problem: 'nothing' }
  if (trimmed.length > LONGEST || /\s/.test(trimmed)) return { problem: 'no-address' }
  const bare = trimmed.replace(FEED_SCHEMES, '')
  const hasScheme = /^[a-z][a-z\d+.-]*:/i.test(bare) && !/^[\w.-]+:\d+(?:\/|$)/.test(bare)
  const url = parsed(hasScheme ? bare : `https://${bare.replace(/^\/\//, '')}`)
  if (url === undefined) return { problem: 'no-address' }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { problem: 'other-scheme' }
  const { hostname } = url
  const isHost = hostname.includes('.') || hostname === 'localhost' || hostname.startsWith('[')
  if (!isHost || hostname.startsWith('.') || hostname.endsWith('.')) return { problem: 'no-address' }
  if (APP_HOSTS.test(hostname)) return { problem: 'app-page' }
  return { feedUrl: url.href }
}

function parsed(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}
