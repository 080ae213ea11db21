/**
 * What stands below the full player: whether to share, and where the bytes came from. Not needed to play, so an embedded player
 * loads it with the first play, or when it is asked for.
 */
import { html, nothing } from 'lit'
import type { SharingSettings } from '../../peer/index.ts'
import type { SessionSnapshot } from '../../peer/types.ts'
import type { SharingDecision } from '../sharing-consent.ts'
import { sharingObstacle } from '../sharing-words.ts'
import './gv-meter.ts'
import './gv-sharing-switch.ts'

/** @param settings that hold; undefined: those by default */
export function renderSharing(
  decision: SharingDecision | undefined,
  transfer: SessionSnapshot | undefined,
  settings: SharingSettings | undefined,
) {
  if (decision === undefined || decision === 'off-by-publisher') return nothing
  return html`<gv-sharing-switch .decision=${decision} .obstacle=${sharingObstacle(transfer)} .terms=${settings}></gv-sharing-switch>`
}

export function renderMeter(transfer: SessionSnapshot | undefined) {
  return html`<gv-meter .snapshot=${transfer}></gv-meter>`
}
