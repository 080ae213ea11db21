/** The transport at all its widths, its panels, the seek bar and the list of shortcuts, in each of their states. */
import { html, type TemplateResult } from 'lit'
import { PieceSource } from '../../../peer/types.ts'
import { styled } from '../../elements/styled.ts'
import { initialPlayerState, type PlayerState } from '../../player-state.ts'
import { defaultPreferences } from '../../preferences.ts'
import { type SleepView, sleepViewOff } from '../../sleep-choices.ts'
import { demoChapters } from '../demo-show.ts'
import type { GalleryEntry } from './gallery-entry.ts'
import '../../elements/gv-seek-bar.ts'
import '../../elements/gv-shortcuts.ts'
import '../../elements/gv-transport.ts'
import '../../elements/transport-panels.ts'

const playing: PlayerState = {
  ...initialPlayerState,
  source: 'set',
  currentTimeSeconds: 205,
  durationSeconds: 620,
  paused: false,
  volume: 0.7,
  buffered: [{ startSeconds: 190, endSeconds: 330 }],
}
const paused: PlayerState = { ...playing, paused: true }
const counting: SleepView = { ...sleepViewOff, choice: 15, leftSeconds: 731 }
const pieces = new Uint8Array(160).fill(PieceSource.cache, 0, 42).fill(PieceSource.origin, 42, 60)
pieces.fill(PieceSource.peers, 60, 88).fill(PieceSource.cache, 110, 130)

/** A modal dialog would hide the rest of the gallery: it is opened by hand, or by a test. */
function showShortcuts(event: Event): void {
  const button = event.currentTarget as HTMLElement
  void button.parentElement?.querySelector('gv-shortcuts')?.show()
}

function transport(state: string, render: () => TemplateResult, width?: number): GalleryEntry {
  return { element: 'gv-transport', state, render, onSleeve: true, ...(width === undefined ? {} : { width }) }
}

const audio = (state: PlayerState = playing) =>
  html`<gv-transport .state=${state} .chapters=${demoChapters}></gv-transport>`
const video = () => html`<gv-transport .state=${playing} .chapters=${demoChapters} .captions=${true} full-screen
  .picture=${false} .remote=${'available'}></gv-transport>`
const bar = (
  state: PlayerState,
  more = true,
) => html`<gv-seek-bar .state=${state} .pieces=${more ? pieces : new Uint8Array(0)}
  .chapters=${more ? demoChapters : []}></gv-seek-bar>`
const wave = html`<svg slot="waveform" viewBox="0 0 100 10" preserveAspectRatio="none" fill="currentColor" aria-hidden="true">
  <path d="M0 10 8 3l5 4 9-6 6 7 8-5 7 4 9-5 10 6 8-6 9 5 7-5 8 6 6-4v6z"/></svg>`

export const entries: readonly GalleryEntry[] = [
  transport('nothing to play', () => html`<gv-transport></gv-transport>`),
  transport('paused', () => audio(paused)),
  transport('playing', () => audio()),
  transport('waiting', () => audio({ ...playing, waiting: true })),
  transport(
    'muted, fast, timer running',
    () => html`<gv-transport .state=${{ ...playing, muted: true, playbackRate: 1.75 }}
    .chapters=${demoChapters} .sleep=${counting}></gv-transport>`,
  ),
  transport(
    'other skips',
    () => html`<gv-transport .state=${playing}
    .preferences=${{ ...defaultPreferences, skipBackSeconds: 5, skipForwardSeconds: 90 }}></gv-transport>`,
  ),
  transport('video', video),
  transport('video wide', video, 1060),
  transport('another device', () => html`<gv-transport .state=${playing} .remote=${'connected'}></gv-transport>`, 800),
  transport('card', () => audio(), 480),
  transport('card video', video, 540),
  transport('phone', () => audio(), 358),
  transport(
    'phone with timer',
    () => html`<gv-transport .state=${playing} .chapters=${demoChapters} .sleep=${counting}></gv-transport>`,
    358,
  ),
  transport('phone video', video, 358),
  transport('zoomed', () => audio(), 288),
  transport('mini', () => audio(), 212),
  {
    element: 'gv-speed',
    state: 'normal',
    render: () => html`<gv-speed .rate=${1}></gv-speed>`,
  },
  { element: 'gv-speed', state: 'between', render: () => html`<gv-speed .rate=${1.35}></gv-speed>` },
  { element: 'gv-speed', state: 'fastest', render: () => html`<gv-speed .rate=${3}></gv-speed>` },
  { element: 'gv-sleep', state: 'off', render: () => html`<gv-sleep chapters></gv-sleep>` },
  { element: 'gv-sleep', state: 'counting', render: () => html`<gv-sleep chapters .view=${counting}></gv-sleep>` },
  {
    element: 'gv-sleep',
    state: 'fading at the end of the chapter',
    render: () =>
      html`<gv-sleep chapters .view=${{ ...counting, choice: 'chapter', leftSeconds: 7, fading: true }}></gv-sleep>`,
  },
  {
    element: 'gv-player-settings',
    state: 'typical',
    render: () =>
      html`<gv-player-settings voice-available .preferences=${{ ...defaultPreferences, trimSilence: true }}></gv-player-settings>`,
  },
  {
    element: 'gv-player-settings',
    state: 'opaque host',
    render: () =>
      html`<gv-player-settings .preferences=${{ ...defaultPreferences, voiceBoost: true }}></gv-player-settings>`,
  },
  {
    element: 'gv-more',
    state: 'on a phone',
    width: 300,
    // Which of the row's controls are shown goes by the width of what it is in.
    render:
      () => html`<div ${styled({ 'container-type': 'inline-size' })}><gv-more .state=${playing} .preferences=${defaultPreferences}
      .chapters=${demoChapters} .sleep=${counting} .captions=${false} .fullScreen=${true} .picture=${false} .remote=${'available'}
      .panels=${['transcript', 'chapters', 'share', 'queue', 'sharing', 'shortcuts']}></gv-more></div>`,
  },
  {
    element: 'gv-shortcuts',
    state: 'typical',
    render: () => html`<button @click=${showShortcuts}>Show them</button><gv-shortcuts></gv-shortcuts>`,
  },
  { element: 'gv-seek-bar', state: 'typical', render: () => bar(playing), onSleeve: true },
  { element: 'gv-seek-bar', state: 'nothing known', render: () => bar(initialPlayerState, false), onSleeve: true },
  { element: 'gv-seek-bar', state: 'without chapters', render: () => bar(paused, false), onSleeve: true },
  {
    element: 'gv-seek-bar',
    state: 'pointed at',
    onSleeve: true,
    render: () => html`<gv-seek-bar .state=${playing} .pieces=${pieces} .pointed=${430}
      .chapters=${demoChapters}></gv-seek-bar>`,
  },
  {
    element: 'gv-seek-bar',
    state: 'pointed at the end, long title',
    onSleeve: true,
    width: 358,
    render: () =>
      html`<gv-seek-bar .state=${playing} .pointed=${619} .chapters=${[
        { startSeconds: 0, title: 'One' },
        {
          startSeconds: 300,
          title: 'What the pruning shears know: a long talk about cutting back in the rows of an old hillside',
        },
      ]}></gv-seek-bar>`,
  },
  {
    element: 'gv-seek-bar',
    state: 'with a waveform',
    onSleeve: true,
    render: () =>
      html`<gv-seek-bar has-waveform .state=${playing} .pieces=${pieces} .chapters=${demoChapters}>${wave}</gv-seek-bar>`,
  },
]
