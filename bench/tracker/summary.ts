/** Sums runs up: the median of each figure, every run's value, and ratios to the stock tracker. Pure. */
import { median } from '../support/figures.ts'

/** Named figures of one measurement. */
export type Figures = Readonly<Record<string, number>>

/** Those that are set beside the stock tracker's. */
const COMPARED = [
  'messagesPerCpuSecond',
  'offerP99Ms',
  'connectedBytes',
  'joinedBytes',
  'stampedeSeconds',
  'stampedeCpuSeconds',
]

/** @param runs one entry for each measurement, of whatever kind, in the order they were made */
export function mediansOf(runs: readonly Figures[]): Figures {
  return Object.fromEntries(namesOf(runs).map((name) => [name, round(median(valuesOf(runs, name)))]))
}

/** The line of one system. @param stock the stock tracker's medians; `undefined`: it was not measured */
export function lineOf(system: string, runs: readonly Figures[], stock: Figures | undefined) {
  const medians = mediansOf(runs)
  const compared = COMPARED.filter((name) => medians[name] !== undefined)
  const timesStock = compared.flatMap((name) => {
    const [own = Number.NaN, its] = [medians[name], stock?.[name]]
    return its === undefined ? [] : [[name, Number((own / its).toFixed(3))] as const]
  })
  return {
    system,
    ...medians,
    timesStock: Object.fromEntries(timesStock),
    runs: Object.fromEntries(compared.map((name) => [name, valuesOf(runs, name).map(round)])),
  }
}

function namesOf(runs: readonly Figures[]): readonly string[] {
  return [...new Set(runs.flatMap((figures) => Object.keys(figures)))]
}

function valuesOf(runs: readonly Figures[], name: string): readonly number[] {
  return runs.flatMap((figures) => figures[name] ?? [])
}

/** Three digits that say something; whole numbers as they are. */
function round(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
