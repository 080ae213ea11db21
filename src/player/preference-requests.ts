/**
 * The wish to hear differently from now on, and how preferences and playback speak of each other.
 *
 * Speed and volume are asked of the media element as before (`gv-rate-request`, `gv-volume-request`, `gv-mute-request`); what it
 * then says is what is worth keeping: {@link heardPreferences}. Only what is no matter of the element is asked here.
 */

import { MuteRequest, type PlaybackRequest, RateRequest, VolumeRequest } from './player-requests.ts'
import type { PlayerState } from './player-state.ts'
import type { PreferenceChange, Preferences } from './preferences.ts'

export class PreferenceRequest extends Event {
  static readonly type = 'gv-preference-request'
  readonly change: PreferenceChange
  constructor(change: PreferenceChange) {
    super(PreferenceRequest.type, { bubbles: true, composed: true })
    this.change = change
  }
}

/** What to ask of a media element that is new, so that it plays as the listener likes it. */
export function requestsFor({ rate, volume, muted }: Preferences): readonly PlaybackRequest[] {
  // Last, because asking for a volume ends muting.
  return [new RateRequest(rate), new VolumeRequest(volume), new MuteRequest(muted)]
}

/** What of playback is worth keeping for the next visit. */
export function heardPreferences({ playbackRate, volume, muted }: PlayerState): PreferenceChange {
  return { rate: playbackRate, volume, muted }
}

declare global {
  interface HTMLElementEventMap {
    'gv-preference-request': PreferenceRequest
  }
}
