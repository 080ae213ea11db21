/**
 * Thousands of listeners of one episode on a virtual clock, each with the real planner.
 *
 * It plays the part of engine, swarm, tracker and host: shows each listener's planner what it would see, carries out the commands, and
 * lets the model say when bytes come. The model's numbers are in model.ts, what it leaves out in docs/simulator.md.
 */
import { plan } from '../src/peer/plan.ts'
import { CrowdMeetings } from './crowd-meetings.ts'
import { CrowdState, GONE, HERE, VANISHED } from './crowd-state.ts'
import { CrowdTransfers } from './crowd-transfers.ts'
import { CrowdView } from './crowd-view.ts'
import * as events from './events.ts'
import { ENDED } from './media-elements.ts'
import { SILENT_PEER_MS } from './model.ts'
import { PlanTimes } from './plan-times.ts'
import { type Episode, seekTarget, type Trace } from './trace.ts'

export interface CrowdOptions {
  /** Of the host, bytes a ms in all. */
  readonly originRate: number
  /** The tracker knows leases. */
  readonly leases: boolean
  readonly seed: number
}

export class Crowd {
  readonly state: CrowdState
  readonly plans: PlanTimes
  readonly transfers: CrowdTransfers
  readonly meetings: CrowdMeetings
  readonly #view: CrowdView

  constructor(episode: Episode, trace: Trace, options: CrowdOptions) {
    this.state = new CrowdState(episode, trace, options, {
      began: (request, doneMs) => this.#later(events.DELIVERED, request, doneMs),
      refused: (request, delayMs) => this.#later(events.REFUSED, request, this.state.nowMs + delayMs),
    })
    this.plans = new PlanTimes(trace.count, this.state.queue)
    this.transfers = new CrowdTransfers(this.state, this.plans)
    this.meetings = new CrowdMeetings(this.state, this.plans, this.transfers)
    this.#view = new CrowdView(this.state)
    if (trace.count > 0) this.state.queue.push(trace.joinMs[0] as number, events.JOIN, 0)
  }

  /** Does what happens next. @returns false when nothing happens any more: everybody has left. */
  step(): boolean {
    const { queue, origin } = this.state
    const markMs = origin.nextMs
    if (markMs <= queue.nextMs) {
      if (markMs === Number.POSITIVE_INFINITY) return false
      this.state.nowMs = Math.max(this.state.nowMs, markMs)
      this.transfers.marked(origin.takeMark(this.state.nowMs))
      return true
    }
    queue.pop()
    this.state.nowMs = queue.timeMs
    this.#happen(queue.kind, queue.a, queue.b)
    return true
  }

  #later(kind: number, request: number, atMs: number): void {
    const { queue, uploads } = this.state
    queue.push(atMs, kind, request, uploads.generation[request] as number)
  }

  #happen(kind: number, a: number, b: number): void {
    switch (kind) {
      case events.PLAN:
        return this.#plan(a)
      case events.DELIVERED:
        return this.transfers.delivered(a, b)
      case events.REFUSED:
        return this.transfers.refused(a, b)
      case events.FIRST_BYTE:
        return this.transfers.firstByte(a, b)
      case events.DRY:
        return this.transfers.dry(a, b)
      case events.LEASED:
        return this.meetings.meetHolder(a, this.transfers.leased(a, b))
      case events.WORDS_RUN_OUT:
        return this.plans.at(a, this.state.nowMs)
      case events.TOLD:
        return this.transfers.told(a)
      case events.ANNOUNCE:
        return this.meetings.announce(a)
      case events.CONNECTED:
        return this.meetings.connected(a, b)
      case events.NOT_CONNECTED:
        return this.meetings.notConnected(a, b)
      case events.UNPLUGGED:
        return this.#unplug(a)
      case events.JOIN:
        return this.#join(a)
      case events.SEEK:
        return this.#seek(a, b)
      case events.LEAVE:
        return this.#leave(a)
    }
  }

  #plan(i: number): void {
    const { presence, nowMs } = this.state
    if (presence[i] !== HERE || !this.plans.begin(i, nowMs)) return
    const { commands, wakeInMs } = plan(this.#view.show(i))
    this.transfers.carryOut(i, commands)
    if (wakeInMs !== undefined) this.plans.at(i, nowMs + wakeInMs)
  }

  #join(i: number): void {
    const { trace, queue, presence, elements, windows, nowMs } = this.state
    if (i + 1 < trace.count) queue.push(trace.joinMs[i + 1] as number, events.JOIN, i + 1)
    presence[i] = HERE
    elements.start(i, nowMs)
    windows.open(i, 0, () => 0)
    queue.push(nowMs + (trace.setUpMs[i] as number), events.ANNOUNCE, i)
    queue.push(nowMs + (trace.stayMs[i] as number), events.LEAVE, i)
    for (let index = trace.seekStart[i] as number; index < (trace.seekStart[i + 1] as number); index++) {
      queue.push(nowMs + (trace.seekMs[index] as number), events.SEEK, i, index)
    }
    this.transfers.waits(i)
  }

  #seek(i: number, index: number): void {
    const { trace, episode, presence, elements, windows, possession, nowMs } = this.state
    if (presence[i] !== HERE || elements.state(i) === ENDED) return
    const to = seekTarget(trace, index, elements.playhead(i, nowMs), episode)
    this.transfers.settle(i)
    elements.seek(i, to, nowMs)
    windows.open(i, to, (from, before) => possession.bytesIn(i, from, before))
    this.transfers.waits(i)
  }

  #leave(i: number): void {
    const { trace, presence, elements, queue, uploads, nowMs } = this.state
    if (presence[i] !== HERE) return
    this.transfers.stopAll(i)
    elements.leave(i, nowMs)
    this.plans.never(i)
    if (trace.vanishes[i] === 1) {
      presence[i] = VANISHED
      uploads.freeze(i)
      queue.push(nowMs + SILENT_PEER_MS, events.UNPLUGGED, i)
    } else this.#unplug(i)
  }

  #unplug(i: number): void {
    this.state.presence[i] = GONE
    this.meetings.unplug(i)
  }
}
