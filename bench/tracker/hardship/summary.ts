/** Sums looks up: each hardship beside the look without it that came before. Pure. */
import { median, quantile } from '../../support/figures.ts'
import type { Figures } from '../summary.ts'
import type { HardshipName, TransportName } from './options.ts'

/** What honest clients saw for some seconds. */
export interface Look {
  /** From sending each offer to its delivery, in milliseconds. */
  readonly offerTimes: readonly number[]
  /** Of the time, how much the server's process was busy. */
  readonly serverLoad: number
}

export interface Besides {
  readonly hardship: HardshipName
  readonly alone: Look
  /** The first seconds of it. */
  readonly onset: Look
  readonly beside: Look
  /** What the hardship did. */
  readonly counts: Figures
}

/** Resident bytes, after garbage was collected. */
export interface MemorySeen {
  readonly idle: number
  readonly busy: number
  readonly empty: number
  /** With all sockets. */
  readonly full: number
  /** Idle sockets that stayed for the hardships. */
  readonly staying: number
  /** With those, after all hardships. */
  readonly after: number
}

const P99 = 0.99

/** Medians of the rounds; `ratio` is that of the rounds' ratios. */
export function sumUpHardship(hardship: HardshipName, rounds: readonly Besides[]) {
  const p99 = (look: Look) => quantile(look.offerTimes, P99)
  const of = (figure: (round: Besides) => number) => Number(median(rounds.map(figure)).toPrecision(3))
  const counted = [...new Set(rounds.flatMap(({ counts }) => Object.keys(counts)))]
  return {
    hardship,
    aloneP99Ms: of(({ alone }) => p99(alone)),
    besideP99Ms: of(({ beside }) => p99(beside)),
    ratio: of(({ alone, beside }) => p99(beside) / p99(alone)),
    ratios: rounds.map(({ alone, beside }) => Number((p99(beside) / p99(alone)).toFixed(2))),
    onsetP99Ms: of(({ onset }) => p99(onset)),
    besideWorstMs: of(({ beside }) => quantile(beside.offerTimes, 1)),
    aloneLoad: of(({ alone }) => alone.serverLoad),
    besideLoad: of(({ beside }) => beside.serverLoad),
    offersDelivered: of(({ beside }) => beside.offerTimes.length),
    ...Object.fromEntries(counted.map((name) => [name, of(({ counts }) => counts[name] ?? Number.NaN)])),
  }
}

/** The line of one transport. */
export function hardshipLine(transport: TransportName, seen: MemorySeen, besides: readonly Besides[]) {
  const { idle, busy, empty, full, staying, after } = seen
  const names = [...new Set(besides.map(({ hardship }) => hardship))]
  const megabytes = (bytes: number) => Number((bytes / 1e6).toFixed(1))
  return {
    transport,
    idle,
    busy,
    emptyMegabytes: megabytes(empty),
    residentMegabytes: megabytes(full),
    bytesPerSocket: Math.round((full - empty) / (idle + busy)),
    stayingIdle: staying,
    afterMegabytes: megabytes(after),
    hardships: names.map((name) => {
      return sumUpHardship(
        name,
        besides.filter(({ hardship }) => hardship === name),
      )
    }),
  }
}
