/**
 * How listeners meet and part: announces to the tracker, introductions, connections that come about or do not, neighbours that
 * leave.
 */

import { type CrowdState, HERE } from './crowd-state.ts'
import type { CrowdTransfers } from './crowd-transfers.ts'
import { ANNOUNCE, CONNECTED, NOT_CONNECTED } from './events.ts'
import * as model from './model.ts'
import type { PlanTimes } from './plan-times.ts'
import { drawFor } from './random.ts'

export class CrowdMeetings {
  readonly #state: CrowdState
  readonly #plans: PlanTimes
  readonly #transfers: CrowdTransfers
  readonly #lastAnnounceMs: Float64Array
  connections = 0
  announces = 0

  constructor(state: CrowdState, plans: PlanTimes, transfers: CrowdTransfers) {
    this.#state = state
    this.#plans = plans
    this.#transfers = transfers
    this.#lastAnnounceMs = new Float64Array(state.trace.count).fill(Number.NEGATIVE_INFINITY)
  }

  /** Time to look whether more peers are wanted; the first time it joins the swarm. */
  announce(i: number): void {
    const { presence, mesh, attempts, queue, rng, nowMs } = this.#state
    if (presence[i] !== HERE) return
    queue.push(nowMs + model.ANNOUNCE_AGAIN_MS * (0.8 + 0.4 * rng()), ANNOUNCE, i)
    const missing = model.PEERS_SOUGHT - (mesh.degree[i] as number) - (attempts[i] as number)
    if (missing <= 0 && nowMs - (this.#lastAnnounceMs[i] as number) < model.ANNOUNCE_REST_MS) return
    this.#lastAnnounceMs[i] = nowMs
    this.#introduce(i, Math.min(model.PEERS_PER_ANNOUNCE, Math.max(0, missing)))
  }

  connected(i: number, j: number): void {
    const { mesh, presence, trace, nowMs } = this.#state
    this.notConnected(i, j)
    if (presence[i] !== HERE || presence[j] !== HERE || mesh.isFull(i) || mesh.isFull(j) || mesh.slot(i, j) >= 0) return
    const delayMs = (trace.accessMs[i] as number) + (trace.accessMs[j] as number)
    mesh.connect(i, j, delayMs, nowMs)
    this.connections += 1
    this.#plans.at(i, nowMs + 2 * delayMs)
    this.#plans.at(j, nowMs + 2 * delayMs)
  }

  /** An attempt is over. */
  notConnected(i: number, j: number): void {
    for (const one of [i, j]) {
      this.#state.attempts[one] = (this.#state.attempts[one] as number) - 1
      this.#planIfAlone(one)
    }
  }

  /** `i` is gone, and its neighbours know it now: what was asked of it is asked of others. */
  unplug(i: number): void {
    const { mesh, requests, uploads, members, leases, presence, nowMs } = this.#state
    members.leave(i)
    leases?.left(i)
    while ((mesh.degree[i] as number) > 0) {
      const j = mesh.neighbour[i * model.MOST_PEERS] as number
      mesh.disconnect(i, j)
      if (presence[j] !== HERE) continue
      for (const request of [...(requests[j] ?? [])]) {
        if (uploads.giver[request] === i) this.#transfers.takeBack(j, request)
      }
      this.#plans.at(j, nowMs)
    }
  }

  /** The tracker named a holder of what `i` wants: it is met, within limits, one at a time. */
  meetHolder(i: number, holder: number | undefined): void {
    const { attempts, mesh, presence } = this.#state
    if (holder === undefined || presence[holder] !== HERE || mesh.isFull(holder) || mesh.slot(i, holder) >= 0) return
    if ((attempts[i] as number) > 0 || (mesh.degree[i] as number) >= model.HOLDERS_MET_BELOW) return
    this.#attempt(i, holder)
  }

  #introduce(i: number, count: number): void {
    const { members, mesh, announced, swarmSize, rng, presence } = this.#state
    this.announces += 1
    members.join(i)
    announced[i] = 1
    swarmSize[i] = members.size
    const picked = members.pick(
      count,
      rng,
      (j) => j !== i && presence[j] === HERE && mesh.slot(i, j) < 0 && !mesh.isFull(j),
    )
    for (const j of picked) this.#attempt(i, j)
    this.#planIfAlone(i)
  }

  /** Whether peers may appear any moment makes a difference to those who have none. */
  #planIfAlone(i: number): void {
    const { attempts, mesh, presence, nowMs } = this.#state
    if (attempts[i] === 0 && mesh.degree[i] === 0 && presence[i] === HERE) this.#plans.at(i, nowMs)
  }

  #attempt(i: number, j: number): void {
    const { attempts, queue, rng, nowMs } = this.#state
    attempts[i] = (attempts[i] as number) + 1
    attempts[j] = (attempts[j] as number) + 1
    const connects = this.#canConnect(i, j)
    const takesMs = connects ? model.drawConnectMs(rng) : model.ATTEMPT_LIMIT_MS
    queue.push(nowMs + takesMs, connects ? CONNECTED : NOT_CONNECTED, i, j)
  }

  #canConnect(i: number, j: number): boolean {
    return drawFor(this.#state.seed, Math.min(i, j), Math.max(i, j)) >= model.UNCONNECTABLE
  }
}
