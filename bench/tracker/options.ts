/** Reads the tracker benchmark's command line. Pure: words in, options out. */
import { parseArgs } from 'node:util'
import { SYSTEMS, type System } from './systems.ts'

export const MEASURES = ['throughput', 'latency', 'idle', 'stampede'] as const
export type Measure = (typeof MEASURES)[number]

export interface TrackerBenchOptions {
  readonly runs: number
  readonly systems: readonly System[]
  readonly measures: readonly Measure[]
  /** Of throughput and latency, each, after warming up. */
  readonly seconds: number
  readonly json: boolean
}

/** @throws Error in words where an option makes no sense */
export function parseTrackerBenchOptions(args: readonly string[]): TrackerBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '5' },
      systems: { type: 'string', default: SYSTEMS.join(',') },
      only: { type: 'string', default: MEASURES.join(',') },
      seconds: { type: 'string', default: '8' },
      json: { type: 'boolean', default: false },
    },
  })
  return {
    runs: whole('--runs', values.runs, 1, 100),
    systems: some('--systems', values.systems, SYSTEMS),
    measures: some('--only', values.only, MEASURES),
    seconds: whole('--seconds', values.seconds, 1, 600),
    json: values.json,
  }
}

export function whole(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value
  throw new Error(`${name} must be a whole number from ${least} to ${most}, not “${text}”`)
}

export function some<const T extends string>(name: string, text: string, known: readonly T[]): T[] {
  return text.split(',').map((word) => {
    const one = known.find((each) => each === word.trim())
    if (one === undefined) throw new Error(`${name} knows ${known.join(', ')}, not “${word.trim()}”`)
    return one
  })
}
