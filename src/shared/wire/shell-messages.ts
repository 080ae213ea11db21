/**
 * What the page and its service worker say to each other about the page itself: keeping it for offline use, and changing over to
 * a newer build. See docs/decisions/0027-app-shell.md.
 */

/** Page to the worker that controls it, once the page has nothing better to do: keep this build, and clear what no tab needs any more. */
export interface KeepShell {
  readonly kind: 'grapevine-keep-shell'
  /** Also what the page loads only once it is wanted. False where the listener saves data. */
  readonly late: boolean
  /** Addresses of what this page has loaded: of the languages, only those are kept. */
  readonly loaded: readonly string[]
}

/** Page to the worker that waits: nothing plays, take over. */
export interface TakeOver {
  readonly kind: 'grapevine-take-over'
}

/** Page to the worker that is to be replaced, right after: end what you are still sending, or you will not be. */
export interface GiveWay {
  readonly kind: 'grapevine-give-way'
}

/** Worker to a page, with a port for the {@link BuildAnswer}: of which build are you? */
export interface AskBuild {
  readonly kind: 'grapevine-which-build'
}

export interface BuildAnswer {
  /** Address of the page's own script; its name is another one in each build. */
  readonly script: string
}

export type ToWorker = KeepShell | TakeOver | GiveWay

/** @returns what a message to the worker says, or `undefined` where it is none of these. */
export function parseToWorker(data: unknown): ToWorker | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { kind, late, loaded } = data as Readonly<Record<string, unknown>>
  if (kind === 'grapevine-take-over' || kind === 'grapevine-give-way') return { kind }
  if (kind !== 'grapevine-keep-shell') return undefined
  const addresses = Array.isArray(loaded) ? loaded.filter((address) => typeof address === 'string') : []
  return { kind, late: late === true, loaded: addresses }
}
