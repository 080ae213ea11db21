/**
 * A fuzz run: hostile frames of every kind against a real tracker in a process of its own, with honest listeners beside.
 *
 * The frames come from a seed. Each is followed to its outcome (`fitting.ts`, `violations.ts`); an outcome that no rule explains is
 * counted as such, and makes the run a failure, as does a word of the tracker about a fault of its own.
 */
import * as fc from 'fast-check'
import type { PeerId } from '../../../src/shared/ids.ts'
import { parseTrackerSettings, type TrackerSettings } from '../../index.ts'
import { hashOf } from '../ids.ts'
import { UNEXPLAINED } from './fitting.ts'
import { HONEST, HonestListeners } from './honest-listeners.ts'
import { hostileText } from './hostile-texts.ts'
import { Attacker, type HostileFrame } from './node-attacker.ts'
import { type Measured, TrackerProcess } from './node-tracker-process.ts'
import { violate } from './node-violator.ts'
import { Tally } from './tally.ts'
import { type Violation, violations } from './violations.ts'

export interface FuzzOptions {
  readonly transport: TrackerSettings['transport']
  readonly frames: number
  readonly seed: number
  /** Told after each round how many frames were sent. */
  readonly onProgress?: (frames: number) => void
}

export interface FuzzReport {
  readonly tally: Tally
  /** Outcomes that no rule explains, and relays that never arrived. */
  readonly unexplained: readonly string[]
  /** What the tracker said of itself. */
  readonly warnings: readonly string[]
  readonly honestRounds: number
  /** Before the first frame, after a tenth of them, and after the last; each time with nobody connected. */
  readonly idle: Measured
  readonly warm: Measured
  readonly after: Measured
  readonly durationMs: number
}

const ATTACKERS = 16
/** Each is followed by a ping, and ws ends a connection that has sixty of them unanswered (`maxPendingAutoPongs`). */
const FRAMES_EACH = 50
const VIOLATIONS_A_ROUND = 8
/** Then an attacker comes back with a new connection, before the limit for messages meets it. */
const ROUNDS_A_CONNECTION = 200

/** @throws Error where an honest listener or the process is lost. */
export async function fuzz({ transport, frames, seed, onProgress }: FuzzOptions): Promise<FuzzReport> {
  const started = performance.now()
  const settings = {
    transport,
    port: 0,
    open: true,
    messagesPerMinute: 60_000,
    // All come from one address here, and are not to be kept out for it.
    messagesPerMinutePerAddress: 60_000_000,
    maxSocketsPerAddress: 1_000_000,
    announceIntervalSeconds: 3600,
  }
  const tracker = await TrackerProcess.start(settings)
  try {
    const run = new FuzzRun(tracker.url, seed, parseTrackerSettings(settings))
    const idle = await tracker.measure()
    const tenth = Math.ceil(frames / 10)
    await run.send(tenth, onProgress)
    const warm = await tracker.measure()
    await run.send(frames, onProgress)
    const after = await tracker.measure()
    const durationMs = performance.now() - started
    const { tally, honestRounds, lostRelays } = run
    const odd = [...tally.byOutcome().keys()].filter((outcome) => outcome.startsWith(UNEXPLAINED))
    return {
      tally,
      unexplained: [...odd, ...lostRelays],
      warnings: tracker.warnings,
      honestRounds,
      idle,
      warm,
      after,
      durationMs,
    }
  } catch (error) {
    const { death, warnings } = tracker
    throw new Error(`fuzz run with seed ${seed} (tracker: ${death ?? 'alive'}; ${warnings.join('; ')})`, {
      cause: error,
    })
  } finally {
    await tracker.stop()
  }
}

interface Round {
  /** For each attacker. */
  readonly texts: readonly (readonly HostileFrame[])[]
  readonly broken: readonly Violation[]
}

class FuzzRun {
  readonly tally = new Tally()
  readonly lostRelays: string[] = []
  honestRounds = 0
  readonly #url: string
  readonly #seed: number
  readonly #violation: fc.Arbitrary<Violation>
  #round = 0
  #violators = 0

  constructor(url: string, seed: number, { maxMessageBytes, transport }: TrackerSettings) {
    this.#url = url
    this.#seed = seed
    this.#violation = violations(maxMessageBytes, transport)
  }

  /** Sends until so many frames were sent in all. */
  async send(frames: number, onProgress: (frames: number) => void = () => {}): Promise<void> {
    const honest = await HonestListeners.join(this.#url)
    let attackers: readonly Attacker[] = []
    let next = this.#generate()
    for (let round = 0; this.tally.total < frames; round++) {
      if (round % ROUNDS_A_CONNECTION === 0) attackers = await this.#renewed(attackers)
      const attack = this.#attack(attackers, next)
      const met = honest.meet()
      // While the tracker is busy.
      next = this.#generate()
      await Promise.all([attack, met])
      onProgress(this.tally.total)
    }
    await Promise.all(attackers.map((attacker) => attacker.leave()))
    this.honestRounds += honest.rounds
    await honest.leave()
  }

  #renewed(attackers: readonly Attacker[]): Promise<readonly Attacker[]> {
    return Promise.all(
      Array.from({ length: ATTACKERS }, async (_, i) => {
        await attackers[i]?.leave()
        return Attacker.open(this.#url, this.tally)
      }),
    )
  }

  #generate(): Round {
    const seed = this.#seed + this.#round * (ATTACKERS + 1)
    this.#round += 1
    return {
      texts: FRAMES.map((frame, i) => fc.sample(frame, { seed: seed + i, numRuns: FRAMES_EACH })),
      broken: fc.sample(this.#violation, { seed: seed + ATTACKERS, numRuns: VIOLATIONS_A_ROUND }),
    }
  }

  async #attack(attackers: readonly Attacker[], { texts, broken }: Round): Promise<void> {
    await Promise.all([this.#sendTexts(attackers, texts), ...broken.map((violation) => this.#violate(violation))])
  }

  async #sendTexts(attackers: readonly Attacker[], texts: Round['texts']): Promise<void> {
    const expected = await Promise.all(attackers.map((attacker, i) => attacker.send(texts[i] ?? [])))
    const heard = new Set((await Promise.all(attackers.map((attacker) => attacker.heard()))).flat())
    this.lostRelays.push(...expected.flat().filter((relay) => !heard.has(relay)))
  }

  #violate(violation: Violation): Promise<void> {
    this.#violators += 1
    const peerId = `f0${this.#violators.toString(16).padStart(38, '0')}` as PeerId
    return violate(this.#url, violation, [hashOf(0), peerId], this.tally)
  }
}

/** For each attacker. */
const FRAMES: readonly fc.Arbitrary<HostileFrame>[] = Array.from({ length: ATTACKERS }, (_, i) =>
  fc.oneof(
    {
      weight: 20,
      arbitrary: fc
        .tuple(hostileText(i, ATTACKERS, HONEST), fc.nat({ max: 9 }), fc.array(fc.nat({ max: 400 }), { maxLength: 5 }))
        .map(([text, fragmented, cuts]) => ({
          ...text,
          cuts: fragmented === 0 ? [...cuts].sort((a, b) => a - b) : [],
        })),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom('ping' as const, 'pong' as const),
        payload: fc.uint8Array({ maxLength: 125 }),
      }),
    },
  ),
)
