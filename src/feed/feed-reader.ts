/**
 * Reads a podcast feed as it comes in, chunk by chunk: RSS 2.0 or Atom 1.0 with the iTunes and Podcasting 2.0 vocabularies.
 *
 * Pure and total but for {@link FeedError}: no DOM, no network, no clock, so that it runs in a page, a worker and Node. Each
 * episode is handed over as soon as its item ends, and its part of the document let go. Work and memory are bounded whatever
 * comes in, even where it never ends: whoever pushes asks {@link FeedReader.isDone}. It keeps what it understands and says
 * the rest in warnings; it never guesses P2P data (see p2p.ts).
 */
import { FeedError } from './feed-error.ts'
import { findFeed, notAFeedWords } from './feed-shape.ts'
import { MAX_FEED_LENGTH } from './feed-tree.ts'
import { type FeedTrouble, troubleWords } from './feed-trouble.ts'
import { readItem } from './item.ts'
import { readShowHead, type ShowHead } from './show-head.ts'
import type { Episode, Show } from './types.ts'
import { resolveHttpUrl } from './urls.ts'
import { XmlReader } from './xml-reader.ts'
import type { XmlElement } from './xml-tree.ts'

const MAX_WARNINGS = 50
/** Daily for 27 years; what says more is broken, or means harm. */
const MAX_EPISODES = 10_000
/** Within so much, a feed has begun to be one. */
const MAX_LENGTH_BEFORE_FEED = 1024 * 1024
/** A whole document is read in pieces like one that comes in pieces. */
const SLICE = 64 * 1024

export interface FeedSink {
  /** Called once, before the first episode: what stands before it in the feed. {@link FeedReader.end} has all of it. */
  head?(head: ShowHead): void
  /** In the feed's order. */
  episode(episode: Episode): void
}

export interface FeedReaderOptions {
  /** Whether episodes carry `notesHtml`: long, and seldom looked at. */
  readonly withNotes?: boolean
  /** The most episodes that are read, 10,000. */
  readonly maxEpisodes?: number
}

/** What is known at the end. */
export type FeedEnd = Omit<Show, 'episodes'>

export class FeedReader {
  readonly #reader: XmlReader
  readonly #sink: FeedSink
  readonly #base: string | undefined
  readonly #withNotes: boolean
  readonly #maxEpisodes: number
  readonly #warnings: string[] = []
  /** How often each guid came. */
  readonly #guids = new Map<string, number>()
  #unsaid = 0
  #episodes = 0
  #start = ''
  #isBlank = true
  #saidHead = false
  #isEnding = false
  #stopped: 'episodes' | 'length' | undefined

  /** @param feedUrl where it is read from; relative URLs are resolved against it */
  constructor(
    feedUrl: string,
    sink: FeedSink,
    { withNotes = false, maxEpisodes = MAX_EPISODES }: FeedReaderOptions = {},
  ) {
    this.#base = resolveHttpUrl(feedUrl, undefined)
    this.#sink = sink
    this.#withNotes = withNotes
    this.#maxEpisodes = maxEpisodes
    this.#reader = new XmlReader({
      itemBegins: () => this.#sayHead(),
      itemEnds: (item, wasCut) => this.#read(item, wasCut),
    })
  }

  /** How many episodes were handed over. */
  get episodes(): number {
    return this.#episodes
  }

  /** True once nothing more is read, whatever is pushed: the feed is as long as any may be. */
  get isDone(): boolean {
    return this.#stopped !== undefined
  }

  /** How much work was done, in steps of about the same size: for tests of the bounds. */
  get steps(): number {
    return this.#reader.steps
  }

  /**
   * @param text the next part of the document, decoded, of any length; cut wherever it is
   * @throws {FeedError} as soon as it is clear that this is no feed
   */
  push(text: string): void {
    for (let at = 0; at < text.length && !this.isDone; at += SLICE) this.#pushSlice(text.slice(at, at + SLICE))
  }

  /**
   * @param trouble why the document came no further, where it did not end by itself
   * @returns the show without its episodes; `incomplete` where there may be more of them
   * @throws {FeedError} where the text holds no feed at all
   */
  end(trouble?: FeedTrouble): FeedEnd {
    this.#isEnding = true
    this.#reader.end()
    this.#sayHead()
    const feed = this.#feed()
    if (feed === undefined) throw this.#noFeed()
    if (this.#stopped === 'length' && this.#episodes === 0) {
      throw new FeedError('too-large', 'The feed is larger than 64 MB, and no episode was found in it.')
    }
    const head = readShowHead(feed.root, feed.channel, this.#base)
    const rest = this.#restWords(trouble, feed.root)
    const warnings = [
      ...(rest === undefined ? [] : [rest]),
      ...(head.title === '' ? ['The show has no title.'] : []),
      ...(this.#reader.wasCut ? ['What the feed says of the show itself is too long: parts of it are left out.'] : []),
      ...this.#warnings,
      ...(this.#episodes === 0 ? ['The feed has no episodes.'] : []),
      ...(this.#unsaid > 0 ? [`${this.#unsaid} more like these.`] : []),
    ]
    return { ...named(head), warnings, ...(rest !== undefined && { incomplete: true as const }) }
  }

  #pushSlice(text: string): void {
    if (this.#start.length < 2_000) this.#start += text.slice(0, 2_000 - this.#start.length)
    if (this.#isBlank) this.#isBlank = text.trim() === ''
    this.#reader.push(text)
    const { length } = this.#reader
    if (isPage(this.#reader.roots[0]) || (length > MAX_LENGTH_BEFORE_FEED && this.#feed() === undefined)) {
      this.#reader.stop()
      throw this.#noFeed()
    }
    if (length > MAX_FEED_LENGTH && !this.isDone) this.#stop('length')
  }

  #stop(because: 'episodes' | 'length'): void {
    this.#stopped = because
    this.#reader.stop()
  }

  readonly #feed = () => findFeed(this.#reader.roots, this.#episodes)

  #noFeed(): FeedError {
    if (this.#isBlank) return new FeedError('empty', 'The feed is empty.')
    return new FeedError('not-a-feed', notAFeedWords(this.#start, this.#reader.roots))
  }

  /** Why there may be more episodes than were read. */
  #restWords(trouble: FeedTrouble | undefined, root: XmlElement): string | undefined {
    if (this.#stopped === 'episodes')
      return `The feed has more than ${this.#maxEpisodes.toLocaleString('en')} episodes: the rest were not read.`
    if (this.#stopped === 'length') return 'The feed is larger than 64 MB: the rest was not read.'
    if (trouble !== undefined) return troubleWords(trouble)
    return root.closed ? undefined : 'The feed ends in the middle: its last episodes may be missing.'
  }

  #sayHead(): void {
    if (this.#saidHead) return
    const feed = findFeed(this.#reader.roots, 1)
    if (feed === undefined) return
    this.#saidHead = true
    this.#sink.head?.(named(readShowHead(feed.root, feed.channel, this.#base)))
  }

  #read(item: XmlElement, wasCut: boolean): void {
    if (this.isDone) return
    if (this.#episodes >= this.#maxEpisodes) {
      this.#stop('episodes')
      return
    }
    this.#episodes++
    const episode = readItem(item, this.#episodes, {
      base: this.#base,
      withNotes: this.#withNotes,
      warn: (words) => this.#warn(words),
    })
    if (wasCut) this.#warn(`“${episode.title}” is larger than any episode should be: parts of it are left out.`)
    if (!item.closed && !this.#isEnding) this.#warn(`“${episode.title}” has no end tag: parts of it may be missing.`)
    this.#sink.episode(this.#withUniqueGuid(episode))
  }

  #warn(words: string): void {
    if (this.#warnings.length < MAX_WARNINGS) this.#warnings.push(words)
    else this.#unsaid++
  }

  /** The player tells episodes apart by guid, so one that comes twice gets its number added. */
  #withUniqueGuid(episode: Episode): Episode {
    let { guid } = episode
    let copy = this.#guids.get(guid) ?? 0
    this.#guids.set(guid, copy + 1)
    if (copy === 0) return episode
    this.#warn(`“${episode.title}” has the same guid as another episode.`)
    do guid = `${episode.guid}#${++copy}`
    while (this.#guids.has(guid))
    this.#guids.set(guid, 1)
    this.#guids.set(episode.guid, copy)
    return { ...episode, guid }
  }
}

const named = (head: ShowHead): ShowHead => ({ ...head, title: head.title || 'Untitled show' })

const isPage = (root: XmlElement | undefined) => root?.rawName.toLowerCase() === 'html'
