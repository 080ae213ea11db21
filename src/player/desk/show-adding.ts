/**
 * Adds a show by its feed's address: looks at the feed, follows it where it is one, and says why not where it is none.
 *
 * Pure: reading feeds is handed in. One address at a time: a new wish ends the one before.
 */
import type { Show } from '../../feed/types.ts'
import type { AddProblem } from '../add-show-words.ts'
import type { AddState } from '../elements/gv-add-show.ts'
import type { Library } from '../library/library.ts'
import { ShowError } from '../show-error.ts'
import type { KnownShows } from './known-shows.ts'
import { addedShow } from './show-wishes.ts'

export interface ShowAddingOptions {
  readonly library: Pick<Library, 'subscriptions' | 'subscribe' | 'takeShow'>
  readonly known: Pick<KnownShows, 'take' | 'title'>
  /** @throws {ShowError} as http-show.ts */
  load(feedUrl: string, signal: AbortSignal): Promise<Show>
  isOnline(): boolean
  /** Pages that came by https may read nothing that comes by http. */
  readonly isSecurePage: boolean
  /** Its host answers, and lets no other site read the answer. Never rejects. */
  forbidsReading(feedUrl: string, signal: AbortSignal): Promise<boolean>
  changed(): void
}

export class ShowAdding {
  readonly #options: ShowAddingOptions
  #state: AddState = { kind: 'idle' }
  #aborter = new AbortController()

  constructor(options: ShowAddingOptions) {
    this.#options = options
  }

  get state(): AddState {
    return this.#state
  }

  /** Rejects where the library could not keep it. */
  async add(feedUrl: string): Promise<void> {
    const { library, known, load } = this.#options
    this.#aborter.abort()
    this.#aborter = new AbortController()
    const { signal } = this.#aborter
    if (library.subscriptions.snapshot.some((one) => one.feedUrl === feedUrl)) {
      return this.#set({ kind: 'added', feedUrl, title: await known.title(feedUrl), wasThere: true })
    }
    this.#set({ kind: 'looking' })
    try {
      const show = await load(feedUrl, signal)
      if (signal.aborted) return
      if (show.episodes.length === 0) return this.#set({ kind: 'failed', problem: 'no-episodes' })
      const whole = show.incomplete !== true
      known.take(feedUrl, show, whole)
      await library.subscribe([addedShow(feedUrl, show)])
      await library.takeShow(feedUrl, show, whole)
      if (!signal.aborted) this.#set({ kind: 'added', feedUrl, title: await known.title(feedUrl), wasThere: false })
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof ShowError)) {
        this.#set({ kind: 'idle' })
        throw error
      }
      const problem = await this.#problemOf(error, feedUrl, signal)
      if (!signal.aborted) this.#set({ kind: 'failed', problem })
    }
  }

  /** Whoever comes to the field anew begins anew. */
  forget(): void {
    if (this.#state.kind === 'looking') return
    this.#state = { kind: 'idle' }
  }

  dispose(): void {
    this.#aborter.abort()
  }

  async #problemOf(error: ShowError, feedUrl: string, signal: AbortSignal): Promise<AddProblem> {
    const { isOnline, isSecurePage, forbidsReading } = this.#options
    switch (error.kind) {
      case 'feed-refused':
        return isHostsTrouble(error.cause) ? 'unreachable' : 'not-found'
      case 'feed-too-large':
        return 'too-large'
      case 'feed-empty':
        return 'no-episodes'
      case 'feed-unreachable': {
        if (isSecurePage && feedUrl.startsWith('http:') && !isLocal(feedUrl)) return 'insecure'
        if (!isOnline()) return 'unreachable'
        return (await forbidsReading(feedUrl, signal)) ? 'forbidden' : 'unreachable'
      }
      case 'feed-endless':
        return 'unreachable'
      default:
        return 'unreadable'
    }
  }

  #set(state: AddState): void {
    this.#state = state
    this.#options.changed()
  }
}

/** Status 500 and above, as http-feed.ts writes it; a worker hands over the words alone. */
function isHostsTrouble(cause: unknown): boolean {
  return /status 5\d\d/.test(String(cause))
}

/** Browsers count these as secure. */
function isLocal(feedUrl: string): boolean {
  const { hostname } = new URL(feedUrl)
  return hostname === 'localhost' || hostname.endsWith('.localhost') || /^127\./.test(hostname) || hostname === '[::1]'
}
