/** Reads the crowd benchmark's command line. Pure: words in, options out. */
import { parseArgs } from 'node:util'
import { SYSTEMS, type System } from './types.ts'

export interface CrowdOptions {
  /** Listeners. */
  readonly n: number
  /** How often every system is measured, one after the other in each round. */
  readonly rounds: number
  /** Playback rate; 1 is real time. */
  readonly rate: number
  /** Between two listeners joining. */
  readonly gapSeconds: number
  /** All pages are loaded before the first listener joins. */
  readonly pagesFirst: boolean
  /** Of the episode. */
  readonly seconds: number
  readonly systems: readonly System[]
  readonly json: boolean
  /** Each listener's own figures too. */
  readonly verbose: boolean
}

/** @throws Error in words where an option makes no sense */
export function parseCrowdOptions(args: readonly string[]): CrowdOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      n: { type: 'string', default: '10' },
      rounds: { type: 'string', default: '1' },
      rate: { type: 'string', default: '4' },
      gap: { type: 'string' },
      'pages-first': { type: 'boolean', default: false },
      seconds: { type: 'string', default: '300' },
      systems: { type: 'string', default: SYSTEMS.join(',') },
      json: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  })
  const n = number('--n', values.n, 1, 200)
  if (!Number.isInteger(n)) throw new Error(`--n must be a whole number, not ${values.n}`)
  const rounds = number('--rounds', values.rounds, 1, 100)
  if (!Number.isInteger(rounds)) throw new Error(`--rounds must be a whole number, not ${values.rounds}`)
  return {
    n,
    rounds,
    rate: number('--rate', values.rate, 0.5, 16),
    gapSeconds: number('--gap', values.gap ?? (n <= 6 ? '2' : '1.5'), 0, 600),
    pagesFirst: values['pages-first'],
    seconds: number('--seconds', values.seconds, 10, 7200),
    systems: systemsOf(values.systems),
    json: values.json,
    verbose: values.verbose,
  }
}

function number(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (text.trim() !== '' && value >= least && value <= most) return value
  throw new Error(`${name} must be a number from ${least} to ${most}, not “${text}”`)
}

function systemsOf(text: string): System[] {
  const asked = text.split(',').map((name) => name.trim())
  return asked.map((name) => {
    const system = SYSTEMS.find((one) => one === name)
    if (system === undefined) throw new Error(`--systems knows ${SYSTEMS.join(', ')}, not “${name}”`)
    return system
  })
}
