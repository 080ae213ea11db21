/**
 * Where a popover goes beside the button that opened it. Pure; `dom-popover.ts` puts it there.
 *
 * CSS anchor positioning would do this, but Firefox ESR and older WebKits lack it.
 */

export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface Placement {
  readonly left: number
  readonly top: number
  /** What there is room for; the popover scrolls within. */
  readonly maxHeight: number
}

/** CSS pixels between popover and button, and to the window's edges. */
const GAP = 8

/**
 * Above the button where it fits (hands and what is below stay visible), else below it, else where there is more room; centred on
 * the button, but always within the window.
 */
export function placeBeside(
  button: Box,
  popover: Pick<Box, 'width' | 'height'>,
  window: Pick<Box, 'width' | 'height'>,
): Placement {
  const above = button.top - 2 * GAP
  const below = window.height - (button.top + button.height) - 2 * GAP
  const left = clamp(button.left + (button.width - popover.width) / 2, GAP, window.width - popover.width - GAP)
  // In a frame hardly higher than the button neither side will do: then it may cover the button.
  const high = Math.max(above, below) < Math.min(popover.height, 160)
  if (high) {
    const maxHeight = Math.max(0, window.height - 2 * GAP)
    return { left, top: clamp(above - popover.height, GAP, window.height - popover.height - GAP), maxHeight }
  }
  const onTop = popover.height <= above || (popover.height > below && above >= below)
  const maxHeight = onTop ? above : below
  const height = Math.min(popover.height, maxHeight)
  const top = onTop ? button.top - GAP - height : button.top + button.height + GAP
  return { left, top, maxHeight }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}
