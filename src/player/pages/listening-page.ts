/**
 * The listening page's wiring: the real feed, engine and storage behind <grapevine-page>. The only file that knows them all.
 *
 * The page's head decides: `<meta name="grapevine:feed" content="show/feed.xml">` names the show (a visitor's `?feed=` wins),
 * `<meta name="grapevine:sharing" content="ask">` how sharing starts (`ask`, `on` or `off`). A feed that only `?feed=` names is
 * asked about on its own, whatever was set or answered for the publisher's. `<meta name="grapevine:language" content="auto">`
 * is the language of the words: each listener's own, or one for all (`de`).
 */
import {
  configureSharing,
  openSession,
  registerServiceWorker,
  reseed,
  setSharing,
  sharingSettings,
} from '../../peer/index.ts'
import { Subject } from '../../shared/emitter.ts'
import { keepInstallQuestion } from '../dom-install-question.ts'
import { localiseDocument } from '../dom-localization.ts'
import { scrollBack, takePlace } from '../dom-resume-place.ts'
import { reseedable } from '../episode-source.ts'
import { feedAddress } from '../feed-address.ts'
import { loadShow } from '../http-show.ts'
import { LocalStorageConsent } from '../local-storage-consent.ts'
import { localStoragePositions } from '../local-storage-positions.ts'
import { LocalStoragePreferences } from '../local-storage-preferences.ts'
import { LocalStorageQueue } from '../local-storage-queue.ts'
import type { PageServices } from '../page-services.ts'
import { initialPlayerState } from '../player-state.ts'
import { parseSharingSetting, SharingConsent } from '../sharing-consent.ts'
import { sharingScope } from '../sharing-scope.ts'
import '../elements/grapevine-page.ts'

function meta(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content
}

void localiseDocument()
const registered = registerServiceWorker()
keepInstallQuestion()

const ownFeedUrl = feedAddress('', meta('grapevine:feed'), document.baseURI)
const feedUrl = feedAddress(location.search, meta('grapevine:feed'), document.baseURI)
const scope = sharingScope(feedUrl, ownFeedUrl, parseSharingSetting(meta('grapevine:sharing')))
const consent = new SharingConsent(scope.setting, new LocalStorageConsent(scope.key))
// What earlier visits left of this show is shared again at once, without a click; the player turns it off with the switch.
// Not only at load: the switch must work where no session is open to carry it on.
setSharing(consent.snapshot === 'on')
consent.subscribe((decision) => setSharing(decision === 'on'))

/** The answer was for this show: of all that this site keeps, only its episodes are offered again. */
const loadAndReseed: PageServices['loadShow'] = async (url, signal) => {
  const show = await loadShow(url, signal)
  if (!signal.aborted) reseed(reseedable(show))
  return show
}

const page = document.querySelector('grapevine-page')
if (page !== null) {
  page.consent = consent
  page.feedUrl = feedUrl
  page.services = {
    loadShow: loadAndReseed,
    loadExtras: async (episode, signal) => {
      const extras = await import('../http-extras.ts').catch(() => undefined)
      return extras?.loadExtras(episode, signal) ?? { chapters: episode.chapters ?? [], cues: [] }
    },
    openSession,
    positions: localStoragePositions,
    preferences: new LocalStoragePreferences(),
    queueOf: (show) => new LocalStorageQueue(show),
    sharing: { settings: sharingSettings(), configure: (change) => void configureSharing(change) },
  }
}

if (page !== null) {
  const { documentElement, body } = document
  scrollBack(documentElement, body, takePlace()?.scrolled[''] ?? 0)
  const playback = new Subject(initialPlayerState)
  page.addEventListener('gv-player-state-changed', ({ state }) => playback.set(state))
  /** Nothing of it is needed to hear something. */
  const startApp = async (): Promise<void> => {
    const [registration, { startAppShell }] = await Promise.all([registered, import('./app-shell.ts')])
    await import('../elements/gv-update-notice.ts')
    const app = startAppShell({
      registration,
      playback,
      place: () => ({ scrolled: { '': documentElement.scrollTop } }),
      isBusy: () => false,
      letGo: () => {
        const media = page.renderRoot.querySelector('grapevine-player')?.renderRoot.querySelector('audio, video')
        // With it goes the session, and the place in the episode is kept.
        page.remove()
        if (!(media instanceof HTMLMediaElement)) return
        // What it says from now on is no place of anybody's.
        page.addEventListener('gv-player-state-changed', (event) => event.stopImmediatePropagation(), true)
        // Taken out of the page, it still holds on to what it was being sent.
        media.removeAttribute('src')
        media.load()
      },
    })
    const notice = document.createElement('gv-update-notice')
    body.append(notice)
    app.updateOffer.subscribe((offer) => {
      notice.offer = offer
    })
    notice.offer = app.updateOffer.snapshot
    notice.addEventListener('gv-update-request', () => app.update())
  }
  // A page that can't load this plays all the same.
  addEventListener('load', () => setTimeout(() => void startApp().catch(() => {}), 2_000))
}
