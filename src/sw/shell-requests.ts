/**
 * Decides which requests are for the page itself: everything else goes its usual way. Pure.
 *
 * Never a frame: player.html and its files (assets/frame) are wherever other sites embed them, must be of the same age as the embed.js
 * that brought them, and have a worker of their own. Never a publisher's other pages in the same folder, a feed, or anything that is not a GET.
 */

export type ShellRequest =
  /** The page, whatever stands in its query. */
  | { readonly kind: 'page' }
  /** A file whose name changes with its content: right for ever, wherever it was kept. */
  | { readonly kind: 'hashed' }
  /** An icon or the manifest, which the publisher may have replaced. */
  | { readonly kind: 'named' }

const HASHED = /^assets\/(?!frame\/)(?:[\w-]+\/)*[\w.-]+-[\w-]{8,}\.\w+$/
const NAMED = /^(?:favicon\.svg|manifest\.webmanifest|icons\/[\w-]+\.png)$/

/** @param scope the worker's, absolute, with a slash at its end */
export function shellRequest(
  { method, mode, destination, url }: Pick<Request, 'method' | 'mode' | 'destination' | 'url'>,
  scope: string,
): ShellRequest | undefined {
  const name = nameIn(scope, url)
  if (method !== 'GET' || name === undefined) return undefined
  if (mode === 'navigate') return destination === 'document' && isPageName(name) ? { kind: 'page' } : undefined
  if (HASHED.test(name)) return { kind: 'hashed' }
  return NAMED.test(name) ? { kind: 'named' } : undefined
}

/** Whether an address is that of the page, and not of a frame or another page in the same folder. */
export function isPageAddress(url: string, scope: string): boolean {
  const name = nameIn(scope, url)
  return name !== undefined && isPageName(name)
}

/** @returns the file's name from the scope on, without query and fragment. */
export function nameIn(scope: string, url: string): string | undefined {
  return url.startsWith(scope) ? url.slice(scope.length).replace(/[?#].*$/s, '') : undefined
}

function isPageName(name: string): boolean {
  return name === '' || name === 'index.html'
}
