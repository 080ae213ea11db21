/** Puts what happened under the day it happened on, as the listener's calendar and language have it. Pure. */
import { msg } from '@lit/localize'
import { dateFormat } from './locale.ts'

const DAY_MS = 86_400_000

/** `Today`, `Yesterday`, `Monday, March 3, 2025`. The same words for all moments of one day, so they tell days apart, too. */
export function dayWords(atMs: number, nowMs: number): string {
  const format = dateFormat({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const day = format.format(atMs)
  if (day === format.format(nowMs)) return msg('Today')
  return day === format.format(nowMs - DAY_MS) ? msg('Yesterday') : day
}

export interface DayOf<T> {
  readonly item: T
  /** The day, at the first of each; absent at the others. */
  readonly day?: string
}

/** @param items the latest first */
export function markDays<T>(items: readonly T[], atMs: (item: T) => number, nowMs: number): readonly DayOf<T>[] {
  let last: string | undefined
  return items.map((item) => {
    const day = dayWords(atMs(item), nowMs)
    if (day === last) return { item }
    last = day
    return { item, day }
  })
}
