/**
 * Everything a listener has, as one value: what an export holds, what an import is merged from.
 *
 * Types only. What can be read again from its host (lists of episodes, marks of what is new) is not among it, nor are bytes.
 */
import type { WantedEpisode } from './download.ts'
import type { GlobalQueue } from './global-queue.ts'
import type { Heard } from './heard.ts'
import type { LibrarySettings } from './library-settings.ts'
import type { Subscription } from './subscription.ts'

export interface LibraryContents {
  readonly subscriptions: readonly Subscription[]
  /** Places, history and played marks; without swarms: who is announced to is the feed's word alone. */
  readonly heard: readonly Heard[]
  readonly queue: GlobalQueue
  /** Episodes that are wanted on the device; loaded again where they are imported. */
  readonly wanted: readonly WantedEpisode[]
  readonly settings: LibrarySettings
}
