/** The process that makes the server's life hard, one way at a time, with whatever the processor has left over. */

import { startConnectionFlood, startReconnectFlood } from './connection-flood.ts'
import { startHalfOpen } from './half-open.ts'
import type { Hardship, StartHardship } from './hardship.ts'
import { startMessageFlood } from './message-flood.ts'
import type { HardshipName } from './options.ts'
import { startSlowReader } from './slow-reader.ts'
import { startSlowloris } from './slowloris.ts'
import { serve } from './worker.ts'

export type HostileOrder = { readonly start: HardshipName; readonly port: number } | { readonly stop: true }
/** What was done since the start, in numbers. */
export type HostileReport = Readonly<Record<string, number>>

const STARTS: Readonly<Record<HardshipName, StartHardship>> = {
  'slow-reader': startSlowReader,
  'half-open': startHalfOpen,
  slowloris: startSlowloris,
  'connection-flood': startConnectionFlood,
  'reconnect-flood': startReconnectFlood,
  'message-flood': startMessageFlood,
}

/** Honest clients have lower numbers. */
const FIRST_SOCKET = 1_000_000
const SOCKETS_EACH = 10_000

let hardship: Hardship | undefined
let starts = 0

serve<HostileOrder, HostileReport>(async (order) => {
  if ('start' in order) {
    const firstSocket = FIRST_SOCKET + SOCKETS_EACH * starts++
    hardship = STARTS[order.start]({ port: order.port, firstSocket, rng: Math.random })
  } else hardship?.stop()
  return hardship?.counts() ?? {}
})
