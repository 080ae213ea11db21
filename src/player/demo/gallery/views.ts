/** The views of the listening page, whole: empty, as usual, with too much of everything, and where something went wrong. */
import { html, type TemplateResult } from 'lit'
import type { AddState, ImportState } from '../../elements/gv-add-show.ts'
import type { PassedEpisodeView, PassingOnView } from '../../views/passing-on-view.ts'
import type { StorageView } from '../../views/storage-view.ts'
import { arabic, episodeView, FEED, LONG_TITLE, LONG_WORD, manyEpisodes, tiles } from '../library-demo.ts'
import type { GalleryEntry } from './gallery-entry.ts'
import '../../elements/gv-add-show.ts'
import '../../elements/gv-add-view.ts'
import '../../elements/gv-downloads-view.ts'
import '../../elements/gv-history-view.ts'
import '../../elements/gv-home.ts'
import '../../elements/gv-passing-on.ts'
import '../../elements/gv-queue-view.ts'
import '../../elements/gv-search-view.ts'
import '../../elements/gv-settings-view.ts'
import '../../elements/gv-storage-view.ts'

const show = { showTitle: 'Down the Lane' }
const begun = [
  episodeView('b1', { ...show, atSeconds: 900, isCurrent: true }),
  episodeView('b2', { showTitle: 'أحاديث الكرم', ...arabic, atSeconds: 2200 }),
  episodeView('b3', { ...show, title: LONG_TITLE, atSeconds: 60, keep: { kind: 'kept', bytes: 48_000_000 } }),
]
const fresh = manyEpisodes(6).map((episode) => ({ ...episode, ...show, isNew: true, isHeard: false }))
const manyTiles = Array.from({ length: 600 }, (_, i) => ({
  ...tiles[0],
  feedUrl: `${FEED}?${i}`,
  title: `Show number ${i + 1}`,
  newCount: i % 9,
  hasProblem: false,
}))
const home = { begun, upNext: fresh.slice(0, 2), queuedCount: 14, fresh, shows: tiles }
const nothingYet = { begun: [], upNext: [], queuedCount: 0, fresh: [], shows: [] }

const NOW = Date.UTC(2025, 2, 21, 12)
const heard = (count: number) =>
  manyEpisodes(count).map((episode, i) => ({ episode: { ...episode, ...show }, heardAtMs: NOW - i * 5 * 3_600_000 }))

const GB = 1_000_000_000
const keptShow = (title: string, bytes: number, count: number) => ({
  feedUrl: `${FEED}?${title}`,
  title,
  bytes,
  episodes: Array.from({ length: count }, (_, i) => ({
    feedUrl: FEED,
    guid: `${title} ${i}`,
    title: `${i + 1}. How a whisper crosses a valley`,
    bytes: bytes / count,
    isPinned: i % 3 === 0,
  })),
})
const storage: StorageView = {
  shows: [
    keptShow('Down the Lane', 0.9 * GB, 12),
    keptShow(LONG_TITLE, 0.41 * GB, 3),
    keptShow('أحاديث الكرم', 0.2 * GB, 1),
  ],
  budget: 2 * GB,
  choices: [
    { budget: GB / 2, clearsBytes: 0.9 * GB },
    { budget: GB, clearsBytes: 0.4 * GB },
    { budget: 2 * GB, clearsBytes: 0 },
    { budget: 5 * GB, clearsBytes: 0 },
    { budget: 'unlimited', clearsBytes: 0 },
  ],
  quotaBytes: 12 * GB,
  isPersistent: false,
}

const passed = (guid: string, change: Partial<PassedEpisodeView> = {}): PassedEpisodeView => ({
  feedUrl: FEED,
  guid,
  title: 'How a whisper crosses a valley',
  showTitle: 'Down the Lane',
  bytesKept: 48_000_000,
  share: 1,
  bytesGiven: 126_000_000,
  listenersServed: 7,
  copiesElsewhere: 12,
  isOffered: true,
  ...change,
})
const passing: PassingOnView = {
  isSharing: true,
  bytesGivenToday: 92_000_000,
  allowanceBytesPerDay: 250_000_000,
  bytesGivenEver: 3_400_000_000,
  listenersServedEver: 214,
  episodes: [
    passed('3', { ...arabic, showTitle: 'أحاديث الكرم', copiesElsewhere: 0 }),
    passed('2', { title: LONG_TITLE, copiesElsewhere: 1, share: 0.62, bytesGiven: 0, listenersServed: 0 }),
    passed('1'),
    passed('4', { title: LONG_WORD, isOffered: false, bytesGiven: 4000, listenersServed: 1 }),
  ],
  shows: [
    { feedUrl: FEED, title: 'Down the Lane', isShared: true },
    { feedUrl: `${FEED}?3`, title: 'أحاديث الكرم', isShared: false },
  ],
}

const add = (state: AddState, importState: ImportState = { kind: 'idle' }, address = 'https://host.example/feed.xml') =>
  html`<gv-add-show .state=${state} .importState=${importState} .address=${address}></gv-add-show>`
const queued = fresh.map(({ guid: id, title, durationSeconds = 0 }) => ({ id, title, durationSeconds }))
const sharing = {
  allowanceBytesPerDay: 250_000_000,
  uploadBytesPerSecond: 125_000,
  pauseOnBattery: true,
  pauseOnMetered: true,
  shareOnUnknownConnection: false,
}

const view = (element: string, states: Readonly<Record<string, () => TemplateResult>>): readonly GalleryEntry[] =>
  Object.entries(states).map(([state, render]) => ({ element, state, render }))

export const entries: readonly GalleryEntry[] = [
  ...view('gv-home', {
    'first visit': () => html`<gv-home .home=${nothingYet}></gv-home>`,
    usual: () => html`<gv-home .home=${home}></gv-home>`,
    'six hundred shows': () => html`<gv-home .home=${{ ...nothingYet, shows: manyTiles }}></gv-home>`,
    'on its way': () => html`<gv-home></gv-home>`,
  }),
  ...view('gv-add-show', {
    empty: () => add({ kind: 'idle' }, { kind: 'idle' }, ''),
    looking: () => add({ kind: 'looking' }, { kind: 'going', done: 37, total: 200 }),
    added: () =>
      add(
        { kind: 'added', feedUrl: FEED, title: 'Down the Lane', wasThere: false },
        { kind: 'done', added: 198, already: 2, failed: 5 },
      ),
    'its host forbids it': () => add({ kind: 'failed', problem: 'forbidden' }, { kind: 'unreadable' }),
    'no feed': () => add({ kind: 'failed', problem: 'unreadable' }),
  }),
  ...view('gv-add-view', { 'a page': () => html`<gv-add-view></gv-add-view>` }),
  ...view('gv-queue-view', {
    empty: () => html`<gv-queue-view></gv-queue-view>`,
    usual: () => html`<gv-queue-view .entries=${queued} .current=${'e5'}></gv-queue-view>`,
  }),
  ...view('gv-search-view', {
    'nothing to search in': () => html`<gv-search-view></gv-search-view>`,
    'not searched yet': () => html`<gv-search-view .searchable=${2140}></gv-search-view>`,
    'nothing found': () =>
      html`<gv-search-view .searchable=${2140} query="goats" .found=${{ query: 'goats', shows: [], episodes: [], hasMore: false }}></gv-search-view>`,
    found: () =>
      html`<gv-search-view .searchable=${2140} query="hill" .found=${{ query: 'hill', shows: tiles.slice(0, 3), episodes: fresh, hasMore: true }}></gv-search-view>`,
  }),
  ...view('gv-history-view', {
    empty: () => html`<gv-history-view .heard=${[]} .nowMs=${NOW}></gv-history-view>`,
    usual: () => html`<gv-history-view .heard=${heard(7)} .nowMs=${NOW}></gv-history-view>`,
    'three thousand': () => html`<gv-history-view .heard=${heard(3000)} .nowMs=${NOW}></gv-history-view>`,
  }),
  ...view('gv-downloads-view', {
    empty: () => html`<gv-downloads-view .episodes=${[]}></gv-downloads-view>`,
    usual: () =>
      html`<gv-downloads-view .episodes=${[
        episodeView('d1', { ...show, keep: { kind: 'coming', share: 0.37 } }),
        episodeView('d2', { ...show, keep: { kind: 'failed', why: 'no-room' } }),
        episodeView('d3', { ...show, keep: { kind: 'kept', bytes: 48_000_000 } }),
        episodeView('d4', { ...arabic, showTitle: 'أحاديث الكرم', keep: { kind: 'kept', bytes: 12_000_000 } }),
      ]}></gv-downloads-view>`,
    offline: () =>
      html`<gv-downloads-view offline .episodes=${[episodeView('d5', { ...show, keep: { kind: 'kept', bytes: 48_000_000 } })]}></gv-downloads-view>`,
  }),
  ...view('gv-storage-view', {
    empty: () => html`<gv-storage-view .storage=${{ ...storage, shows: [] }}></gv-storage-view>`,
    usual: () => html`<gv-storage-view .storage=${storage}></gv-storage-view>`,
    'a show looked into': () =>
      html`<gv-storage-view .storage=${{ ...storage, isPersistent: true }} .open=${storage.shows[0]?.feedUrl}></gv-storage-view>`,
    'a smaller one is chosen': () =>
      html`<gv-storage-view .storage=${storage} .asked=${storage.choices[0]?.budget}></gv-storage-view>`,
    full: () =>
      html`<gv-storage-view .storage=${{ ...storage, budget: GB, problem: 'full', shows: Array.from({ length: 300 }, (_, i) => keptShow(`Show ${i + 1}`, 5_000_000, 2)) }}></gv-storage-view>`,
    'nothing can be kept': () =>
      html`<gv-storage-view .storage=${{ ...storage, shows: [], problem: 'memory' }}></gv-storage-view>`,
  }),
  ...view('gv-passing-on', {
    'nothing yet': () =>
      html`<gv-passing-on .view=${{ ...passing, episodes: [], shows: [], bytesGivenEver: 0, bytesGivenToday: 0, listenersServedEver: 0 }}></gv-passing-on>`,
    usual: () => html`<gv-passing-on .view=${passing}></gv-passing-on>`,
    'sharing is off': () => html`<gv-passing-on .view=${{ ...passing, isSharing: false }}></gv-passing-on>`,
    'five hundred': () =>
      html`<gv-passing-on .view=${{ ...passing, episodes: Array.from({ length: 500 }, (_, i) => passed(String(i), { copiesElsewhere: Math.floor(i / 70) })) }}></gv-passing-on>`,
  }),
  ...view('gv-settings-view', {
    usual: () => html`<gv-settings-view .decision=${'on'} .sharing=${sharing} version="0.1.0"></gv-settings-view>`,
    'nothing to share with': () => html`<gv-settings-view .importState=${{ kind: 'unreadable' }}></gv-settings-view>`,
  }),
]
