/** The engine's public API. See docs/streaming.md. */
import { type Observable, Subject } from '../shared/emitter.ts'
import type { InfoHash } from '../shared/ids.ts'
import type { SharingSettings } from './governor/sharing-settings.ts'
import { Library } from './library.ts'
import { Session } from './session.ts'
import type { SharedSource } from './sharing-grants.ts'
import { checkNetwork } from './signal/network-configuration.ts'
import { registerServiceWorker as register } from './sw-registration.ts'
import type {
  EpisodeSession,
  EpisodeSource,
  ForgetOutcome,
  KeepOptions,
  KeepSnapshot,
  KeptBytes,
  KeptFile,
  NetworkConfiguration,
  StorageBudget,
} from './types.ts'
import { isWithoutTorrent } from './whole-files.ts'

export { DEFAULT_SHARING_SETTINGS, type SharingSettings } from './governor/sharing-settings.ts'
export type { SharedSource } from './sharing-grants.ts'
export { DEFAULT_STORAGE_BUDGET } from './store/storage-budget.ts'
export * from './types.ts'

const library = new Library()

/** Registers `sw.js` beside the page and opens the cache. Call it at page load. Never rejects: without them episodes play all the same. */
export function registerServiceWorker(url?: URL): Promise<ServiceWorkerRegistration | undefined> {
  library.prepare()
  return register(url)
}

/**
 * Sets how connections are made from now on, in place of what was set before; those that stand stay. Best called before the
 * first session is opened.
 * @throws TypeError where it is no such configuration, in words.
 */
export function configure(network: NetworkConfiguration): void {
  library.configure(checkNetwork(network))
}

/** Makes an episode ready to be played. The caller disposes of the session before it opens another one. */
export function openSession(source: EpisodeSource): EpisodeSession {
  return new Session(source, library)
}

/**
 * The switch for sharing. On: joins the swarm of whatever is opened, and offers what is held of the episodes named to {@link reseed};
 * call it at page load where the listener's consent is known. Off: leaves every swarm at once.
 *
 * A page with several shows names each in the `sharingScope` of its sources: then each has a switch of its own, off until it is turned on
 * here. No tracker or listener is told of an episode whose switch is off. What was opened stays with its switch when its session is
 * disposed of, so tell the engine of every show's no, not only of that in the player.
 * @param scope absent: of what names none. `EpisodeSession.setSharing` is the switch of its source's scope.
 */
export function setSharing(on: boolean, scope?: string): void {
  library.setSharing(on, scope)
}

/**
 * Names the episodes that may be offered, in place of those named before: of what this browser holds, the first twenty in this order are,
 * while the switch of their scope is on. What is no longer named leaves its swarm at once, unless it is being played or kept. An episode
 * of two shows is named for each: it is announced to the trackers of those with a yes.
 */
export function reseed(episodes: readonly SharedSource[]): void {
  library.reseed(episodes)
}

/**
 * Changes how much this listener gives and when not ({@link SharingSettings}); what is left out stays. Kept for the whole site, in force
 * in all its tabs at once. Works whether sharing is on or not, and never turns it on.
 * @returns when it holds. @throws {RangeError} as a rejection that says what is wanted.
 */
export function configureSharing(change: Partial<SharingSettings>): Promise<void> {
  return library.configureSharing(change)
}

/** How much this listener gives and when not, as it holds now: after a change here or in another tab, too. Loads nothing and turns nothing on. */
export function sharingSettings(): Observable<SharingSettings> {
  return library.settings
}

/** @returns what this browser holds of which episodes, the last used first. Reads no piece. */
export async function keptEpisodes(): Promise<readonly KeptBytes[]> {
  return (await import('./keeping/kept-episodes.ts')).listKept(library)
}

/**
 * `changed` runs when {@link keptEpisodes} or {@link keptFiles} may say something else, because of this tab; with each piece that is kept, so let it be
 * followed by a pause. @returns the disposer.
 */
export function watchKept(changed: () => void): () => void {
  return library.watchKept(changed)
}

/**
 * `gave` runs with each block that has gone to another listener from this tab, of whatever episode; where several tabs are open, one of them
 * gives for all. @returns the disposer.
 */
export function watchGiven(gave: (bytes: number) => void): () => void {
  return library.watchGiven(gave)
}

/** Takes episodes out of their swarms and off this device. What is open in a player, or being fetched by `keep`, is left and named. */
export async function forget(infoHashes: readonly InfoHash[]): Promise<ForgetOutcome> {
  return (await import('./keeping/kept-episodes.ts')).forgetKept(library, infoHashes)
}

/** @returns the enclosures without a torrent that this browser keeps as whole files, or has begun to. Rejects where that can't be known now. */
export function keptFiles(): Promise<readonly KeptFile[]> {
  return library.files.list()
}

/** Takes whole files off this device, by their enclosures' addresses; one that plays goes on from its host. @returns bytes that were cleared. Rejects as {@link keptFiles} does. */
export function forgetFiles(urls: readonly string[]): Promise<number> {
  return library.files.forget(urls)
}

/** How much may be held on this device, as it holds now for the whole site. Loads nothing. */
export function storageBudget(): StorageBudget {
  return library.storageBudget.read()
}

/**
 * What would go if this were the budget, of what {@link keptEpisodes} said beside what {@link keptFiles} did: whole episodes, those not used
 * for longest first, nothing that is pinned or in use. Nothing happens. @throws {RangeError} as a rejection that says what is wanted.
 */
export async function overStorageBudget(
  kept: readonly KeptBytes[],
  files: readonly KeptFile[],
  budget: StorageBudget,
): Promise<readonly KeptBytes[]> {
  return (await import('./keeping/change-budget.ts')).overBudget(kept, files, budget)
}

/**
 * Sets how much may be held, kept for the whole site and in force in all its tabs at once: {@link overStorageBudget} goes now.
 * @returns what went. @throws {RangeError} as a rejection that says what is wanted; then nothing was changed.
 */
export async function setStorageBudget(budget: StorageBudget): Promise<ForgetOutcome> {
  return (await import('./keeping/change-budget.ts')).changeBudget(library, library.storageBudget, budget)
}

/**
 * These, and no others, are never evicted to make room. Call it with all that are wanted on this device whenever that changes; it holds
 * for every tab and later visits. @returns when it is written.
 */
export async function pin(infoHashes: ReadonlySet<InfoHash>): Promise<void> {
  await (await library.store()).pin(infoHashes)
}

/**
 * Fetches all of an episode without playing it, and never to the cost of what plays. Goes on from what is held; ends as 'kept',
 * 'failed' or, when `signal` is aborted, 'stopped'. Not to be evicted later on it needs {@link pin}. Two at a time are enough.
 *
 * Without a torrent it is kept as a whole file, from the host alone, and never evicted or shared: {@link keptFiles}, {@link forgetFiles}.
 * One address is not to be kept twice at a time: one of the two ends as 'stopped'.
 */
export function keep(source: EpisodeSource, options: KeepOptions): Observable<KeepSnapshot> {
  const { lengthBytes = 0 } = source
  const progress = new Subject<KeepSnapshot>({ state: 'loading', heldBytes: 0, lengthBytes })
  const keeping = isWithoutTorrent(source)
    ? import('./keeping/dom-keep-file.ts').then(({ keepWholeFile }) => keepWholeFile)
    : import('./keeping/dom-keep.ts').then(({ keepEpisode }) => keepEpisode)
  keeping.then(
    (keepBy) => keepBy(library, source, options, progress),
    (error: unknown) => {
      const detail = `the code for it could not be loaded: ${error}`
      progress.set({ ...progress.snapshot, state: 'failed', failure: 'host-unreachable', detail })
    },
  )
  return progress
}
