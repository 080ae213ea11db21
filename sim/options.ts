/**
 * The simulator's command line, read and refused in words. Pure: a list of words in, options out.
 */
import { ARRIVALS, type Arrivals } from './arrivals.ts'

export interface SimOptions {
  readonly listeners: number
  /** In the order in which they run; the first one's figures stand at the top of the answer. */
  readonly arrivals: readonly Arrivals[]
  readonly leases: boolean
  readonly seed: number
  readonly minutes: number
  readonly pieceKibibytes: number
  readonly kilobits: number
  /** Of the host, Mbit/s in all; undefined: room for everybody on plain HTTP, and a quarter more. */
  readonly originMegabits: number | undefined
  readonly json: boolean
}

export type ParsedOptions =
  | { readonly kind: 'run'; readonly options: SimOptions }
  | { readonly kind: 'help' }
  /** What is wrong, for people. */
  | { readonly kind: 'refused'; readonly reason: string }

/** Up to so many listeners all kinds of arrivals are run unless one is asked for; beyond, the flash crowd alone. */
const ALL_ARRIVALS_UP_TO = 20_000

export const HELP = `Simulates thousands of listeners of one episode, each with the real planner, on a virtual clock.

  npm run sim -- [options]

  --listeners N     how many come (default 10000, at most 1000000)
  --arrivals KIND   flash: half of them within two minutes, half of the rest in the next two, and so on
                    trickle: evenly over an hour; premiere: all within a second; all: one after the other
                    (default: all up to ${ALL_ARRIVALS_UP_TO} listeners, flash beyond)
  --no-leases       a tracker that grants no leases
  --seed N          of everything that is drawn (default 1)
  --minutes N       length of the episode (default 10)
  --bitrate N       kbit/s (default 128)
  --piece-kib N     size of a piece, KiB: 16 to 4096, a power of two (default 128)
  --origin-mbit N   what the host can send in all, Mbit/s (default: what all listeners would need at once on plain HTTP and a
                    quarter more, at least 100)
  --json            the figures as one line of JSON, at the end
  --help

What the figures mean, and what is simulated how: docs/simulator.md
`

interface NumberRule {
  readonly least: number
  readonly most: number
  readonly whole: boolean
}

const NUMBERS: Readonly<Record<string, NumberRule>> = {
  '--listeners': { least: 1, most: 1_000_000, whole: true },
  '--seed': { least: 0, most: 0x7fffffff, whole: true },
  '--minutes': { least: 0.5, most: 600, whole: false },
  '--bitrate': { least: 8, most: 20_000, whole: false },
  '--piece-kib': { least: 16, most: 4096, whole: true },
  '--origin-mbit': { least: 0.1, most: 10_000_000, whole: false },
}

/** @param words as they stand on the command line, without the program's name. `--name=value` is the same as `--name value`. */
export function parseOptions(words: readonly string[]): ParsedOptions {
  const numbers = new Map<string, number>()
  let arrivals: Arrivals | 'all' | undefined
  let leases = true
  let json = false
  const rest = words.flatMap((word) => (/^--[a-z-]+=/.test(word) ? split(word) : [word]))
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? ''
    if (word === '--help' || word === '-h') return { kind: 'help' }
    if (word === '--json') json = true
    else if (word === '--no-leases') leases = false
    else if (word === '--arrivals') {
      const kind = rest[++at] ?? ''
      arrivals = kind === 'all' ? 'all' : ARRIVALS.find((known) => known === kind)
      if (arrivals === undefined) return refuse(`--arrivals must be ${ARRIVALS.join(', ')} or all, not '${kind}'`)
    } else {
      const rule = Object.hasOwn(NUMBERS, word) ? NUMBERS[word] : undefined
      if (rule === undefined) return refuse(`there is no option '${word}'; --help shows those there are`)
      const value = readNumber(rest[++at], rule)
      if (value === undefined) {
        return refuse(`${word} must be a ${rule.whole ? 'whole ' : ''}number from ${rule.least} to ${rule.most}`)
      }
      numbers.set(word, value)
    }
  }
  const pieceKibibytes = numbers.get('--piece-kib') ?? 128
  if (!Number.isInteger(Math.log2(pieceKibibytes))) return refuse('--piece-kib must be a power of two')
  const listeners = numbers.get('--listeners') ?? 10_000
  arrivals ??= listeners <= ALL_ARRIVALS_UP_TO ? 'all' : 'flash'
  return {
    kind: 'run',
    options: {
      listeners,
      arrivals: arrivals === 'all' ? ARRIVALS : [arrivals],
      leases,
      seed: numbers.get('--seed') ?? 1,
      minutes: numbers.get('--minutes') ?? 10,
      pieceKibibytes,
      kilobits: numbers.get('--bitrate') ?? 128,
      originMegabits: numbers.get('--origin-mbit'),
      json,
    },
  }
}

function split(word: string): [string, string] {
  const at = word.indexOf('=')
  return [word.slice(0, at), word.slice(at + 1)]
}

function refuse(reason: string): ParsedOptions {
  return { kind: 'refused', reason }
}

function readNumber(word: string | undefined, { least, most, whole }: NumberRule): number | undefined {
  if (word === undefined || !/^\d+(\.\d+)?$/.test(word)) return undefined
  const value = Number(word)
  return value >= least && value <= most && (!whole || Number.isInteger(value)) ? value : undefined
}
