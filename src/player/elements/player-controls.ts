/** The player's seek bar and transport, with what they are given. */
import { html, nothing } from 'lit'
import type { Chapter } from '../../feed/types.ts'
import type { SessionSnapshot } from '../../peer/types.ts'
import type { PlaybackExtras } from '../dom-playback.ts'
import type { Panel } from '../panel-requests.ts'
import type { PlayerState } from '../player-state.ts'
import type { Preferences } from '../preferences.ts'
import './gv-seek-bar.ts'
import './gv-transport.ts'

const NO_PIECES = new Uint8Array(0)

export interface SeekBarView {
  readonly state: PlayerState
  readonly transfer: SessionSnapshot | undefined
  /** Without hidden ones. */
  readonly chapters: readonly Chapter[]
  /** A waveform is there, or on its way: its room is kept. */
  readonly hasWaves: boolean
  readonly peaks: readonly number[] | undefined
}

export interface TransportView {
  readonly state: PlayerState
  readonly preferences: Preferences
  /** Without hidden ones. */
  readonly chapters: readonly Chapter[]
  readonly extras: PlaybackExtras | undefined
  /** Whether captions are shown; undefined where there are none. */
  readonly captions: boolean | undefined
  readonly panels: readonly Panel[]
}

export function renderSeekBar({ state, transfer, chapters, hasWaves, peaks }: SeekBarView) {
  return html`<gv-seek-bar .state=${state} .pieces=${transfer?.pieces ?? NO_PIECES} .chapters=${chapters}
    ?has-waveform=${hasWaves}>${
      hasWaves
        ? html`<gv-waveform slot="waveform" .peaks=${peaks} .at=${state.currentTimeSeconds} .duration=${state.durationSeconds}></gv-waveform>`
        : nothing
    }</gv-seek-bar>`
}

export function renderTransport({ state, preferences, chapters, extras, captions, panels }: TransportView) {
  const { voice = 'off' } = extras ?? {}
  return html`<gv-transport .state=${state} .preferences=${preferences} .chapters=${chapters}
    .sleep=${extras?.sleep} ?full-screen=${extras?.fullScreen === true} .captions=${captions}
    .picture=${extras?.pictureInPicture} .remote=${extras?.remote ?? 'none'}
    ?voice-available=${voice !== 'opaque' && voice !== 'unsupported'} .panels=${[...panels, 'shortcuts']}></gv-transport>`
}
