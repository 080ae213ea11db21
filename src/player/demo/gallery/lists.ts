/** Rows of episodes, long lists of them, tiles and heads of shows, and the ways between the views. */
import { html } from 'lit'
import { type KeepView, keyOf } from '../../views/episode-view.ts'
import { arabic, episodeView, LONG_TITLE, LONG_WORD, manyEpisodes, showHead, tiles } from '../library-demo.ts'
import type { GalleryEntry } from './gallery-entry.ts'
import '../../elements/gv-app-nav.ts'
import '../../elements/gv-episode-row.ts'
import '../../elements/gv-library-ways.ts'
import '../../elements/gv-show-episodes.ts'
import '../../elements/gv-show-head.ts'
import '../../elements/gv-show-tile.ts'
import '../../elements/gv-sure-button.ts'
import { styled } from '../../elements/styled.ts'

const row = (change: Parameters<typeof episodeView>[1], vine = false) =>
  html`<gv-episode-row ?vine=${vine} .episode=${episodeView('7', change)}></gv-episode-row>`
const kept = (keep: KeepView) => row({ keep, showTitle: 'Down the Lane' })
const keeps: readonly KeepView[] = [
  { kind: 'waiting' },
  { kind: 'coming', share: 0.37 },
  { kind: 'coming' },
  { kind: 'kept', bytes: 61_000_000 },
  { kind: 'failed', why: 'no-room' },
  { kind: 'failed', why: 'host-refuses' },
]

const boxed = (count: number) =>
  html`<gv-virtual-list boxed tabindex="0" ${styled({ height: '24rem' })} .label=${'Episodes'} .rows=${manyEpisodes(
    count,
  ).map((episode) => ({
    key: keyOf(episode),
    render: () => html`<gv-episode-row .episode=${episode}></gv-episode-row>`,
  }))}></gv-virtual-list>`

export const entries: readonly GalleryEntry[] = [
  { element: 'gv-episode-row', state: 'plain', render: () => row({}) },
  {
    element: 'gv-episode-row',
    state: 'new and queued',
    render: () => row({ isNew: true, isQueued: true, showTitle: 'Down the Lane' }),
  },
  { element: 'gv-episode-row', state: 'begun', render: () => row({ atSeconds: 900, showTitle: 'Down the Lane' }) },
  { element: 'gv-episode-row', state: 'heard', render: () => row({ isHeard: true }) },
  {
    element: 'gv-episode-row',
    state: 'it plays',
    render: () => row({ isCurrent: true, isPlaying: true, atSeconds: 900 }),
  },
  { element: 'gv-episode-row', state: 'kept or not', render: () => html`${keeps.map(kept)}` },
  { element: 'gv-episode-row', state: 'without a file', render: () => row({ isPlayable: false, summary: '' }) },
  {
    element: 'gv-episode-row',
    state: 'long words',
    render: () => html`${row({ title: LONG_TITLE })}${row({ title: LONG_WORD, summary: LONG_WORD })}`,
  },
  {
    element: 'gv-episode-row',
    state: 'from right to left',
    render: () => row({ ...arabic, atSeconds: 900, isNew: true }),
  },
  {
    element: 'gv-episode-row',
    state: 'narrow',
    render: () => html`${row({ title: LONG_TITLE, atSeconds: 300, isNew: true })}${row({}, true)}`,
    width: 320,
  },
  {
    element: 'gv-episode-row',
    state: 'on the vine',
    render: () =>
      html`${row({ isNew: true }, true)}${row({ title: LONG_TITLE, atSeconds: 1300 }, true)}${row({ isCurrent: true, atSeconds: 600 }, true)}${row({ isHeard: true }, true)}${row(arabic, true)}`,
  },
  {
    element: 'gv-show-episodes',
    state: 'a few',
    render: () => html`<gv-show-episodes .episodes=${manyEpisodes(3)}></gv-show-episodes>`,
  },
  { element: 'gv-show-episodes', state: 'none', render: () => html`<gv-show-episodes></gv-show-episodes>` },
  {
    element: 'gv-show-episodes',
    state: 'two thousand',
    render: () => html`<gv-show-episodes .episodes=${manyEpisodes(2000)}></gv-show-episodes>`,
  },
  { element: 'gv-virtual-list', state: 'in a box', render: () => boxed(2000) },
  {
    element: 'gv-show-tile',
    state: 'several',
    width: 620,
    render: () =>
      html`<div ${styled({ display: 'grid', 'grid-template-columns': 'repeat(auto-fill, minmax(8rem, 1fr))', gap: '1rem' })}>${tiles.map(
        (show) => html`<gv-show-tile .show=${show}></gv-show-tile>`,
      )}</div>`,
  },
  {
    element: 'gv-show-head',
    state: 'not followed',
    render: () => html`<gv-show-head .show=${showHead}></gv-show-head>`,
  },
  {
    element: 'gv-show-head',
    state: 'followed and being looked at',
    render: () =>
      html`<gv-show-head .show=${{ ...showHead, isFollowed: true, isShared: false, refresh: { kind: 'checking' } }}></gv-show-head>`,
  },
  {
    element: 'gv-show-head',
    state: 'out of reach',
    render: () =>
      html`<gv-show-head .show=${{
        ...showHead,
        title: LONG_TITLE,
        description: `${showHead.description} `.repeat(8),
        isFollowed: true,
        refresh: { kind: 'failed', lastAtMs: Date.UTC(2025, 2, 20) },
        warnings: ['The episode “Moving pictures” has no date.', 'A duration could not be read: “about an hour”.'],
      }}></gv-show-head>`,
  },
  {
    element: 'gv-show-head',
    state: 'from right to left',
    render: () =>
      html`<gv-show-head .show=${{ ...showHead, title: 'أحاديث الكرم', author: 'إذاعة الحي', description: arabic.summary, language: 'ar' }}></gv-show-head>`,
  },
  {
    element: 'gv-show-head',
    state: 'narrow',
    width: 320,
    render: () => html`<gv-show-head .show=${{ ...showHead, title: LONG_WORD }}></gv-show-head>`,
  },
  {
    element: 'gv-app-nav',
    state: 'at home',
    render: () => html`<gv-app-nav current="home" .queued=${3}></gv-app-nav>`,
  },
  {
    element: 'gv-app-nav',
    state: 'in the library',
    render: () => html`<gv-app-nav current="storage" .queued=${240}></gv-app-nav>`,
  },
  {
    element: 'gv-library-ways',
    state: 'history',
    render: () => html`<gv-library-ways current="history"></gv-library-ways>`,
  },
  {
    element: 'gv-sure-button',
    state: 'not pressed yet',
    render: () =>
      html`<gv-sure-button label="Clear the history" question="Forget everything you heard?" yes="Yes, clear it"></gv-sure-button>`,
  },
  {
    element: 'gv-sure-button',
    state: 'asking',
    render: () =>
      html`<gv-sure-button label="Clear the history" question="Forget everything you heard?" yes="Yes, clear it" .isAsking=${true}></gv-sure-button>`,
  },
]
