/**
 * What moves in the live picture of a swarm: listeners grow in and fade out, drift to their seats, bytes run along the lines.
 *
 * Pure: what is the case comes in with {@link SwarmMotion.show}, time with {@link SwarmMotion.advance}; who draws reads the nodes. It
 * knows when all stands still, so that nobody draws for nothing.
 */
import type { PeerFlow } from '../peer/types.ts'
import type { PictureLayout, Seat } from './swarm-picture-layout.ts'

/** Bytes on their way along one line in one direction: places from 0 (where they set out) to 1. */
export class Lane {
  readonly dots: number[] = []
  bytesPerSecond = 0
  #owed = 0.6

  get moving(): boolean {
    return this.bytesPerSecond > 0 || this.dots.length > 0
  }

  advance(seconds: number): void {
    const { dots } = this
    for (let i = 0; i < dots.length; i++) dots[i] = (dots[i] ?? 0) + seconds / TRAVEL_SECONDS
    while ((dots[0] ?? 0) > 1) dots.shift()
    if (this.bytesPerSecond <= 0) return
    this.#owed += seconds * dotsPerSecond(this.bytesPerSecond)
    for (; this.#owed >= 1; this.#owed--) if (dots.length < MOST_DOTS) dots.push(0)
  }
}

export interface MovingNode {
  readonly id: string
  x: number
  y: number
  radius: number
  /** 0: not there, 1: there. */
  grown: number
  leaving: boolean
  /** Share of the episode it holds, as drawn: it follows what is the case. */
  has: number
  flow: PeerFlow | undefined
  target: Seat
  readonly incoming: Lane
  readonly outgoing: Lane
}

const TRAVEL_SECONDS = 1.6
const MOST_DOTS = 14
const GROW_SECONDS = 0.45
/** What is left of a way after so long is half of it. */
const DRIFT_HALF_SECONDS = 0.12

/** A dot is no number of bytes: ten times as fast is some more dots, so that slow and fast are both seen. */
export function dotsPerSecond(bytesPerSecond: number): number {
  return bytesPerSecond <= 0 ? 0 : Math.min(7, Math.max(0.5, 0.85 * Math.log2(1 + bytesPerSecond / 10_000)))
}

export class SwarmMotion {
  /** Listeners, in the order they came; those who are leaving still among them. */
  readonly nodes: MovingNode[] = []
  /** From the host to you. */
  readonly host = new Lane()
  #still = true

  /** All stands still until something else is shown. */
  get moving(): boolean {
    return !this.#still
  }

  /** @param moving false: everything is at its place at once, and nothing runs along the lines (reduced motion) */
  show(flows: readonly PeerFlow[], layout: PictureLayout, hostBytesPerSecond: number, moving: boolean): void {
    const shown = flows.slice(0, layout.seats.length)
    for (const [index, flow] of shown.entries()) {
      const seat = layout.seats[index]
      if (seat !== undefined) this.#place(flow, seat)
    }
    for (const node of this.nodes) {
      if (shown.some(({ id }) => id === node.id)) continue
      node.leaving = true
      node.incoming.bytesPerSecond = node.outgoing.bytesPerSecond = 0
    }
    this.host.bytesPerSecond = hostBytesPerSecond
    this.#still = false
    if (!moving) this.#settle()
  }

  advance(seconds: number): void {
    if (this.#still) return
    let moves = this.#advanceLane(this.host, seconds)
    for (const node of this.nodes) {
      if (drift(node, seconds)) moves = true
      if (this.#advanceLane(node.incoming, seconds)) moves = true
      if (this.#advanceLane(node.outgoing, seconds)) moves = true
    }
    this.#removeGone()
    this.#still = !moves
  }

  #advanceLane(lane: Lane, seconds: number): boolean {
    lane.advance(seconds)
    return lane.moving
  }

  #place(flow: PeerFlow, target: Seat): void {
    let node = this.nodes.find(({ id }) => id === flow.id)
    if (node === undefined) {
      const { x, y, radius } = target
      const lanes = { incoming: new Lane(), outgoing: new Lane() }
      node = { id: flow.id, x, y, radius, grown: 0, leaving: false, has: flow.has, flow, target, ...lanes }
      this.nodes.push(node)
    }
    node.flow = flow
    node.target = target
    node.leaving = false
    node.incoming.bytesPerSecond = flow.receiveBytesPerSecond
    node.outgoing.bytesPerSecond = flow.giveBytesPerSecond
  }

  #settle(): void {
    for (const node of this.nodes) {
      Object.assign(node, node.target)
      node.grown = node.leaving ? 0 : 1
      node.has = node.flow?.has ?? 0
      node.incoming.dots.length = node.outgoing.dots.length = 0
    }
    this.host.dots.length = 0
    this.#removeGone()
    this.#still = true
  }

  #removeGone(): void {
    for (let i = this.nodes.length - 1; i >= 0; i--) {
      const node = this.nodes[i]
      if (node?.leaving && node.grown <= 0) this.nodes.splice(i, 1)
    }
  }
}

/** @returns whether it is not yet where and what it is to be. */
function drift(node: MovingNode, seconds: number): boolean {
  const left = 0.5 ** (seconds / DRIFT_HALF_SECONDS)
  const { target } = node
  node.x = target.x + (node.x - target.x) * left
  node.y = target.y + (node.y - target.y) * left
  node.radius = target.radius + (node.radius - target.radius) * left
  const has = node.flow?.has ?? 0
  node.has = has + (node.has - has) * left
  const step = seconds / GROW_SECONDS
  node.grown = node.leaving ? Math.max(0, node.grown - step) : Math.min(1, node.grown + step)
  const there = Math.abs(node.x - target.x) + Math.abs(node.y - target.y) < 0.2 && Math.abs(node.has - has) < 0.002
  return !there || node.leaving || node.grown < 1
}
