/**
 * The governor of this page, with everything it needs from the browser: loaded when the listener first shares.
 */
import { domClock } from '../../shared/dom-clock.ts'
import type { AllowanceLedger } from './allowance.ts'
import { domCalendar } from './dom-calendar.ts'
import { DomGovernorSignals } from './dom-governor-signals.ts'
import { IdbAllowance } from './idb-allowance.ts'
import { LocalStorageSharingSettings } from './local-storage-sharing-settings.ts'
import { MemoryAllowance } from './memory-allowance.ts'
import { type GovernorPicture, SharingGovernor } from './sharing-governor.ts'

/** Never rejects: what the browser does not give is done without. @param changed see {@link SharingGovernor}. */
export async function openGovernor(changed: (picture: GovernorPicture) => void): Promise<SharingGovernor> {
  const [signals, ledger] = await Promise.all([DomGovernorSignals.open(), openLedger()])
  const settings = new LocalStorageSharingSettings()
  const ports = { clock: domClock, calendar: domCalendar, signals, settings, ledger, ledgerFailed }
  return new SharingGovernor(ports, changed)
}

/** Without IndexedDB the allowance is this page's own: it begins anew with each load. */
function openLedger(): Promise<AllowanceLedger> {
  return IdbAllowance.open().catch(() => new MemoryAllowance())
}

function ledgerFailed(error: unknown): void {
  console.warn('Grapevine: the daily allowance could not be read; nothing is given until it can.', error)
}
