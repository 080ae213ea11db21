/**
 * Keeps an open popover beside its button while the page scrolls, is resized, or its own content grows.
 */
import { placeBeside } from './popover-place.ts'

/**
 * @param popover shown already; it is invisible until it has the attribute `data-placed`
 * @param button asked for anew at every look, because another one may stand for it at another width
 * @returns the disposer
 */
export function keepBeside(popover: HTMLElement, button: () => HTMLElement | undefined): () => void {
  const place = () => {
    const box = button()?.getBoundingClientRect()
    if (box === undefined) return
    // Measured at its full height, not at what was left of it before.
    popover.style.removeProperty('max-height')
    const { documentElement } = document
    const { left, top, maxHeight } = placeBeside(box, popover.getBoundingClientRect(), {
      width: documentElement.clientWidth,
      height: innerHeight,
    })
    popover.style.setProperty('left', `${left}px`)
    popover.style.setProperty('top', `${top}px`)
    popover.style.setProperty('max-height', `${maxHeight}px`)
    popover.dataset.placed = ''
  }
  const onScroll = (event: Event) => {
    if (event.target !== popover) place()
  }
  const grown = new ResizeObserver(place)
  grown.observe(popover)
  addEventListener('resize', place)
  addEventListener('scroll', onScroll, { capture: true, passive: true })
  place()
  return () => {
    grown.disconnect()
    removeEventListener('resize', place)
    removeEventListener('scroll', onScroll, { capture: true })
    delete popover.dataset.placed
  }
}
