/**
 * Where everything stands in the live picture of a swarm: you in the middle, the host above, listeners around, the episode below.
 *
 * Pure: sizes in CSS pixels come in, places come out. Seats are handed out clockwise from the host; where there are many, every
 * other one stands nearer, as grapes do.
 */

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Seat extends Point {
  readonly radius: number
}

export interface PictureLayout {
  readonly width: number
  readonly height: number
  readonly you: Seat
  readonly host: Seat
  readonly seats: readonly Seat[]
  readonly strip: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  /** There is room for words beside the listeners. */
  readonly labelled: boolean
}

/** More are told in words only. */
export const MOST_SEATS = 24
const STRIP_HEIGHT = 26
const STRIP_GAP = 26
const MARGIN = 12
/** Below a listener: how fast. */
const LABEL_HEIGHT = 16
/** More than these stand in two rings. */
const ONE_RING = 12

export function layoutPicture(width: number, height: number, listeners: number): PictureLayout {
  const count = Math.min(listeners, MOST_SEATS)
  const radius = count <= 6 ? 19 : count <= ONE_RING ? 16 : 12
  // Around a listener is a ring, and on some a leaf.
  const reach = radius + 12
  const labelled = count <= ONE_RING && width >= 300
  const groundHeight = height - STRIP_HEIGHT - STRIP_GAP
  const youRadius = Math.max(26, Math.min(42, groundHeight * 0.12, width * 0.092))
  const hostRadius = 17
  const top = MARGIN + hostRadius + LABEL_HEIGHT
  const bottom = groundHeight - reach - (labelled ? LABEL_HEIGHT : 0)
  const you = { x: width / 2, y: (top + bottom) / 2, radius: youRadius }
  const across = Math.max(0, Math.min(width / 2 - reach - MARGIN, 300))
  const down = Math.max(0, (bottom - top) / 2)
  const seats = Array.from({ length: count }, (_, index) => {
    const turn = ((index + 1) / (count + 1)) * 2 * Math.PI
    const near = count > ONE_RING && index % 2 === 1 ? 0.66 : 1
    return { x: you.x + Math.sin(turn) * across * near, y: you.y - Math.cos(turn) * down * near, radius }
  })
  return {
    width,
    height,
    you,
    host: { x: you.x, y: top, radius: hostRadius },
    seats,
    strip: { x: 1, y: height - STRIP_HEIGHT - MARGIN / 2, width: width - 2, height: STRIP_HEIGHT },
    labelled,
  }
}

/** A tendril from one place to another: a curve of one bend. */
export interface Tendril {
  readonly from: Point
  readonly bend: Point
  readonly to: Point
}

/** From the rim of `to` to the rim of `from`. @param side 1 or -1: which way it bends */
export function tendril(from: Seat, to: Seat, side: number): Tendril {
  const dx = to.x - from.x
  const dy = to.y - from.y
  const length = Math.hypot(dx, dy) || 1
  const rim = (seat: Seat, sign: number): Point => {
    const reach = Math.min(seat.radius + 7, length / 2)
    return { x: seat.x + (sign * dx * reach) / length, y: seat.y + (sign * dy * reach) / length }
  }
  const lift = Math.min(34, length * 0.16) * side
  return {
    from: rim(from, 1),
    bend: { x: (from.x + to.x) / 2 - (dy / length) * lift, y: (from.y + to.y) / 2 + (dx / length) * lift },
    to: rim(to, -1),
  }
}

/** @param at 0 to 1 @param aside pixels beside the line @param out filled in, so that nothing is made per dot and frame */
export function pointOn({ from, bend, to }: Tendril, at: number, aside: number, out: { x: number; y: number }): void {
  const rest = 1 - at
  const dx = 2 * rest * (bend.x - from.x) + 2 * at * (to.x - bend.x)
  const dy = 2 * rest * (bend.y - from.y) + 2 * at * (to.y - bend.y)
  const length = Math.hypot(dx, dy) || 1
  out.x = rest * rest * from.x + 2 * rest * at * bend.x + at * at * to.x - (dy / length) * aside
  out.y = rest * rest * from.y + 2 * rest * at * bend.y + at * at * to.y + (dx / length) * aside
}
