/**
 * Decides which page a listener gets: the one on the network or the one that is kept. Pure.
 *
 * The network's wherever it is there in time and of the build this worker belongs to: what the publisher wrote into it holds at once. A
 * newer build comes with its own worker and not before, so that page, scripts and worker are always of one build, and what a newer one
 * changed in the database meets no older page. A newer page whose worker does not come (a host that keeps sw.js for weeks, a
 * file missing) is not waited for longer than a day.
 */

/** Longer than any line that works takes for two kilobytes; past it the kept page is the better one. */
export const PAGE_PATIENCE_MS = 1_000
/** For so long a newer page waits for its worker. */
export const WORKER_PATIENCE_MS = 24 * 60 * 60_000

/** What came from the network, where anything did. */
export type NetworkPage =
  /** An error, or not in time. */
  | { readonly kind: 'none' }
  /** The server has trouble (5xx). */
  | { readonly kind: 'trouble' }
  /** A redirect, a refusal, something that is no page: the server means it. */
  | { readonly kind: 'other' }
  | { readonly kind: 'this-build' }
  /** @param forMs how long it has been known that there is another one */
  | { readonly kind: 'another-build'; readonly forMs: number }

/** @param kept whether a whole page of this build is kept */
export function choosePage(network: NetworkPage, kept: boolean): 'network' | 'kept' {
  if (!kept) return 'network'
  switch (network.kind) {
    case 'none':
    case 'trouble':
      return 'kept'
    case 'other':
    case 'this-build':
      return 'network'
    case 'another-build':
      return network.forMs < WORKER_PATIENCE_MS ? 'kept' : 'network'
  }
}
