/**
 * The listening page on a fake engine: every state can be looked at without a network.
 *
 * `?state=` is one of: `half` (half loaded, from all sources), `plain`, `error`, `loading`, `feed-error`. `?sharing=` is the
 * publisher's setting, `?lang=` the language. The session is `window.fakeSession`, for poking at it from the console.
 */
import { PieceSource } from '../../peer/types.ts'
import { domClock } from '../../shared/dom-clock.ts'
import { localiseDocument } from '../dom-localization.ts'
import { LocalStorageConsent } from '../local-storage-consent.ts'
import { localStoragePositions } from '../local-storage-positions.ts'
import { LocalStoragePreferences } from '../local-storage-preferences.ts'
import { parseSharingSetting, SharingConsent } from '../sharing-consent.ts'
import { sharingScope } from '../sharing-scope.ts'
import { ShowError } from '../show-error.ts'
import { makeTone } from './demo-media.ts'
import { demoChapters, demoCues, demoShow } from './demo-show.ts'
import { FakeSession } from './fake-session.ts'
import '../elements/grapevine-page.ts'

void localiseDocument()

const query = new URLSearchParams(location.search)
const state = query.get('state')
let tries = 0

function openFake(): FakeSession {
  const session = new FakeSession({
    mediaUrl: makeTone(620),
    clock: domClock,
    rng: Math.random,
    cachedPieces: 18,
    addressAfterMs: Number(query.get('late') ?? 300),
    ...(state === 'plain' ? { plainReason: 'no-torrent' as const } : {}),
    ...(state === 'half' || state === 'error' ? { pieceEveryMs: 3_600_000 } : {}),
  })
  if (state === 'half') session.show(halfLoaded())
  if (state === 'error') session.fail('origin-unreachable')
  Object.assign(window, { fakeSession: session })
  return session
}

function halfLoaded() {
  const pieces = new Uint8Array(160).fill(PieceSource.cache, 0, 18).fill(PieceSource.origin, 18, 34)
  for (let i = 34; i < 96; i++) pieces[i] = i % 7 === 0 ? PieceSource.origin : PieceSource.peers
  pieces.fill(PieceSource.peers, 110, 118)
  const bytes = (source: number) => pieces.filter((piece) => piece === source).length * 65_536
  return {
    pieces,
    sharing: 'on' as const,
    tracker: 'connected' as const,
    peers: 4,
    meter: {
      fromPeersBytes: bytes(PieceSource.peers),
      fromOriginBytes: bytes(PieceSource.origin),
      fromCacheBytes: bytes(PieceSource.cache),
      givenBytes: 3_250_000,
    },
  }
}

const page = document.querySelector('grapevine-page')
if (page !== null) {
  const feedUrl = 'https://host.example/feed.xml'
  const { key, setting } = sharingScope(feedUrl, feedUrl, parseSharingSetting(query.get('sharing')))
  const consent = new SharingConsent(setting, new LocalStorageConsent(key))
  page.place = { base: new URL('./', location.href).href, ownFeedUrl: feedUrl }
  page.services = {
    async loadShow() {
      if (state === 'loading') return new Promise(() => {})
      if (state === 'feed-error' && tries++ === 0) throw new ShowError('feed-unreachable')
      return demoShow
    },
    loadExtras: async () => ({ chapters: demoChapters, cues: demoCues }),
    openSession: openFake,
    positions: localStoragePositions,
    preferences: new LocalStoragePreferences(),
    loadNotes: async () => undefined,
    consentFor: () => consent,
    keepsSomething: false,
    anticipatePlay: () => {},
    setTitle: (title) => {
      document.title = title
    },
  }
}
