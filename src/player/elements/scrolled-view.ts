/** Keeps a line in view by scrolling its list alone: never the page, and only when the line leaves the middle. */

/** The part of the list in which a line may be without anything moving, and where it is put when it leaves that. */
const FROM = 0.05
const TO = 0.7
const PUT_AT = 0.25

/** A list that is not shown is left as it is. @param behavior smooth only nearby, and only for who likes motion. */
export function keepInView(list: HTMLElement, line: HTMLElement, behavior: ScrollBehavior): void {
  const { height, top } = list.getBoundingClientRect()
  if (height === 0) return
  const box = line.getBoundingClientRect()
  const at = box.top - top
  if (at >= height * FROM && at + Math.min(box.height, height / 4) <= height * TO) return
  const by = at - height * PUT_AT
  const isNear = Math.abs(by) < height * 1.5 && !matchMedia('(prefers-reduced-motion: reduce)').matches
  const before = list.scrollTop
  list.scrollTo({ top: before + by, behavior: behavior === 'smooth' && isNear ? 'smooth' : 'instant' })
  if (isNear) return
  // What comes into view from afar turns out higher or lower than was thought before it was laid out.
  requestAnimationFrame(() => {
    const off = line.getBoundingClientRect().top - list.getBoundingClientRect().top - height * PUT_AT
    if (Math.abs(off) > 1 && list.scrollTop !== before) list.scrollTop += off
  })
}
