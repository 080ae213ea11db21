/** What the interface asks about the page as an app: to change over to the newer version now, to be installed. */

export class UpdateRequest extends Event {
  static readonly type = 'gv-update-request'
  constructor() {
    super(UpdateRequest.type, { bubbles: true, composed: true })
  }
}

export class InstallRequest extends Event {
  static readonly type = 'gv-install-request'
  constructor() {
    super(InstallRequest.type, { bubbles: true, composed: true })
  }
}

declare global {
  interface HTMLElementEventMap {
    'gv-update-request': UpdateRequest
    'gv-install-request': InstallRequest
  }
}
