/** The library as a place in the swarm. Plain data, made elsewhere of the store, the engine and the ledger of what was given. */
import type { EpisodeRef } from './episode-view.ts'

export interface PassedEpisodeView extends EpisodeRef {
  readonly title: string
  readonly showTitle: string
  readonly language?: string
  readonly bytesKept: number
  /** 0 to 1: how much of the episode is here. */
  readonly share: number
  /** Since it is kept. */
  readonly bytesGiven: number
  /** Others that got something of it from here. */
  readonly listenersServed: number
  /** Other listeners that hold all of it now; undefined while nobody asked the swarm. */
  readonly copiesElsewhere?: number
  /** Announced in its swarm now. */
  readonly isOffered: boolean
}

export interface PassedShowView {
  readonly feedUrl: string
  readonly title: string
  readonly isShared: boolean
}

export interface PassingOnView {
  readonly isSharing: boolean
  readonly bytesGivenToday: number
  /** 0: nothing may be given. */
  readonly allowanceBytesPerDay: number
  readonly bytesGivenEver: number
  readonly listenersServedEver: number
  /** The most worth keeping and passing on first. */
  readonly episodes: readonly PassedEpisodeView[]
  readonly shows: readonly PassedShowView[]
}
