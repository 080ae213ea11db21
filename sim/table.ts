/**
 * The figures for people: one row per figure, one column per run.
 */
import type { Figures } from './figures.ts'

/** @returns lines of text, the last one ended too. */
export function tableOf(runs: readonly Figures[]): string {
  const [first] = runs
  if (first === undefined) return ''
  const names = Object.keys(first) as (keyof Figures)[]
  const width = Math.max(...names.map((name) => name.length))
  const rows = names.map((name) => {
    const cells = runs.map((run) => String(run[name]).padStart(12))
    return `${name.padEnd(width)}${cells.join('')}`
  })
  return `${rows.join('\n')}\n`
}
