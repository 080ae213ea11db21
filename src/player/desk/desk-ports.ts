/** What the library's desk stands on; dom-open-desk.ts has the browser's. Types only. */
import type { Show } from '../../feed/types.ts'
import type { Clock } from '../../shared/clock.ts'
import type { Library } from '../library/library.ts'
import type { NetworkTells } from '../library/refresher.ts'
import type { SharingChoices } from '../library/sharing-choices.ts'
import type { PositionStore } from '../positions.ts'
import type { PreferenceStore } from '../preferences.ts'
import type { LoadEngine } from './desk-engine.ts'
import type { HeldWishes } from './held-wishes.ts'
import type { StorageTells } from './holdings-watch.ts'
import type { SentLink } from './show-wishes.ts'

export interface DeskPorts {
  /** The desk closes it. */
  readonly library: Library
  /** Positions that can be read at once. */
  readonly quickPositions: Pick<PositionStore, 'read'>
  readonly preferences: PreferenceStore
  /** The desk disposes of it. */
  readonly choices: SharingChoices
  /** What is named to the engine as of this show goes by its answer. @returns the `sharingScope` to name with it */
  scopeOf(feedUrl: string): string
  /** The publisher's own show, absolute; undefined where the page is nobody's. */
  readonly ownFeedUrl: string | undefined
  /** This browser could share at all. */
  readonly canShare: boolean
  readonly engine: LoadEngine
  /** Reads a feed that nobody looks at. @throws {ShowError} */
  load(feedUrl: string, signal: AbortSignal): Promise<Show>
  readonly network: NetworkTells
  readonly clock: Clock
  /** Wall clock, milliseconds since 1970. */
  readonly now: () => number
  /** Runs the callback once, with the next frame. */
  frame(callback: () => void): void
  /** A task of its own. */
  breathe(): Promise<void>
  readonly storage: StorageTells
  readonly heldWishes: HeldWishes
  /** Runs `work` as the only tab of this site that does. */
  alone(work: () => Promise<void>, signal: AbortSignal): void
  /** Hands a file to the listener. */
  save(name: string, type: string, parts: readonly string[]): void
  dates(moment: number): { readonly iso: string; readonly rfc822: string }
  linkOf(feedUrl: string): string
  sendLink(link: { readonly title: string; readonly url: string }): Promise<SentLink>
  readonly isSecurePage: boolean
  /** Never rejects. */
  forbidsReading(feedUrl: string, signal: AbortSignal): Promise<boolean>
  /** The listener answered about a show in one of the library's views: the player of that show has to know. */
  answered(feedUrl: string, isShared: boolean): void
  /** For developers. */
  warn(words: string, error: unknown): void
  /** Something is kept. */
  mark(): void
}
