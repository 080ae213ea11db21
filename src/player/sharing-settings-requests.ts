/** What the settings of sharing ask for. As in player-requests.ts: nobody may believe a request, the settings that come back down tell. */
import type { SharingSettings } from '../peer/index.ts'

/** Change these of the sharing settings; what is left out stays. */
export class SharingSettingsRequest extends Event {
  static readonly type = 'gv-sharing-settings-request'
  readonly change: Partial<SharingSettings>

  constructor(change: Partial<SharingSettings>) {
    super(SharingSettingsRequest.type, { bubbles: true, composed: true })
    this.change = change
  }
}

declare global {
  interface HTMLElementEventMap {
    'gv-sharing-settings-request': SharingSettingsRequest
  }
}
