/**
 * The embedded player's wiring (player.html): the real files, storage and engine behind <grapevine-frame>.
 *
 * Before play is pressed it loads no more than what draws the player: the engine comes with the first wish to hear. The page's head
 * decides whose show this is: `<meta name="grapevine:feed">` names the publisher's own, `<meta name="grapevine:sharing">` how
 * sharing starts for that one (`ask`, `on` or `off`); any other show is asked about. Where nothing can be stored (a sandboxed
 * frame without an origin) an answer can't be remembered: sharing is off there, unless the publisher set `on`.
 */
import { parseAllowedOrigins, servePlayerJs } from '../../embed/index.ts'
import { registerServiceWorker } from '../../peer/sw-registration.ts'
import { localiseDocument } from '../dom-localization.ts'
import { takeTurns } from '../dom-one-player.ts'
import { allowOwnCodeOnly } from '../dom-own-code.ts'
import { feedAddress } from '../feed-address.ts'
import { parseFrameAddress, parseFrameLooks } from '../frame-address.ts'
import { contentOfFile, type FrameContent, type FrameServices, listOfFile } from '../frame-content.ts'
import { loadEpisodeFile, loadShowFile } from '../http-episode-file.ts'
import { LateSession } from '../late-session.ts'
import { LocalStorageConsent } from '../local-storage-consent.ts'
import { localStoragePositions } from '../local-storage-positions.ts'
import { LocalStoragePreferences } from '../local-storage-preferences.ts'
import { LocalStorageQueue } from '../local-storage-queue.ts'
import { momentOf } from '../moment.ts'
import { PauseRequest } from '../player-requests.ts'
import { parseSharingSetting } from '../sharing-consent.ts'
import { jsonSharingScope, type SharingScope, sharingScope } from '../sharing-scope.ts'
import { ShowAnswers } from '../show-answers.ts'
import { ShowError } from '../show-error.ts'
import { controlOf } from './frame-control.ts'
import { withJoinTokens } from './join-tokens.ts'
import '../elements/grapevine-frame.ts'

allowOwnCodeOnly()

function meta(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content
}

const ownFeedUrl = feedAddress('', meta('grapevine:feed'), document.baseURI)
const setting = parseSharingSetting(meta('grapevine:sharing'))

const loadEpisode: FrameServices['loadEpisode'] = async (address, signal) => {
  switch (address.kind) {
    case 'nothing':
      throw new ShowError('episode-missing')
    case 'feed':
      return loadFromFeed(address.feedUrl, address.guid, signal)
    case 'episode':
      try {
        return await loadFromFile(address.jsonUrl, signal)
      } catch (error) {
        const { otherwise } = address
        if (otherwise === undefined || signal.aborted) throw error
        return loadFromFeed(otherwise.feedUrl, otherwise.guid, signal)
      }
  }
}

async function loadEngine() {
  const engine = await withJoinTokens(await import('../../peer/index.ts'))
  answers.tell(engine)
  return engine
}

async function loadFromFile(jsonUrl: string, signal: AbortSignal): Promise<FrameContent> {
  const { file, url } = await loadEpisodeFile(jsonUrl, signal)
  return contentOfFile(file, url)
}

/** The way where no JSON exists; the reader of feeds is large and comes only then. */
async function loadFromFeed(feedUrl: string, guid: string | undefined, signal: AbortSignal): Promise<FrameContent> {
  const { loadShow } = await import('../http-show.ts').catch((cause: unknown) => {
    throw new ShowError('episode-unreachable', { cause })
  })
  const show = await loadShow(feedUrl, signal)
  const episode = show.episodes.find((one) => (guid === undefined ? one.enclosure !== undefined : one.guid === guid))
  if (episode === undefined) throw new ShowError(guid === undefined ? 'feed-empty' : 'episode-refused')
  return { show, feedUrl, episode }
}

const answers = new ShowAnswers((key) => new LocalStorageConsent(key))

function scopeOf({ feedUrl, jsonUrl }: FrameContent): SharingScope {
  return jsonUrl === undefined
    ? sharingScope(feedUrl, ownFeedUrl, setting)
    : jsonSharingScope(feedUrl, jsonUrl, ownFeedUrl, setting)
}

const services: FrameServices = {
  loadEpisode,
  loadList: async (showUrl, signal) => listOfFile((await loadShowFile(showUrl, signal)).file),
  loadExtras: async (episode, signal) => {
    const extras = await import('../http-extras.ts').catch(() => undefined)
    return extras?.loadExtras(episode, signal) ?? { chapters: episode.chapters ?? [], cues: [] }
  },
  positions: localStoragePositions,
  preferences: new LocalStoragePreferences(),
  queueOf: (show) => new LocalStorageQueue(show),
  openSession: (source, content) =>
    new LateSession({ ...source, sharingScope: answers.scopeOf(scopeOf(content)) }, loadEngine),
  loadSharing: async () => {
    const { configureSharing, sharingSettings } = await loadEngine()
    return { settings: sharingSettings(), configure: (change) => void configureSharing(change) }
  },
  consentFor: (content) => answers.of(scopeOf(content)),
}

// First: nothing is drawn before the language is known (elements wait for it).
void localiseDocument()
// A worker of its own, for this address alone: the page's keeps the page, which is no business of those who embed an episode.
void registerServiceWorker(new URL('player-sw.js', document.baseURI), location.pathname)

const frame = document.querySelector('grapevine-frame')
if (frame !== null) {
  const looks = parseFrameLooks(location.search)
  if (looks.theme !== undefined) document.documentElement.dataset.theme = looks.theme
  frame.looks = looks
  frame.atSeconds = momentOf(location.hash)
  frame.address = parseFrameAddress(location.search, document.baseURI)
  frame.services = services
  takeTurns('frames', frame.playback, () => frame.player?.dispatchEvent(new PauseRequest()))
  void frame.drawn.then(() => {
    const { allowed: allowedOrigins, wrong } = parseAllowedOrigins(meta('grapevine:controllers') ?? '*')
    if (wrong.length > 0) console.warn(`Grapevine: not an origin in grapevine:controllers: ${wrong.join(' ')}`)
    servePlayerJs(controlOf(frame), { window, allowedOrigins })
    if (location.hash.includes('secret=')) {
      // WordPress asks for its own messages by that word.
      void import('../../embed/wordpress/index.ts').then(({ serveWordPress }) => {
        serveWordPress({ window, wantedHeight: frame.wantedHeight })
      })
    }
  })
}
