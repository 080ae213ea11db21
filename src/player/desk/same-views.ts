/**
 * Views that are made anew, with the objects of before wherever nothing in them has changed: long lists tell by identity which rows
 * to draw again.
 *
 * Pure.
 */
import { type EpisodeView, keyOf } from '../views/episode-view.ts'

/** @returns `before` itself where the two say the same. */
export function sameViews(before: readonly EpisodeView[], next: readonly EpisodeView[]): readonly EpisodeView[] {
  if (before.length === 0) return next
  const known = new Map(before.map((view) => [keyOf(view), view]))
  const merged = next.map((view) => {
    const old = known.get(keyOf(view))
    return old !== undefined && isSameView(old, view) ? old : view
  })
  return merged.length === before.length && merged.every((view, i) => view === before[i]) ? before : merged
}

export function isSameView(a: EpisodeView, b: EpisodeView): boolean {
  return isShallowSame(a, b)
}

/** Fields of one object are compared by their own fields: `keep` is the only one that has some. */
function isShallowSame(a: object, b: object): boolean {
  const fields = Object.keys(a)
  if (fields.length !== Object.keys(b).length) return false
  return fields.every((field) => {
    const one = (a as Readonly<Record<string, unknown>>)[field]
    const other = (b as Readonly<Record<string, unknown>>)[field]
    if (one === other) return true
    return isObject(one) && isObject(other) && isShallowSame(one, other)
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
