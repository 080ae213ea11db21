/**
 * The governor of this page, with everything it needs from the browser: loaded when the listener first shares.
 */
import { domClock } from '../../shared/dom-clock.ts'
import type { AllowanceLedger } from './allowance.ts'
import { domCalendar } from './dom-calendar.ts'
import { DomGovernorSignals } from './dom-governor-signals.ts'
import { IdbAllowance } from './idb-allowance.ts'
import { MemoryAllowance } from './memory-allowance.ts'
import { type GovernorPicture, SharingGovernor } from './sharing-governor.ts'
import type { SharingSettingsStore } from './sharing-settings.ts'

/** Never rejects: what the browser does not give is done without. @param changed see {@link SharingGovernor}. */
export async function openGovernor(
  settings: SharingSettingsStore,
  changed: (picture: GovernorPicture) => void,
): Promise<SharingGovernor> {
  const [signals, ledger] = await Promise.all([DomGovernorSignals.open(), openLedger()])
  const ports = { clock: domClock, calendar: domCalendar, signals, settings, ledger, ledgerFailed }
  return new SharingGovernor(ports, changed)
}

/**
 * Without IndexedDB the allowance is this page's own: it begins anew with each load. A database that is only slow is asked again with
 * each booking, and nothing is given meanwhile.
 */
async function openLedger(): Promise<AllowanceLedger> {
  try {
    return await IdbAllowance.open()
  } catch (error) {
    return forbidsDatabases(error) ? new MemoryAllowance() : IdbAllowance.unopened()
  }
}

/** None at all, a sandboxed frame, or a private window of older browsers. */
function forbidsDatabases(error: unknown): boolean {
  if (typeof indexedDB === 'undefined') return true
  return error instanceof DOMException && (error.name === 'SecurityError' || error.name === 'InvalidStateError')
}

function ledgerFailed(error: unknown): void {
  console.warn('Grapevine: the daily allowance could not be read; nothing is given until it can.', error)
}
