/**
 * The listening page's wiring: the real feed, engine and storage behind <grapevine-page>. The only file that knows them all.
 *
 * The page's head decides: `<meta name="grapevine:feed" content="show/feed.xml">` names the show (a visitor's `?feed=` wins),
 * `<meta name="grapevine:sharing" content="ask">` how sharing starts (`ask`, `on` or `off`).
 */
import { openSession, registerServiceWorker, setSharing } from '../../peer/index.ts'
import { feedAddress } from '../feed-address.ts'
import { loadExtras, loadShow } from '../http-show.ts'
import { LocalStorageConsent } from '../local-storage-consent.ts'
import { localStoragePositions } from '../local-storage-positions.ts'
import { parseSharingSetting, SharingConsent } from '../sharing-consent.ts'
import '../elements/grapevine-page.ts'

function meta(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content
}

void registerServiceWorker()

const consent = new SharingConsent(parseSharingSetting(meta('grapevine:sharing')), new LocalStorageConsent())
// What earlier visits left is shared again at once, without a click; the player turns it off with the switch.
// Not only at load: the switch must work where no session is open to carry it on.
setSharing(consent.snapshot === 'on')
consent.subscribe((decision) => setSharing(decision === 'on'))

const page = document.querySelector('grapevine-page')
if (page !== null) {
  page.consent = consent
  page.feedUrl = feedAddress(location.search, meta('grapevine:feed'), document.baseURI)
  page.services = { loadShow, loadExtras, openSession, positions: localStoragePositions }
}
