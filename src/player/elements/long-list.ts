/**
 * How the list for thousands of rows takes the place of a show's first few: nobody notices that another list stands there.
 *
 * Loaded with that list, when one comes near the end of the first rows.
 */
import { LitElement } from 'lit'
import type { RowPlace } from '../scroll-memory.ts'
import type { GvVirtualList } from './gv-virtual-list.ts'
import './gv-virtual-list.ts'

/** What has the focus: which row, and which of its links and buttons. */
interface FocusInRow {
  readonly index: number
  readonly control: number
}

export interface Standing {
  /** The first row on the screen, where one has scrolled into them. */
  readonly place: RowPlace | undefined
  readonly focused: FocusInRow | undefined
}

/** @param root of the list's owner. @param keyOf a row's key by its index */
export function standingAmongFirst(
  root: HTMLElement | DocumentFragment,
  keyOf: (index: number) => string | undefined,
): Standing {
  const items = [...root.querySelectorAll('ol > li')]
  return { place: placeAmong(items, keyOf), focused: focusAmong(items) }
}

/** What is on the screen stays, and what has the focus has it. */
export async function takeOver(list: GvVirtualList, { place, focused }: Standing): Promise<void> {
  await list.updateComplete
  if (place !== undefined) await list.restore(place)
  if (focused === undefined) return
  const row = list.hold(focused.index)
  if (row instanceof LitElement) await row.updateComplete
  if (row !== undefined) controlsOf(row)[focused.control]?.focus({ preventScroll: true })
}

function placeAmong(items: readonly Element[], keyOf: (index: number) => string | undefined): RowPlace | undefined {
  const index = items.findIndex((item) => item.getBoundingClientRect().bottom > 0)
  const [top, key] = [items[index]?.getBoundingClientRect().top ?? 0, keyOf(index)]
  return top >= 0 || key === undefined ? undefined : { index, key, offset: -top }
}

function focusAmong(items: readonly Element[]): FocusInRow | undefined {
  for (const [index, item] of items.entries()) {
    const row = item.firstElementChild
    const control = row?.shadowRoot?.activeElement
    if (row != null && control != null) return { index, control: controlsOf(row).indexOf(control as HTMLElement) }
  }
  return undefined
}

function controlsOf(row: Element): readonly HTMLElement[] {
  return [...(row.shadowRoot?.querySelectorAll<HTMLElement>('a, button') ?? [])]
}
