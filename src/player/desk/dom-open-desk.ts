/**
 * Opens the library's desk with all that is the browser's: the one file that knows the desk's shells.
 *
 * Loaded by `import()` where something is kept, or with the first wish for it. The engine is handed in as a promise of itself, and asked
 * for only where something is to be fetched, shared or cleared.
 */
import { domClock } from '../../shared/dom-clock.ts'
import { TitleMeter } from '../dom-title-meter.ts'
import { hrefOf } from '../elements/route-link.ts'
import { refreshShow } from '../http-show.ts'
import { domNetworkTells } from '../library/dom-network-tells.ts'
import { readStorageEstimate } from '../library/dom-storage-estimate.ts'
import { openLibrary } from '../library/idb-open-library.ts'
import { localStorageAnswers } from '../library/local-storage-answers.ts'
import { localStorageEarlier } from '../library/local-storage-earlier.ts'
import { SharingChoices, type SharingSite } from '../library/sharing-choices.ts'
import type { LibraryDesk } from '../library-desk.ts'
import { markKept, wasKept } from '../local-storage-mark-kept.ts'
import { localStoragePositions } from '../local-storage-positions.ts'
import type { PreferenceStore } from '../preferences.ts'
import { sharingScope } from '../sharing-scope.ts'
import type { ShowAnswers } from '../show-answers.ts'
import type { LoadEngine } from './desk-engine.ts'
import { nextTask } from './dom-next-task.ts'
import { saveFile } from './dom-save-file.ts'
import { sendLink } from './dom-send-link.ts'
import { hostForbidsReading } from './http-feed-reading.ts'
import { KeptDesk } from './kept-desk.ts'
import { localStorageHeldWishes } from './local-storage-held-wishes.ts'
import type { PageDesk } from './page-desk.ts'

export interface OpenDeskOptions extends SharingSite {
  /** The engine's public API, the same each time; rejects where it can't be had. */
  readonly loadEngine: LoadEngine
  /** The page's own, so that what is changed here holds there. */
  readonly preferences: PreferenceStore
  /** The answers as the page and its engine go by them. */
  readonly answers: ShowAnswers
}

/** One tab fetches for all of this site. */
const DOWNLOADS_LOCK = 'grapevine:downloads'
/** A tab that nobody sees has no frames. */
const HIDDEN_FRAME_MS = 250

/** @returns what sets the tab's title from now on: with what is given in it, where the listener wishes so. As long as the page lasts. */
export function meterTitle(title: string, desk: LibraryDesk): (title: string) => void {
  const meter = new TitleMeter(title, { clock: domClock, page: document, desk })
  return (next) => meter.setTitle(next)
}

/** Never fails for want of storage: then it lasts as long as the page. Who opened it disposes of it. */
export async function openDesk({ loadEngine, preferences, answers, ...site }: OpenDeskOptions): Promise<PageDesk> {
  const library = await openLibrary({ earlier: localStorageEarlier, hadSomething: wasKept() })
  const choices = new SharingChoices(localStorageAnswers, site)
  // Before anything here goes by them.
  choices.watch(() => answers.reread())
  const scopeOf = (feedUrl: string) => sharingScope(feedUrl, site.ownFeedUrl, site.setting)
  const desk = new KeptDesk({
    library,
    quickPositions: localStoragePositions,
    preferences,
    choices,
    scopeOf: (feedUrl) => answers.scopeOf(scopeOf(feedUrl)),
    ownFeedUrl: site.ownFeedUrl,
    canShare: typeof RTCPeerConnection === 'function' && typeof WebSocket === 'function',
    engine: loadEngine,
    load: refreshShow,
    network: domNetworkTells,
    clock: domClock,
    now: Date.now,
    frame(callback) {
      if (document.visibilityState === 'visible') requestAnimationFrame(callback)
      else setTimeout(callback, HIDDEN_FRAME_MS)
    },
    breathe: nextTask,
    storage: {
      estimate: readStorageEstimate,
      isPersistent: () => navigator.storage?.persisted?.().catch(() => false) ?? Promise.resolve(false),
      persist: () => navigator.storage?.persist?.().catch(() => false) ?? Promise.resolve(false),
    },
    alone(work, signal) {
      const { locks } = navigator
      // Without locks each tab fetches: the engine keeps no piece twice.
      if (locks === undefined) return void work()
      locks.request(DOWNLOADS_LOCK, { signal }, work).catch((error: unknown) => {
        if (!signal.aborted) console.warn('Grapevine: nothing can be kept by this tab.', error)
      })
    },
    save: saveFile,
    dates: (moment) => ({ iso: new Date(moment).toISOString(), rfc822: new Date(moment).toUTCString() }),
    heldWishes: localStorageHeldWishes,
    linkOf: (feedUrl) => hrefOf({ view: 'show', feedUrl }),
    sendLink,
    isSecurePage: location.protocol === 'https:',
    forbidsReading: hostForbidsReading,
    answered: (feedUrl, isShared) => answers.of(scopeOf(feedUrl)).answer(isShared),
    warn: (words, error) => console.warn(words, error),
    mark: markKept,
  })
  desk.start()
  return desk
}
