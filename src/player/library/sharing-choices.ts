/**
 * Whether each show is shared, for the library's screens: on, off, or not asked yet.
 *
 * Pure. There is one answer per show, in the place where player, page and embed read it before anything joins a swarm
 * (../sharing-consent.ts): the library keeps no second one that could say something else.
 */
import { decideSharing, type SharingAnswer, type SharingDecision, type SharingSetting } from '../sharing-consent.ts'
import { sharingScope } from '../sharing-scope.ts'

/** What a listener can choose. */
export type SharingChoice = 'on' | 'off' | 'ask'

/** The port: all answers this browser remembers. */
export interface AnswerStore {
  read(key: string): SharingAnswer | undefined
  /** @returns whether it was remembered. */
  write(key: string, answer: SharingAnswer | undefined): boolean
  keys(): readonly string[]
  readonly canRemember: boolean
  /** Another tab's answer arrived. @returns the disposer. */
  watch(changed: () => void): () => void
}

export interface SharingSite {
  /** The publisher's `grapevine:feed`, absolute; undefined where the page names none. */
  readonly ownFeedUrl: string | undefined
  /** The publisher's `grapevine:sharing`. */
  readonly setting: SharingSetting
}

const KEY = 'grapevine:sharing'

export class SharingChoices {
  readonly #store: AnswerStore
  readonly #site: SharingSite
  readonly #watchers = new Set<() => void>()
  readonly #unwatch: () => void

  constructor(store: AnswerStore, site: SharingSite) {
    this.#store = store
    this.#site = site
    this.#unwatch = store.watch(() => this.#tell())
  }

  of(feedUrl: string): SharingDecision {
    const { key, setting } = this.#scope(feedUrl)
    return decideSharing(setting, this.#store.read(key), this.#store.canRemember)
  }

  /** @returns whether the choice is remembered; 'ask' forgets the answer. */
  set(feedUrl: string, choice: SharingChoice): boolean {
    const answer = choice === 'ask' ? undefined : choice === 'on' ? 'share' : 'not-now'
    const remembered = this.#store.write(this.#scope(feedUrl).key, answer)
    this.#tell()
    return remembered
  }

  /** The shows that were answered for, by feed address. */
  answered(): ReadonlyMap<string, SharingAnswer> {
    const found = new Map<string, SharingAnswer>()
    for (const key of this.#store.keys()) {
      const feedUrl = key === KEY ? this.#site.ownFeedUrl : feedOfKey(key)
      const answer = feedUrl === undefined ? undefined : this.#store.read(key)
      if (feedUrl !== undefined && answer !== undefined) found.set(feedUrl, answer)
    }
    return found
  }

  /**
   * A show is at another address now: a no goes with it, a yes is asked for anew, because at another address other trackers may be
   * told who listens.
   */
  moved(from: string, to: string): void {
    if (this.#store.read(this.#scope(from).key) === 'not-now' && this.#store.read(this.#scope(to).key) === undefined) {
      this.#store.write(this.#scope(to).key, 'not-now')
    }
    this.#store.write(this.#scope(from).key, undefined)
    this.#tell()
  }

  /**
   * Answers from a file. A no is taken where none was given here. A yes is not: a file can be anybody's, and a yes shows this
   * listener's address to others.
   * @returns the shows that the file says yes for and nobody was asked about here: to be asked now
   */
  take(answers: ReadonlyMap<string, SharingAnswer>): readonly string[] {
    const toAsk: string[] = []
    for (const [feedUrl, answer] of answers) {
      const { key } = this.#scope(feedUrl)
      if (this.#store.read(key) !== undefined) continue
      if (answer === 'share') toAsk.push(feedUrl)
      else this.#store.write(key, answer)
    }
    if (answers.size > 0) this.#tell()
    return toAsk
  }

  /** @returns the disposer. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed)
    return () => void this.#watchers.delete(changed)
  }

  dispose(): void {
    this.#unwatch()
  }

  #scope(feedUrl: string) {
    return sharingScope(feedUrl, this.#site.ownFeedUrl, this.#site.setting)
  }

  #tell(): void {
    for (const changed of [...this.#watchers]) changed()
  }
}

/** Answers for an episode's file of its own carry its folder behind the feed: they are for that file alone. */
function feedOfKey(key: string): string | undefined {
  const feed = key.startsWith(`${KEY}:`) ? key.slice(KEY.length + 1) : ''
  return feed === '' || feed.includes(' ') ? undefined : feed
}
