/** Reads the hardship benchmark's command line. Pure: words in, options out. */
import { parseArgs } from 'node:util'
import { some, whole } from '../options.ts'

export const TRANSPORTS = ['ws', 'fast'] as const
export type TransportName = (typeof TRANSPORTS)[number]

export const HARDSHIPS = [
  'slow-reader',
  'half-open',
  'slowloris',
  'connection-flood',
  'reconnect-flood',
  'message-flood',
] as const
export type HardshipName = (typeof HARDSHIPS)[number]

export interface HardshipOptions {
  readonly runs: number
  readonly transports: readonly TransportName[]
  readonly hardships: readonly HardshipName[]
  /** Sockets that have joined and say nothing more. */
  readonly idle: number
  /** Of each look, with a hardship and without. */
  readonly seconds: number
  readonly json: boolean
}

/** @throws Error in words where an option makes no sense */
export function parseHardshipOptions(args: readonly string[]): HardshipOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '5' },
      transports: { type: 'string', default: TRANSPORTS.join(',') },
      only: { type: 'string', default: HARDSHIPS.join(',') },
      idle: { type: 'string', default: '20000' },
      seconds: { type: 'string', default: '10' },
      json: { type: 'boolean', default: false },
    },
  })
  return {
    runs: whole('--runs', values.runs, 1, 100),
    transports: some('--transports', values.transports, TRANSPORTS),
    hardships: some('--only', values.only, HARDSHIPS),
    idle: whole('--idle', values.idle, 0, 1_000_000),
    seconds: whole('--seconds', values.seconds, 1, 600),
    json: values.json,
  }
}
