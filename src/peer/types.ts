/**
 * What the engine tells the world and what it wants to know: the types of its public API.
 *
 * No code here, so that the player, the benchmarks and the simulator can speak of a session without loading one.
 */
import type { Observable } from '../shared/emitter.ts'
import type { InfoHash } from '../shared/ids.ts'
import type { IceServer } from '../shared/wire/tracker.ts'

/** How connections to other listeners are made. What is absent stays as the tracker, or the engine, has it. */
export interface NetworkConfiguration {
  /** STUN and TURN servers; given, those that a tracker names are not used. Empty: none. */
  readonly iceServers?: readonly IceServer[]
  /** `relay`: through TURN only, so that no other listener learns this one's address. */
  readonly iceTransportPolicy?: 'all' | 'relay'
  /** For a tracker that lets nobody in without one (docs/protocol.md, "Join tokens"). */
  readonly joinToken?: JoinTokenSource
}

/**
 * Gives the token that proves to the tracker that this listener may join a swarm; `undefined`: none. Called when the swarm is joined,
 * and again when the tracker refuses a token, so let it fetch a fresh one then. Nothing is announced until it has answered; playing
 * does not wait for it.
 */
export type JoinTokenSource = (infoHash: InfoHash) => string | undefined | Promise<string | undefined>

/** Where an episode's bytes can be had, as the feed says it. Only `url` is required. */
export interface EpisodeSource {
  /** The plain enclosure, absolute. */
  readonly url: string
  /** MIME type as the feed gives it, e.g. `audio/mpeg`. */
  readonly type: string
  /** Bytes, where the feed says so; the torrent's length wins. */
  readonly lengthBytes?: number
  /**
   * The length was measured with the info hash, so the first bytes need not wait for the torrent file. Where the two differ after all, the
   * episode goes over to the plain enclosure.
   */
  readonly lengthMeasured?: true
  /** Seconds, where the feed says so; the media element's duration wins. */
  readonly durationSeconds?: number
  /** Absolute URL of the .torrent file; without it the episode plays as a plain enclosure. */
  readonly torrentUrl?: string
  /** `btih` of the feed's magnet link: the torrent file must match it. */
  readonly infoHash?: InfoHash
  /** WebSocket trackers (`tr` of the magnet link). */
  readonly trackers: readonly string[]
  /**
   * Whose answer about sharing holds, where a page has several shows: any name, the same for all of one show. Each has a switch of its own,
   * off until `setSharing` turns it on. Absent: the switch without a name.
   */
  readonly sharingScope?: string
}

/** What this browser holds of one episode. */
export interface KeptBytes {
  readonly infoHash: InfoHash
  /** The torrent's; '' where it has none. */
  readonly name: string
  readonly lengthBytes: number
  /** Verified pieces in the store. */
  readonly heldBytes: number
  /** Milliseconds since 1970: the last time it was played, or a piece was put. */
  readonly lastUsedAt: number
  /** Given to others from this browser since it was first held. */
  readonly givenBytes: number
  /** Connections over which something of it was given: one listener who comes back counts again. */
  readonly listenersServed: number
  /**
   * Open in a player here, or heard or being kept in any tab: {@link ForgetOutcome} says no. A tab that merely shows an episode does not
   * keep others from forgetting it.
   */
  readonly inUse: boolean
  /** It is never evicted. */
  readonly pinned: boolean
  /** Announced in its swarm now, from this tab or through another one. */
  readonly isOffered: boolean
  /** What its trackers said last, this browser not counted; absent while it is not shared from this tab. */
  readonly swarm?: SwarmCount
}

export interface SwarmCount {
  /** Who holds all of it. */
  readonly seeders: number
  /** Who does not, yet. */
  readonly listeners: number
}

/** Bytes to be held at most on this device, or as much as the browser allows. What is pinned may need more: then it grows. */
export type StorageBudget = number | 'unlimited'

/** An enclosure without a torrent that this browser keeps as a whole file, or has begun to. It is never shared. */
export interface KeptFile {
  /** The enclosure's, absolute. */
  readonly url: string
  readonly heldBytes: number
  /** So much of the budget is its, with what is still to come of it. */
  readonly roomBytes: number
  /** All of it is here, and plays from here. */
  readonly isWhole: boolean
}

export interface ForgetOutcome {
  readonly forgotten: readonly InfoHash[]
  /** Open in a player, or heard or being kept in another tab, so left as they are. */
  readonly inUse: readonly InfoHash[]
  /** Bytes that were cleared. */
  readonly bytes: number
}

/** Why an episode could not be kept. */
export type KeepFailure =
  /** Neither the device nor the budget has room for all of it. */
  | 'no-room'
  | 'host-unreachable'
  /** The host lets pages play what it sends, but not read it (no CORS header). Only said of whole files. */
  | 'host-forbids-reading'
  /** The host says no, or takes no ranges. */
  | 'host-refuses'
  /** What the host sends is not what the torrent file describes; of a whole file: it is another one with each request. */
  | 'host-differs'
  /** The torrent file that the feed names is not to be had: nothing could be verified. */
  | 'no-torrent'
  /** This browser keeps nothing beyond the visit. */
  | 'no-storage'
  /** Its publisher took it back, see {@link PlainReason}. */
  | 'withdrawn'
  /** The page is no secure context: nothing can be verified there, and the page itself does not open offline. */
  | 'not-secure'

export interface KeepSnapshot {
  /** 'stopped': its signal was aborted; what is there stays. */
  readonly state: 'loading' | 'kept' | 'failed' | 'stopped'
  /** With 'failed'. */
  readonly failure?: KeepFailure
  /** In words for developers, with 'failed'. */
  readonly detail?: string
  readonly heldBytes: number
  /** 0 until known. */
  readonly lengthBytes: number
}

export interface KeepOptions {
  readonly signal: AbortSignal
  /**
   * The listener agreed to share this show: while the switch of its scope is on, others are asked first, and it is announced. Default: false,
   * from the host alone.
   */
  readonly shares?: boolean
}

/** Which rung of the ladder carries the episode: the service worker's stream, the same through MediaSource, or the plain enclosure. */
export type DeliveryMode = 'stream' | 'media-source' | 'plain'

/** Why an episode is played as a plain enclosure. */
export type PlainReason =
  | 'no-torrent'
  | 'no-service-worker'
  | 'torrent-unusable'
  | 'origin-refuses-ranges'
  | 'origin-differs'
  | 'origin-forbids-reading'
  /** Its publisher took it back, as a tracker that its show names said: what this browser held of it is gone. */
  | 'withdrawn'

/** What keeps an episode from playing on. Words for people: `src/player/error-words.ts`. */
export type SessionErrorKind = 'origin-unreachable' | 'origin-refuses' | 'media-unplayable'

/** Whether this listener shares, and if not, why not. */
export type SharingStatus = 'off' | 'unavailable' | 'paused' | 'connecting' | 'on'

/** Why sharing is paused though the switch is on. Words for people: `src/player/paused-words.ts`. */
export type SharingPause =
  /** The page is frozen, or put aside by the browser. */
  | 'asleep'
  | 'save-data'
  | 'metered'
  /** A phone that does not tell whether it is on mobile data. */
  | 'unknown-connection'
  | 'battery'
  /** Hidden, and not playing. */
  | 'hidden'
  /** Today's allowance is given: this alone still receives. */
  | 'allowance'

/** What is given to others in one local day, by all tabs of this site. */
export interface SharingAllowance {
  readonly givenTodayBytes: number
  /** `undefined`: no limit. */
  readonly limitBytes: number | undefined
}

/** State of the line to the tracker. `off`: not wanted. */
export type TrackerStatus = 'off' | 'connecting' | 'connected' | 'retrying'

/** Verified bytes of this episode by where they came from, and bytes given to others (since the page was opened). */
export interface TransferMeter {
  readonly fromPeersBytes: number
  readonly fromOriginBytes: number
  readonly fromCacheBytes: number
  readonly givenBytes: number
}

/** One connected listener, and what goes to and fro. In a tab that plays through another one's swarm: that swarm's. */
export interface PeerFlow {
  /** Short, the same as long as the connection stands, given by this browser: neither its peer id nor anything of its address. */
  readonly id: string
  /** Of pieces whose hash matched, each once. */
  readonly receivedBytes: number
  readonly givenBytes: number
  /** As it arrives, matched or not yet; both rates are averages of about a second, 0 where nothing flows. */
  readonly receiveBytesPerSecond: number
  readonly giveBytesPerSecond: number
  /** Share of the episode's pieces it holds, 0 to 1. */
  readonly has: number
  /** Whether it holds them all; absent until it said what it holds. */
  readonly kind?: 'seeder' | 'listener'
}

/** For each piece: 0 missing, then where it came from. */
export const PieceSource = { missing: 0, origin: 1, peers: 2, cache: 3 } as const

/** One frozen picture of a session; a new object for every change (at most about ten a second). */
export interface SessionSnapshot {
  readonly mode: DeliveryMode
  readonly plainReason?: PlainReason
  /** All of it comes from the whole file that this browser keeps ({@link KeptFile}): nothing of it is shared. */
  readonly isWholeFile?: true
  readonly sharing: SharingStatus
  /** With `sharing: 'paused'`. */
  readonly sharingPaused?: SharingPause
  /** From the first time on that sharing was on. */
  readonly allowance?: SharingAllowance
  readonly tracker: TrackerStatus
  /** Connected peers. */
  readonly peers: number
  /** The same ones by one, a new list about twice a second while bytes flow; for a moment there may be more or fewer than `peers`. */
  readonly flows: readonly PeerFlow[]
  readonly meter: TransferMeter
  /** One entry per piece ({@link PieceSource}); empty until the torrent file has been read. */
  readonly pieces: Uint8Array
  /** Bytes of the whole file, 0 until known. */
  readonly lengthBytes: number
  readonly error?: { readonly kind: SessionErrorKind; readonly detail: string }
}

/** What the media element is doing; the player reports it on every media event and about four times a second. */
export interface MediaFacts {
  readonly currentTimeSeconds: number
  /** NaN until known. */
  readonly durationSeconds: number
  readonly playbackRate: number
  readonly paused: boolean
  /** Seconds the element can play on without another byte, from the current position. */
  readonly bufferedAheadSeconds: number
  /** True while it wants to play (or seek) and lacks the data for it. */
  readonly starving: boolean
  /** It gave up on what it was given. */
  readonly failed?: boolean
}

/** One episode being played, or kept ready to be. */
export interface EpisodeSession extends Observable<SessionSnapshot> {
  /**
   * What to give the media element as `src`: resolves once it is known which rung carries the episode. Where the snapshot's
   * `mode` becomes 'plain' later on, it is another one: load that, at the same position. In mode 'media-source' set the element's
   * `disableRemotePlayback` first.
   */
  readonly mediaUrl: Promise<string>
  report(facts: MediaFacts): void
  /**
   * Turns sharing with other listeners on or off, at once, for all of its source's `sharingScope`: the same as `setSharing` with that. Never
   * called before the listener's consent is known.
   */
  setSharing(on: boolean): void
  /** After an error: forget it and ask again. The player then reloads the media element at its position. */
  retry(): void
  /** Closes connections, timers and streams. What is cached stays. */
  dispose(): void
}
