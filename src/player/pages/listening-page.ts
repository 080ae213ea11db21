/**
 * The listening page's wiring: the real feeds, engine, library and storage behind <grapevine-page>. The only file that knows them all.
 *
 * The page's head decides: `<meta name="grapevine:feed" content="show/feed.xml">` names the page's own show (a visitor's `?feed=` wins;
 * without one the page begins with the listener's library), `<meta name="grapevine:sharing" content="ask">` how sharing starts
 * (`ask`, `on` or `off`). A feed that only `?feed=` names is asked about on its own, whatever was set or answered for the publisher's.
 * `<meta name="grapevine:language" content="auto">` is the language of the words: each listener's own, or one for all (`de`).
 */
import { registerServiceWorker } from '../../peer/sw-registration.ts'
import { keepInstallQuestion } from '../dom-install-question.ts'
import { localiseDocument } from '../dom-localization.ts'
import { feedAddress } from '../feed-address.ts'
import { loadNotes, loadShow } from '../http-show.ts'
import { keepsSomething } from '../library-mark.ts'
import { wearTheme } from '../local-storage-look.ts'
import { localStoragePositions } from '../local-storage-positions.ts'
import { LocalStoragePreferences } from '../local-storage-preferences.ts'
import type { PageServices } from '../page-services.ts'
import { parseSharingSetting } from '../sharing-consent.ts'
import { sharingScope } from '../sharing-scope.ts'
import { LateApp } from './late-app.ts'
import { answers, loadEngine, loadSharing, openLateSession, wakeEngine } from './page-engine.ts'
import '../elements/grapevine-page.ts'

function meta(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content
}

void localiseDocument()
wearTheme()
const registered = registerServiceWorker()
keepInstallQuestion()

const ownFeedUrl = feedAddress('', meta('grapevine:feed'), document.baseURI)
// Without encryption no byte can be checked (WebCrypto is for secure pages), so none is passed on.
const setting = isSecureContext ? parseSharingSetting(meta('grapevine:sharing')) : 'off'
const scopeOf = (feedUrl: string) => sharingScope(feedUrl, ownFeedUrl, setting)
const consentFor: PageServices['consentFor'] = (feedUrl) => answers.of(scopeOf(feedUrl))

const openSession: PageServices['openSession'] = (source, feedUrl) => {
  const consent = consentFor(feedUrl)
  // Who said yes takes part at once; where it is the publisher's word alone, once they listen.
  if (consent.snapshot === 'on' && (consent.setting !== 'on' || keepsSomething()))
    void loadEngine().then(wakeEngine, () => {})
  return openLateSession({ ...source, sharingScope: scopeOf(feedUrl).key })
}

const preferences = new LocalStoragePreferences()
const page = document.querySelector('grapevine-page')
if (page !== null) {
  const app = new LateApp(page, registered)
  page.place = { base: new URL('./', document.baseURI).href, ownFeedUrl }
  page.services = {
    loadShow,
    loadNotes: ({ feedUrl, guid }, signal) => loadNotes(feedUrl, guid, signal),
    loadExtras: async (episode, signal) => {
      const extras = await import('../http-extras.ts').catch(() => undefined)
      return extras?.loadExtras(episode, signal) ?? { chapters: episode.chapters ?? [], cues: [] }
    },
    openSession,
    anticipatePlay: wakeEngine,
    positions: localStoragePositions,
    preferences,
    ownFeedUrl,
    consentFor,
    loadSharing,
    keepsSomething: keepsSomething(),
    openDesk: () => app.openDesk({ ownFeedUrl, setting, preferences, loadEngine, answers }),
    setTitle: (title) => app.setTitle(title),
  }
}
