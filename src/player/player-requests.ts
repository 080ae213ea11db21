/**
 * What the interface asks for: one typed event per wish, ending in `-request`, as media-chrome does it.
 *
 * They bubble and cross shadow roots, so a page may put its own buttons anywhere inside `<grapevine-player>`, or dispatch
 * one on it. Nobody may believe a request: what became of it is told by the state that comes back down.
 */

class Request extends Event {
  constructor(type: string) {
    super(type, { bubbles: true, composed: true })
  }
}

export class PlayRequest extends Request {
  static readonly type = 'gv-play-request'
  constructor() {
    super(PlayRequest.type)
  }
}

export class PauseRequest extends Request {
  static readonly type = 'gv-pause-request'
  constructor() {
    super(PauseRequest.type)
  }
}

/** Go to a moment of the episode. */
export class SeekRequest extends Request {
  static readonly type = 'gv-seek-request'
  readonly toSeconds: number
  constructor(toSeconds: number) {
    super(SeekRequest.type)
    this.toSeconds = toSeconds
  }
}

/** Go forward (or back, negative) from wherever playback is when this is carried out. */
export class SkipRequest extends Request {
  static readonly type = 'gv-skip-request'
  readonly bySeconds: number
  constructor(bySeconds: number) {
    super(SkipRequest.type)
    this.bySeconds = bySeconds
  }
}

export class RateRequest extends Request {
  static readonly type = 'gv-rate-request'
  readonly rate: number
  constructor(rate: number) {
    super(RateRequest.type)
    this.rate = rate
  }
}

/** 0 to 1; asking for a volume also ends muting. */
export class VolumeRequest extends Request {
  static readonly type = 'gv-volume-request'
  readonly volume: number
  constructor(volume: number) {
    super(VolumeRequest.type)
    this.volume = volume
  }
}

export class MuteRequest extends Request {
  static readonly type = 'gv-mute-request'
  readonly muted: boolean
  constructor(muted: boolean) {
    super(MuteRequest.type)
    this.muted = muted
  }
}

export class CaptionsRequest extends Request {
  static readonly type = 'gv-captions-request'
  readonly showing: boolean
  constructor(showing: boolean) {
    super(CaptionsRequest.type)
    this.showing = showing
  }
}

export class FullScreenRequest extends Request {
  static readonly type = 'gv-full-screen-request'
  constructor() {
    super(FullScreenRequest.type)
  }
}

/** After an error: try again where it broke off. */
export class RetryRequest extends Request {
  static readonly type = 'gv-retry-request'
  constructor() {
    super(RetryRequest.type)
  }
}

/** The listener's answer about sharing, from the invitation or the switch. */
export class SharingRequest extends Request {
  static readonly type = 'gv-sharing-request'
  readonly on: boolean
  constructor(on: boolean) {
    super(SharingRequest.type)
    this.on = on
  }
}

/** Show another episode of the show in the player. */
export class EpisodeRequest extends Request {
  static readonly type = 'gv-episode-request'
  readonly guid: string
  constructor(guid: string) {
    super(EpisodeRequest.type)
    this.guid = guid
  }
}

/** The wishes that are carried out on the media element. */
export type PlaybackRequest =
  | PlayRequest
  | PauseRequest
  | SeekRequest
  | SkipRequest
  | RateRequest
  | VolumeRequest
  | MuteRequest

export const playbackRequestTypes = [
  PlayRequest.type,
  PauseRequest.type,
  SeekRequest.type,
  SkipRequest.type,
  RateRequest.type,
  VolumeRequest.type,
  MuteRequest.type,
] as const

declare global {
  interface HTMLElementEventMap {
    'gv-play-request': PlayRequest
    'gv-pause-request': PauseRequest
    'gv-seek-request': SeekRequest
    'gv-skip-request': SkipRequest
    'gv-rate-request': RateRequest
    'gv-volume-request': VolumeRequest
    'gv-mute-request': MuteRequest
    'gv-captions-request': CaptionsRequest
    'gv-full-screen-request': FullScreenRequest
    'gv-retry-request': RetryRequest
    'gv-sharing-request': SharingRequest
    'gv-episode-request': EpisodeRequest
  }
}
