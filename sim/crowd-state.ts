/**
 * Everything the crowd shares: the trace, the columns, the ports. The crowd's files read and change it; it decides nothing.
 */
import type { Rng } from '../src/shared/clock.ts'
import { EventQueue } from './event-queue.ts'
import { Flights } from './flights.ts'
import { Giving } from './giving.ts'
import { Introductions } from './introductions.ts'
import { LeaseWords } from './lease-words.ts'
import { MediaElements } from './media-elements.ts'
import { Mesh } from './mesh.ts'
import { DOWNLINKS, mbit, ORIGIN_CONNECTION } from './model.ts'
import { Possession } from './possession.ts'
import { seededRng } from './random.ts'
import { SharedOrigin } from './shared-origin.ts'
import { StartWindows } from './start-windows.ts'
import type { Episode, Trace } from './trace.ts'
import { type UploadEvents, Uploads } from './uploads.ts'

export const NOT_YET = 0
export const HERE = 1
export const VANISHED = 2
export const GONE = 3

export class CrowdState {
  readonly episode: Episode
  readonly trace: Trace
  readonly seed: number
  readonly rng: Rng
  readonly queue = new EventQueue()
  readonly origin: SharedOrigin
  readonly elements: MediaElements
  readonly possession: Possession
  readonly flights: Flights
  readonly mesh: Mesh
  readonly uploads: Uploads
  readonly windows: StartWindows
  readonly members: Introductions
  /** Absent: a tracker without leases. */
  readonly leases: LeaseWords | undefined
  readonly giving: Giving
  /** By listener. */
  readonly presence: Uint8Array
  readonly ids: readonly string[]
  /** Requests to peers under way, in the order of asking. */
  readonly requests: readonly number[][]
  /** By listener and piece: how many peers are asked for it. */
  readonly asked: Uint8Array
  /** Introductions under way; and whether the first answer of the tracker is still awaited. */
  readonly attempts: Int32Array
  readonly announced: Uint8Array
  readonly swarmSize: Int32Array
  /** Measured pace of the host, bytes a second and ms; 0: not measured. */
  readonly originRate: Float64Array
  readonly originLatencyMs: Float64Array
  /** Where the element began to wait. */
  readonly waitFrom: Float64Array
  nowMs = 0

  constructor(
    episode: Episode,
    trace: Trace,
    options: { originRate: number; leases: boolean; seed: number },
    uploadEvents: UploadEvents,
  ) {
    const { count } = trace
    this.episode = episode
    this.trace = trace
    this.seed = options.seed
    this.rng = seededRng(options.seed, 3)
    this.origin = new SharedOrigin(options.originRate, connectionSpeeds())
    this.elements = new MediaElements(count, episode)
    this.possession = new Possession(count, episode)
    this.flights = new Flights(count, episode, this.origin)
    this.mesh = new Mesh(count)
    this.uploads = new Uploads(trace.uplink, downlinkSpeeds(trace), episode.pieceCount, uploadEvents)
    this.windows = new StartWindows(count, episode)
    this.members = new Introductions(count)
    this.leases = options.leases ? new LeaseWords(count, episode.pieceCount) : undefined
    this.giving = new Giving(count)
    this.presence = new Uint8Array(count)
    this.ids = Array.from({ length: count }, (_, i) => `${i.toString(36)}-${(options.seed + i * 7919).toString(36)}`)
    this.requests = Array.from({ length: count }, () => [])
    this.asked = new Uint8Array(count * episode.pieceCount)
    this.attempts = new Int32Array(count)
    this.announced = new Uint8Array(count)
    this.swarmSize = new Int32Array(count).fill(1)
    this.originRate = new Float64Array(count)
    this.originLatencyMs = new Float64Array(count)
    this.waitFrom = new Float64Array(count)
  }

  /** @returns the byte before which the element of `i` has everything from its playhead on. */
  reach(i: number): number {
    const held = this.possession.end(i, this.elements.playhead(i, this.nowMs))
    return this.flights.reach(i, held, this.nowMs)
  }
}

/** Fastest of one connection to the host, by class of downlink, bytes a ms. */
export function connectionSpeeds(): number[] {
  return DOWNLINKS.map(({ megabits }) => Math.min(ORIGIN_CONNECTION, mbit(megabits)))
}

function downlinkSpeeds({ downlink }: Trace): Float64Array {
  return Float64Array.from(downlink, (index) => mbit(DOWNLINKS[index]?.megabits ?? 0))
}
