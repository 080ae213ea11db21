/**
 * The wish to hear differently from now on, and how preferences and playback speak of each other.
 *
 * Speed and volume are asked of the media element as before (`gv-rate-request`, `gv-volume-request`, `gv-mute-request`), and kept
 * besides: {@link preferenceIn}. Only what is no matter of the element is asked here.
 */

import { MuteRequest, type PlaybackRequest, RateRequest, VolumeRequest } from './player-requests.ts'
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

/** What a wish of the listener's says about how they like to hear, from now on and in other episodes; most say nothing. */
export function preferenceIn(request: PlaybackRequest): PreferenceChange | undefined {
  if (request instanceof RateRequest) return { rate: request.rate }
  // Asking for a volume ends muting.
  if (request instanceof VolumeRequest) return { volume: request.volume, muted: false }
  return request instanceof MuteRequest ? { muted: request.muted } : undefined
}

declare global {
  interface HTMLElementEventMap {
    'gv-preference-request': PreferenceRequest
  }
}
