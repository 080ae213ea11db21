/** Sharing: the question and the switch, the meter, the settings, the live picture, in each of their states. */
import { html } from 'lit'
import type { SharingSettings } from '../../../peer/index.ts'
import { type PeerFlow, PieceSource, type SessionSnapshot } from '../../../peer/types.ts'
import { domClock } from '../../../shared/dom-clock.ts'
import type { SharingDecision } from '../../sharing-consent.ts'
import { type SharingTerms, sharingObstacle } from '../../sharing-words.ts'
import { FakeSession } from '../fake-session.ts'
import type { GalleryEntry } from './gallery-entry.ts'
import '../../elements/gv-meter.ts'
import '../../elements/gv-piece-strip.ts'
import '../../elements/gv-sharing-settings.ts'
import '../../elements/gv-sharing-switch.ts'
import '../../elements/gv-swarm-picture.ts'

const PIECE = 262_144

const pieces = new Uint8Array(160).fill(PieceSource.cache, 0, 18).fill(PieceSource.origin, 18, 30)
for (let i = 30; i < 104; i++) pieces[i] = i % 9 === 0 ? PieceSource.origin : PieceSource.peers
pieces.fill(PieceSource.peers, 118, 126)
const bytesFrom = (source: number) => pieces.filter((piece) => piece === source).length * PIECE

const half: SessionSnapshot = {
  mode: 'stream',
  sharing: 'on',
  allowance: { givenTodayBytes: 12_400_000, limitBytes: 250_000_000 },
  tracker: 'connected',
  peers: 4,
  flows: [],
  meter: {
    fromPeersBytes: bytesFrom(PieceSource.peers),
    fromOriginBytes: bytesFrom(PieceSource.origin),
    fromCacheBytes: bytesFrom(PieceSource.cache),
    givenBytes: 3_250_000,
  },
  pieces,
  lengthBytes: pieces.length * PIECE,
}
const empty: SessionSnapshot = {
  ...half,
  allowance: { givenTodayBytes: 0, limitBytes: 250_000_000 },
  peers: 0,
  meter: { fromPeersBytes: 0, fromOriginBytes: 0, fromCacheBytes: 0, givenBytes: 0 },
  pieces: new Uint8Array(160),
}
const plain: SessionSnapshot = {
  ...empty,
  mode: 'plain',
  plainReason: 'origin-differs',
  sharing: 'unavailable',
  tracker: 'off',
  pieces: new Uint8Array(0),
  lengthBytes: 0,
}
const wholeFile: SessionSnapshot = {
  ...empty,
  isWholeFile: true,
  sharing: 'unavailable',
  tracker: 'off',
  pieces: new Uint8Array(0),
  meter: { ...empty.meter, fromCacheBytes: half.lengthBytes },
}
const { allowance: _, ...unshared } = empty
const paused: SessionSnapshot = { ...half, sharing: 'paused', sharingPaused: 'battery', tracker: 'off', peers: 0 }
const spent: SessionSnapshot = {
  ...half,
  sharing: 'paused',
  sharingPaused: 'allowance',
  allowance: { givenTodayBytes: 250_000_000, limitBytes: 250_000_000 },
}
const asAHost: SessionSnapshot = {
  ...half,
  pieces: new Uint8Array(1_983).fill(PieceSource.peers, 0, 1_300),
  lengthBytes: 4_160_000_000,
  meter: { fromPeersBytes: 2_726_000_000, fromOriginBytes: 21_000_000, fromCacheBytes: 0, givenBytes: 1_840_000_000 },
  allowance: { givenTodayBytes: 1_840_000_000, limitBytes: undefined },
}

function flows(count: number): readonly PeerFlow[] {
  return Array.from({ length: count }, (_, index) => {
    const has = index % 4 === 1 ? 1 : ((index * 37 + 20) % 100) / 100
    return {
      id: String(index + 1),
      receivedBytes: index * 1_300_000 + 200_000,
      givenBytes: index % 4 === 1 ? 0 : index * 420_000,
      receiveBytesPerSecond: index % 3 === 2 ? 0 : 30_000 + index * 21_000,
      giveBytesPerSecond: index % 4 === 1 ? 0 : index % 2 === 0 ? 16_000 + index * 6_000 : 0,
      has,
      kind: has === 1 ? 'seeder' : 'listener',
    }
  })
}

const meetings = (count: number): SessionSnapshot => ({ ...half, flows: flows(count), peers: count })

const settings: SharingSettings = {
  allowanceBytesPerDay: 250_000_000,
  uploadBytesPerSecond: 125_000,
  pauseOnBattery: true,
  pauseOnMetered: true,
  shareOnUnknownConnection: false,
}
const tellsAll = { battery: true, connection: true }
const tellsNothing = { battery: false, connection: false }

function sharing(
  state: string,
  decision: SharingDecision,
  snapshot?: SessionSnapshot,
  terms?: SharingTerms,
): GalleryEntry {
  return {
    element: 'gv-sharing-switch',
    state,
    render: () => html`<gv-sharing-switch .decision=${decision} .obstacle=${sharingObstacle(snapshot)} .terms=${terms}>
      </gv-sharing-switch>`,
  }
}

function meter(state: string, snapshot: SessionSnapshot | undefined): GalleryEntry {
  return { element: 'gv-meter', state, render: () => html`<gv-meter .snapshot=${snapshot}></gv-meter>` }
}

function picture(state: string, snapshot: SessionSnapshot, width?: number): GalleryEntry {
  return {
    element: 'gv-swarm-picture',
    state,
    render: () => html`<gv-swarm-picture .snapshot=${snapshot}></gv-swarm-picture>`,
    ...(width === undefined ? {} : { width }),
  }
}

/** It moves: listeners come and go, pieces arrive, the settings can be changed. */
function live(listeners: number) {
  const session = new FakeSession({
    mediaUrl: '',
    clock: domClock,
    rng: randomFrom(7),
    pieces: 220,
    pieceBytes: PIECE,
    cachedPieces: 20,
    pieceEveryMs: 350,
    listeners,
  })
  session.setSharing(true)
  const element = document.createElement('gv-swarm-picture')
  element.snapshot = session.snapshot
  session.subscribe((snapshot) => {
    element.snapshot = snapshot
  })
  return html`${element}`
}

/** A settings panel whose wishes are fulfilled. */
function obliging() {
  const element = document.createElement('gv-sharing-settings')
  element.settings = settings
  element.tells = tellsAll
  element.addEventListener('gv-sharing-settings-request', ({ change }) => {
    element.settings = { ...settings, ...element.settings, ...change }
    element.dataset.asked = JSON.stringify(change)
  })
  return html`${element}`
}

/** The same at every load (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const entries: readonly GalleryEntry[] = [
  sharing('asked', 'ask'),
  sharing('on', 'on', half),
  sharing('on with other figures', 'on', half, {
    allowanceBytesPerDay: 'unlimited',
    uploadBytesPerSecond: 625_000,
  }),
  sharing('off', 'off'),
  sharing('choice can not be remembered', 'off-unremembered'),
  sharing('on without webrtc', 'on', { ...half, sharing: 'unavailable' }),
  sharing('on with an episode that plays plain', 'on', plain),
  sharing('paused on battery', 'on', paused),
  sharing('paused with the allowance given', 'on', spent),
  meter('nothing yet', empty),
  meter('from all sources', half),
  meter('not sharing', { ...unshared, sharing: 'off', tracker: 'off' }),
  meter('paused on battery', paused),
  meter('allowance given', spent),
  meter('plain', plain),
  meter('kept as a whole file', wholeFile),
  meter('tracker lost', { ...half, tracker: 'retrying' }),
  meter('large and without limit', asAHost),
  {
    element: 'gv-piece-strip',
    state: 'quiet',
    onSleeve: true,
    render: () => html`<gv-piece-strip quiet .pieces=${pieces}></gv-piece-strip>`,
  },
  { element: 'gv-sharing-settings', state: 'obliging', render: obliging },
  {
    element: 'gv-sharing-settings',
    state: 'with what was given today',
    render: () =>
      html`<gv-sharing-settings .settings=${settings} .tells=${tellsAll} .allowance=${half.allowance}></gv-sharing-settings>`,
  },
  {
    element: 'gv-sharing-settings',
    state: 'browser that tells nothing',
    render: () => html`<gv-sharing-settings .settings=${settings} .tells=${tellsNothing}></gv-sharing-settings>`,
  },
  {
    element: 'gv-sharing-settings',
    state: 'figures set by a script',
    width: 320,
    render: () => html`<gv-sharing-settings .tells=${tellsAll}
      .settings=${{ ...settings, allowanceBytesPerDay: 75_000_000, uploadBytesPerSecond: 40_000 }}></gv-sharing-settings>`,
  },
  {
    element: 'gv-sharing-settings',
    state: 'giving nothing',
    render: () => html`<gv-sharing-settings .tells=${tellsAll} .settings=${{ ...settings, allowanceBytesPerDay: 0 }}
      .allowance=${{ givenTodayBytes: 0, limitBytes: 0 }}></gv-sharing-settings>`,
  },
  picture('alone', empty),
  picture('one listener', meetings(1)),
  picture('four listeners', meetings(4)),
  picture('ten listeners', meetings(10)),
  picture('a crowd', meetings(30)),
  picture('narrow', meetings(5), 288),
  picture('not sharing', { ...unshared, sharing: 'off', tracker: 'off' }),
  picture('plain', plain),
  { element: 'gv-swarm-picture', state: 'live', render: () => live(6) },
]
