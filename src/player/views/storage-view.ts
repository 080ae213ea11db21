/** What is kept on this device, by show and episode. Plain data, made elsewhere of the store. */
import type { StorageBudget } from '../../peer/types.ts'
import type { EpisodeRef } from './episode-view.ts'

export interface KeptEpisodeView extends EpisodeRef {
  readonly title: string
  readonly bytes: number
  /** The listener asked to keep it: it stays until they take it out. Else it is here because it was heard. */
  readonly isPinned: boolean
}

export interface KeptShowView {
  readonly feedUrl: string
  readonly title: string
  readonly imageUrl?: string
  readonly language?: string
  /** Of all its episodes. */
  readonly bytes: number
  /** The largest first. */
  readonly episodes: readonly KeptEpisodeView[]
}

/** What may be kept at most, to be chosen. */
export interface BudgetChoice {
  readonly budget: StorageBudget
  /** What goes at once where it is chosen; 0: nothing. */
  readonly clearsBytes: number
}

export interface StorageView {
  /** The largest first. */
  readonly shows: readonly KeptShowView[]
  /** What may be kept at most; what was heard longest ago goes first when it is reached. */
  readonly budget: StorageBudget
  /** Ascending, with the one that holds. */
  readonly choices: readonly BudgetChoice[]
  /** What this browser has room for at all; absent where it does not say. */
  readonly quotaBytes?: number
  /** The browser promised not to clear it by itself. */
  readonly isPersistent: boolean
  /** `full`: no room is left on the device. `memory`: this browser keeps nothing, it is gone with this page. */
  readonly problem?: 'full' | 'memory'
}
