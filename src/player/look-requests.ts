/** How the page is to look and speak: asked for by its settings. */

/** `system`: as the device is set. */
export type Theme = 'system' | 'light' | 'dark'

export interface Look {
  readonly theme: Theme
  /** One of the languages there are words in; `auto`: as the browser is set. */
  readonly language: string
  /** What is given now stands in the tab's title. */
  readonly meterInTitle: boolean
}

export class LookRequest extends Event {
  static readonly type = 'gv-look-request'
  readonly change: Partial<Look>
  constructor(change: Partial<Look>) {
    super(LookRequest.type, { bubbles: true, composed: true })
    this.change = change
  }
}

declare global {
  interface HTMLElementEventMap {
    'gv-look-request': LookRequest
  }
}
