/**
 * A show as the player knows it: what src/feed makes of RSS, Atom and Podcasting 2.0.
 */
import type { InfoHash } from '../shared/ids.ts'

export interface Show {
  readonly title: string
  /** Plain text, never HTML. */
  readonly description: string
  readonly author?: string
  /** Absolute URL of the cover. */
  readonly imageUrl?: string
  /** The show's own page. */
  readonly link?: string
  /** BCP 47, e.g. `en`. */
  readonly language?: string
  /** The show's own id, wherever its feed moves (`podcast:guid`). */
  readonly guid?: string
  /** The feed says that it has moved there for good (`itunes:new-feed-url`). Absolute. */
  readonly newFeedUrl?: string
  /** To be heard from the first episode on, not from the newest. */
  readonly serial?: true
  /** Not for children, says the publisher. */
  readonly explicit?: true
  readonly persons?: readonly Person[]
  readonly funding?: readonly Funding[]
  readonly episodes: readonly Episode[]
  /** The feed may have more episodes than could be read: what is missing here is not gone. */
  readonly incomplete?: true
  /** What could not be understood, in words; the rest was kept. */
  readonly warnings: readonly string[]
}

export interface Episode {
  /** The feed's guid, or the enclosure URL where there is none. Unique within the show. */
  readonly guid: string
  readonly title: string
  /** Plain text, first lines of the notes. */
  readonly summary: string
  /** Notes as the feed has them, where they were asked for: unsanitised HTML. Never put into a page as it is. */
  readonly notesHtml?: string
  /** ISO 8601. */
  readonly publishedAt?: string
  readonly durationSeconds?: number
  readonly imageUrl?: string
  readonly link?: string
  readonly season?: number
  readonly number?: number
  /** Neither: a full episode. */
  readonly kind?: 'trailer' | 'bonus'
  /** Not for children, says the publisher. */
  readonly explicit?: true
  /** Who made it; where it names none, those of the show. */
  readonly persons?: readonly Person[]
  readonly enclosure?: Enclosure
  readonly chaptersUrl?: string
  /** Those that stand in the feed itself (Podlove Simple Chapters), by start. */
  readonly chapters?: readonly Chapter[]
  readonly transcripts: readonly TranscriptLink[]
}

/** The plain enclosure, with the P2P data that `podcast:alternateEnclosure` adds to it. */
export interface Enclosure {
  readonly url: string
  readonly type: string
  readonly lengthBytes?: number
  /** The length was measured together with the info hash; feeds otherwise often guess it. */
  readonly lengthMeasured?: true
  readonly torrentUrl?: string
  readonly infoHash?: InfoHash
  readonly trackers: readonly string[]
  /** Subresource-Integrity string of the whole file, e.g. `sha256-…`. */
  readonly integrity?: string
}

export interface TranscriptLink {
  readonly url: string
  readonly type: string
  readonly language?: string
  readonly rel?: string
}

export interface Chapter {
  readonly startSeconds: number
  /** Where it ends before the next begins; mostly unsaid. */
  readonly endSeconds?: number
  /** Plain text; empty only where `hidden`. */
  readonly title: string
  readonly imageUrl?: string
  readonly link?: string
  /** Name of the place it is about. */
  readonly placeName?: string
  /** No entry of the table of contents: only its image and link count, while it is heard. */
  readonly hidden?: true
}

export interface Cue {
  readonly startSeconds: number
  readonly endSeconds: number
  /** Nothing says when it is said, both times are 0: text to be read. Then this holds for all cues of the transcript. */
  readonly untimed?: true
  readonly speaker?: string
  readonly text: string
}

/** Podcasting 2.0, `podcast:person`. */
export interface Person {
  readonly name: string
  /** In lower case, mostly English: `host`, `guest`, `editor`. */
  readonly role: string
  readonly imageUrl?: string
  readonly link?: string
}

/** A way to give money: Podcasting 2.0, `podcast:funding`. */
export interface Funding {
  readonly url: string
  /** The publisher's words for it; may be empty. */
  readonly words: string
}
