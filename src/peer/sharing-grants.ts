/**
 * Which trackers may hear of which episode: those that a show with a yes names for it, and no others.
 *
 * Pure. Shows are known as scopes: whoever opens an episode or names it to be offered says whose answer holds for it, and that show's
 * trackers. What two shows have is announced where there was a yes, and nowhere else. It does not decide whether an episode is shared
 * (sharing-switch.ts does). See docs/decisions/0030-a-switch-for-each-show.md.
 */
import type { InfoHash } from '../shared/ids.ts'

/** What a show says of an episode. */
export interface NamedByShow {
  readonly trackers: readonly string[]
  /** As of `EpisodeSource`. */
  readonly sharingScope?: string
}

/** An episode that may be re-seeded if something of it is held. */
export interface SharedSource extends NamedByShow {
  readonly infoHash: InfoHash
}

/** What names no scope has this one. */
const UNNAMED = ''

export class SharingGrants {
  /** With a yes. */
  readonly #on = new Set<string>()
  /** By scope, since the page was opened. */
  readonly #opened = new Map<InfoHash, Map<string, Set<string>>>()
  /** By the tab that wants it: that tab knows of its yes. */
  readonly #guests = new Map<InfoHash, Map<string, readonly string[]>>()
  #offers: ReadonlyMap<InfoHash, readonly SharedSource[]> = new Map()
  readonly #everOffered = new Set<InfoHash>()
  /** These trackers don't want to hear of it any more, though others of its shows may. */
  readonly #withdrawnAt = new Map<InfoHash, Set<string>>()

  /** Some show has a yes. */
  get anyOn(): boolean {
    return this.#on.size > 0
  }

  isOn(scope = UNNAMED): boolean {
    return this.#on.has(scope)
  }

  /** @returns whether that is another answer than before. */
  answer(on: boolean, scope = UNNAMED): boolean {
    if (on === this.#on.has(scope)) return false
    if (on) this.#on.add(scope)
    else this.#on.delete(scope)
    return true
  }

  /**
   * An episode was opened, as its show's feed has it.
   *
   * Trackers are the feed's, never those of a kept torrent file: the info hash does not cover them, so another show's page could have put
   * its own there.
   */
  open({ infoHash, trackers, sharingScope = UNNAMED }: SharedSource): void {
    const scopes = this.#opened.get(infoHash) ?? new Map<string, Set<string>>()
    this.#opened.set(infoHash, scopes)
    scopes.set(sharingScope, new Set([...(scopes.get(sharingScope) ?? []), ...trackers]))
  }

  /** These, and no others, may be offered, in this order. What two shows have may be there for each. */
  offer(sources: readonly SharedSource[]): void {
    const offers = new Map<InfoHash, SharedSource[]>()
    for (const source of sources) {
      const { infoHash } = source
      offers.set(infoHash, [...(offers.get(infoHash) ?? []), source])
      this.#everOffered.add(infoHash)
    }
    this.#offers = offers
  }

  /** Of what may be offered, that of which a tracker may hear. */
  get offers(): readonly InfoHash[] {
    return [...this.#offers.keys()].filter((infoHash) => this.trackersOf(infoHash).length > 0)
  }

  /**
   * A tracker says that the publisher took it back: that tracker hears of it no more.
   *
   * Whoever publishes a feed can name any file in it, another show's too, with a tracker of his own. So a tracker's word is the word of those
   * shows that name it, and of no others.
   * @returns whether that is so for all shows that have the file here: then nothing of it is to be kept.
   */
  withdraw(infoHash: InfoHash, tracker: string): boolean {
    const url = normalise(tracker)
    const named = [
      ...[...(this.#opened.get(infoHash)?.values() ?? [])].map((trackers) => [...trackers]),
      ...(this.#offers.get(infoHash) ?? []).map(({ trackers }) => trackers),
      ...(this.#guests.get(infoHash)?.values() ?? []),
    ]
    if (named.length > 0 && named.every((trackers) => trackers.map(normalise).includes(url))) return true
    this.#withdrawnAt.set(infoHash, (this.#withdrawnAt.get(infoHash) ?? new Set()).add(url))
    return false
  }

  /** Whether it is named to be offered. What once was is offered by the list alone from then on, as far as nobody is at it. */
  listing(infoHash: InfoHash): 'never' | 'now' | 'before' {
    if (this.#offers.has(infoHash)) return 'now'
    return this.#everOffered.has(infoHash) ? 'before' : 'never'
  }

  /** Another tab wants it through this one, at these trackers and for as long as it says. */
  admit(infoHash: InfoHash, tab: string, trackers: readonly string[]): void {
    const tabs = this.#guests.get(infoHash) ?? new Map<string, readonly string[]>()
    this.#guests.set(infoHash, tabs.set(tab, trackers))
  }

  /** @returns whether that was the last tab that wanted it. */
  dismiss(infoHash: InfoHash, tab: string): boolean {
    const tabs = this.#guests.get(infoHash)
    if (tabs?.delete(tab) !== true || tabs.size > 0) return false
    this.#guests.delete(infoHash)
    return true
  }

  /** The trackers that may hear of it, each once; none: it may be in no swarm. Other kinds than WebSocket trackers are left out. */
  trackersOf(infoHash: InfoHash): readonly string[] {
    const opened = [...(this.#opened.get(infoHash) ?? [])].filter(([scope]) => this.isOn(scope))
    const offered = (this.#offers.get(infoHash) ?? []).filter(({ sharingScope }) => this.isOn(sharingScope))
    const urls = [
      ...opened.flatMap(([, trackers]) => [...trackers]),
      ...offered.flatMap(({ trackers }) => trackers),
      ...[...(this.#guests.get(infoHash)?.values() ?? [])].flat(),
    ]
    const all = new Set(urls.filter((url) => /^wss?:\/\//.test(url)).map(normalise))
    for (const url of this.#withdrawnAt.get(infoHash) ?? []) all.delete(url)
    return [...all]
  }
}

/** One tracker has one spelling: feeds and torrent files write it with and without a slash at the end. */
function normalise(url: string): string {
  return URL.canParse(url) ? new URL(url).href : url
}
