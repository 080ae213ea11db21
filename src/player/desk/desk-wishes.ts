/**
 * Hands each wish to the file that carries it out, and says what became of those that could not be granted.
 *
 * Pure: the desk's parts and ports are handed in. A wish never rejects: whoever asked is told in words.
 */

import type { StorageBudget } from '../../peer/types.ts'
import { megabytes } from '../data-words.ts'
import type { LibraryProblem } from '../library/library.ts'
import { LibraryError } from '../library/library-error.ts'
import { libraryWords } from '../library/library-words.ts'
import {
  AddShowRequest,
  BudgetRequest,
  ClearRequest,
  type EpisodeWish,
  ExportRequest,
  ImportRequest,
  LibraryEpisodeRequest,
  type LibraryRequestEvent,
  LibraryShowRequest,
  PersistRequest,
} from '../library-requests.ts'
import type { EpisodeRef } from '../views/episode-view.ts'
import { clearAway } from './clear-wishes.ts'
import type { DeskParts } from './desk-parts.ts'
import type { DeskPorts } from './desk-ports.ts'
import type { DeskViews } from './desk-views.ts'
import { type EpisodeWishesOptions, grantEpisodeWish } from './episode-wishes.ts'
import { supersede } from './held-wishes.ts'
import { grantShowWish, type ShowWishesOptions } from './show-wishes.ts'
import { clearedWords, followedWords, persistWords, wishFailedWords } from './wish-words.ts'

export interface DeskWishesOptions {
  readonly ports: DeskPorts
  readonly parts: DeskParts
  readonly views: Pick<DeskViews, 'forgot' | 'marks'>
  /** The key of the episode in the player. */
  current(): string | undefined
  /** A show was answered about: what is offered to others follows. */
  sharingChanged(): void
  say(words: string): void
}

export class DeskWishes {
  readonly #options: DeskWishesOptions

  constructor(options: DeskWishesOptions) {
    this.#options = options
  }

  /** Wishes to play and to go elsewhere are the page's own. */
  handle(event: LibraryRequestEvent): void {
    const { ports, parts, views, say } = this.#options
    const { files, holdings } = parts
    if (event instanceof LibraryEpisodeRequest) {
      const { episode, wish } = event
      supersede(ports.heldWishes, { episode, wish })
      void this.ofEpisode(episode, wish)
    } else if (event instanceof LibraryShowRequest) {
      this.grant(grantShowWish(event.feedUrl, event.wish, this.#showWishes()))
    } else if (event instanceof AddShowRequest) this.grant(this.#add(event.feedUrl))
    else if (event instanceof ImportRequest) this.grant(files.take(event.file))
    else if (event instanceof ExportRequest) void files.write(event.what)
    else if (event instanceof PersistRequest) {
      this.grant(holdings.persist().then((isPersistent) => say(persistWords(isPersistent))))
    } else if (event instanceof BudgetRequest) this.grant(this.#keepTo(event.budget))
    else if (event instanceof ClearRequest) {
      if (event.what === 'history') views.forgot('all')
      this.grant(clearAway(event.what, this.#episodeWishes()))
    }
  }

  /** Never rejects. @returns whether it was carried out */
  ofEpisode(episode: EpisodeRef, wish: EpisodeWish): Promise<boolean> {
    return this.#granted(grantEpisodeWish(episode, wish, this.#episodeWishes()))
  }

  /** A yes for these shows, as if each had been answered on its own. */
  share(feedUrls: readonly string[]): void {
    for (const feedUrl of feedUrls) this.grant(grantShowWish(feedUrl, 'share', this.#showWishes()))
  }

  grant(wish: Promise<unknown>): void {
    void this.#granted(wish)
  }

  sayProblem(problem: LibraryProblem): void {
    const { happened, whatToDo } = libraryWords(problem)
    this.#options.say(`${happened} ${whatToDo}`)
  }

  /** Says where it came to nothing, and why. Never rejects. @returns whether it came to something */
  async #granted(wish: Promise<unknown>): Promise<boolean> {
    const { ports, say } = this.#options
    try {
      await wish
      return true
    } catch (error) {
      if (!(error instanceof LibraryError)) {
        ports.warn('Grapevine: a wish could not be carried out.', error)
        say(wishFailedWords())
      } else if (error.kind !== 'closed') this.sayProblem(error.kind)
      return false
    }
  }

  async #add(feedUrl: string): Promise<void> {
    const { ports, parts, say } = this.#options
    const isFirst = ports.library.subscriptions.snapshot.length === 0
    await parts.adding.add(feedUrl)
    const { state } = parts.adding
    // The first visit's form is gone by then, and what it says with it.
    if (isFirst && state.kind === 'added') say(followedWords(state.title))
  }

  async #keepTo(budget: StorageBudget): Promise<void> {
    const { parts, say } = this.#options
    const { bytes, inUse } = await parts.holdings.setBudget(budget)
    if (bytes > 0) say(clearedWords(megabytes(bytes), inUse.length === 0))
  }

  #common() {
    const { ports, parts, say } = this.#options
    const { library, breathe } = ports
    const { known, holdings, runner } = parts
    return {
      library,
      known,
      holdings,
      stopFetching: async (ref: EpisodeRef): Promise<void> => {
        await runner.stop(ref)
        // The engine lets go of it in the same turn, behind its last word.
        await breathe()
      },
      say,
    }
  }

  #episodeWishes(): EpisodeWishesOptions {
    const { ports, parts, views, current } = this.#options
    return {
      ...this.#common(),
      current,
      isOnline: () => ports.network.online,
      askedFor: (ref) => parts.runner.askedFor(ref),
      forgotten: (ref) => views.forgot(ref),
      marked: (feedUrl) => views.marks.refresh([feedUrl]),
    }
  }

  #showWishes(): ShowWishesOptions {
    const { ports, parts, sharingChanged } = this.#options
    const { choices, linkOf, sendLink } = ports
    return {
      ...this.#common(),
      refresher: parts.refresher,
      choices,
      linkOf,
      sendLink,
      answered: (feedUrl, isShared) => {
        ports.answered(feedUrl, isShared)
        sharingChanged()
      },
    }
  }
}
