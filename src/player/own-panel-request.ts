/** The wish for another of the transport's own panels. It stays within the transport. */
export type OwnPanel = 'speed' | 'sleep' | 'settings'

export class OwnPanelRequest extends Event {
  static readonly type = 'gv-own-panel-request'
  readonly panel: OwnPanel
  constructor(panel: OwnPanel) {
    super(OwnPanelRequest.type)
    this.panel = panel
  }
}

declare global {
  interface HTMLElementEventMap {
    'gv-own-panel-request': OwnPanelRequest
  }
}
