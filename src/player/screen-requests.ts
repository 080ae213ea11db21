/** Wishes for another place to see or hear it: a small window of its own, another device. Both are toggled. */

/** Into a small window above all others, or back. */
export class PictureInPictureRequest extends Event {
  static readonly type = 'gv-picture-in-picture-request'
  constructor() {
    super(PictureInPictureRequest.type, { bubbles: true, composed: true })
  }
}

/** Lets the listener choose a device in their network (AirPlay, Cast). Call it inside the click: the browser asks. */
export class RemotePlaybackRequest extends Event {
  static readonly type = 'gv-remote-playback-request'
  constructor() {
    super(RemotePlaybackRequest.type, { bubbles: true, composed: true })
  }
}

declare global {
  interface HTMLElementEventMap {
    'gv-picture-in-picture-request': PictureInPictureRequest
    'gv-remote-playback-request': RemotePlaybackRequest
  }
}
