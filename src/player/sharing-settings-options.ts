/**
 * What a listener may choose from in the settings of sharing.
 *
 * Pure. What holds is always among the choices, also where a page's own script set something else; values are the ones of
 * `<option value>`.
 */
import { msg, str } from '@lit/localize'
import type { SharingSettings } from '../peer/index.ts'
import { megabits, roundMegabytes } from './data-words.ts'

export interface Option<T> {
  readonly value: T
  readonly words: string
}

type Allowance = SharingSettings['allowanceBytesPerDay']

const ALLOWANCES: readonly Allowance[] = [0, 50e6, 100e6, 250e6, 500e6, 1e9, 'unlimited']
/** 0.5, 1, 2, 5 and 10 Mbit/s. */
const SPEEDS = [62_500, 125_000, 250_000, 625_000, 1_250_000]

export function allowanceOptions(current: Allowance): readonly Option<Allowance>[] {
  return withCurrent(ALLOWANCES, current).map((value) => ({ value, words: allowanceWords(value) }))
}

export function speedOptions(current: number): readonly Option<number>[] {
  return withCurrent(SPEEDS, current).map((value) => ({ value, words: megabits(value) }))
}

/** What an option's value says; `undefined`: it is none. */
export function parseAllowance(value: string): Allowance | undefined {
  if (value === 'unlimited') return value
  const bytes = Number(value)
  return value !== '' && Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : undefined
}

function withCurrent<T extends number | string>(choices: readonly T[], current: T): readonly T[] {
  if (choices.includes(current)) return choices
  return [...choices, current].sort((a, b) => orderOf(a) - orderOf(b))
}

function orderOf(value: number | string): number {
  return typeof value === 'number' ? value : Number.POSITIVE_INFINITY
}

function allowanceWords(value: Allowance): string {
  if (value === 'unlimited') return msg('As much as wanted')
  return value === 0 ? msg('Nothing') : msg(str`${roundMegabytes(value)} a day`)
}
