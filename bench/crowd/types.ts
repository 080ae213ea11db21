/** What the harness and the pages of the crowd benchmark tell each other: the types only. */

export const SYSTEMS = ['http', 'webtorrent', 'p2p-media-loader', 'grapevine'] as const
export type System = (typeof SYSTEMS)[number]

/** What a listener's page is given at the moment of joining; it has asked for none of it before. */
export interface Ticket {
  readonly mediaUrl: string
  readonly lengthBytes: number
  readonly torrentUrl: string
  readonly infoHash: string
  /** HLS media playlist cut from the same file. */
  readonly playlistUrl: string
  /** WebSocket trackers. */
  readonly trackers: readonly string[]
  /** Playback rate; 1 is real time. */
  readonly rate: number
}

/** What one listener heard; times by the page's own clock. */
export interface Heard {
  /** From joining to the first sound; `null`: there was none. */
  readonly ttfaMs: number | null
  /** Interruptions after the first sound and before the end. */
  readonly stalls: number
  /** Of these, how many began with nothing buffered: the others are the processor's fault, not the delivery's. */
  readonly dryStalls: number
  /** Where they began, seconds. */
  readonly stallPositions: readonly number[]
  readonly stalledMs: number
  readonly ended: boolean
  /** How far it got, seconds. */
  readonly positionSeconds: number
  /** From joining to the first bytes another listener delivered; `null`: none did. */
  readonly firstPeerByteMs: number | null
  /** As the system counts them. */
  readonly peerBytes: number
  /** What went wrong, in the system's or the browser's words. */
  readonly error: string | null
  /** Where the first second went: what the media element said, milliseconds after joining. */
  readonly marks: Readonly<Record<string, number>>
}

/** What every page has in `globalThis.crowd`. */
export interface CrowdPage {
  /** Settles when the page may be joined: its code is there, and its service worker, where it has one, controls it. */
  readonly ready: Promise<void>
  join(ticket: Ticket): void
  /** Settles at the end of the episode, or where playback can't go on. */
  readonly done: Promise<Heard>
  /** The same, as it stands now. */
  heard(): Heard
}
