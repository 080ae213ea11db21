/** The wish to hear the episode that one is reading about, from a moment on. Which episode that is, whoever draws it knows. */
export class MomentRequest extends Event {
  static readonly type = 'gv-moment-request'
  readonly seconds: number
  constructor(seconds: number) {
    super(MomentRequest.type, { bubbles: true, composed: true })
    this.seconds = seconds
  }
}

declare global {
  interface HTMLElementEventMap {
    'gv-moment-request': MomentRequest
  }
}
