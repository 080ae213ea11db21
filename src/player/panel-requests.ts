/**
 * The wish to see one of the player's panels, or to close it if it is what one sees: from a button or from a key.
 */
export type Panel = 'episodes' | 'transcript' | 'chapters' | 'share' | 'queue' | 'sharing' | 'shortcuts'

export class PanelRequest extends Event {
  static readonly type = 'gv-panel-request'
  readonly panel: Panel
  constructor(panel: Panel) {
    super(PanelRequest.type, { bubbles: true, composed: true })
    this.panel = panel
  }
}

declare global {
  interface HTMLElementEventMap {
    'gv-panel-request': PanelRequest
  }
}
