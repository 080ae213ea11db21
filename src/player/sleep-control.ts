/**
 * Runs the sleep timer on a player: tells it what is heard, and carries out what it decides.
 *
 * It looks four times a second while sound plays, and at each word of the player; while nothing plays no timer runs. What it
 * shows changes once a second at most, so that nobody draws four times what looks the same.
 */
import type { Clock } from '../shared/clock.ts'
import { type Observable, Subject } from '../shared/emitter.ts'
import { indexAt } from './chapter-position.ts'
import { PauseRequest, type PlaybackRequest } from './player-requests.ts'
import type { PlayerState } from './player-state.ts'
import { type SleepChoice, type SleepView, sleepViewOff } from './sleep-choices.ts'
import { type Heard, reduceSleep, type SleepFact, type SleepState, sleepOff } from './sleep-timer.ts'

const LOOK_EVERY_MS = 250

/** What the timer needs of a player; `DomMediaAdapter` is one. */
export interface SleepingPlayer extends Observable<PlayerState> {
  setFade(factor: number): void
  execute(request: PlaybackRequest): void
}

export class SleepControl extends Subject<SleepView> {
  readonly #clock: Clock
  #state = sleepOff
  #player: SleepingPlayer | undefined
  #chapters: readonly { readonly startSeconds: number }[] = []
  #leave: () => void = () => {}
  #stopLooking: (() => void) | undefined

  constructor(clock: Clock) {
    super(sleepViewOff)
    this.#clock = clock
  }

  /** Goes by this player from now on; the timer goes on. `undefined` lets go of the one before. */
  follow(player: SleepingPlayer | undefined): void {
    if (player === this.#player) return
    this.#leave()
    this.#player?.setFade(1)
    this.#player = player
    let open = player?.snapshot.source === 'set'
    const leave = player?.subscribe(({ source }) => {
      const wasOpen = open
      open = source === 'set'
      if (wasOpen && !open) this.#tell({ type: 'EndsChanged' })
      this.#look()
    })
    this.#leave = leave ?? (() => {})
    this.#look()
  }

  /** Those of the episode that is heard, by their start; empty where it has none. */
  setChapters(chapters: readonly { readonly startSeconds: number }[]): void {
    if (chapters === this.#chapters) return
    this.#chapters = chapters
    this.#tell({ type: 'EndsChanged' })
    this.#look()
  }

  choose(choice: SleepChoice): void {
    this.#tell({ type: 'Chosen', choice })
    this.#look()
  }

  /** Five more minutes. */
  more(): void {
    this.#tell({ type: 'MoreAsked' })
    this.#look()
  }

  dispose(): void {
    this.choose('off')
    this.follow(undefined)
    this.#stopLooking?.()
    this.#stopLooking = undefined
  }

  #look(): void {
    const snapshot = this.#player?.snapshot
    if (snapshot === undefined) return
    this.#tell({ type: 'Heard', heard: this.#heard(snapshot), now: this.#clock.now() })
    const running = this.#state.choice !== 'off' && !snapshot.paused
    if (running && this.#stopLooking === undefined) {
      this.#stopLooking = this.#clock.after(LOOK_EVERY_MS, () => {
        this.#stopLooking = undefined
        this.#look()
      })
    } else if (!running) {
      this.#stopLooking?.()
      this.#stopLooking = undefined
    }
  }

  #heard({ paused, ended, waiting, currentTimeSeconds, durationSeconds, playbackRate }: PlayerState): Heard {
    const next = this.#chapters[indexAt(this.#chapters, currentTimeSeconds) + 1]
    return {
      paused,
      ended,
      waiting,
      durationSeconds,
      atSeconds: currentTimeSeconds,
      rate: playbackRate,
      chapterEndSeconds: next?.startSeconds,
    }
  }

  #tell(fact: SleepFact): void {
    const before = this.#state
    const { state, pause } = reduceSleep(before, fact)
    this.#state = state
    if (state.gain !== before.gain) this.#player?.setFade(state.gain)
    const view = viewOf(state)
    const seen = this.snapshot
    const same = (Object.keys(view) as (keyof SleepView)[]).every((key) => view[key] === seen[key])
    if (!same) this.set(view)
    if (pause) this.#player?.execute(new PauseRequest())
  }
}

function viewOf({ choice, leftMs, gain, holdsNext }: SleepState): SleepView {
  const leftSeconds = leftMs === undefined ? undefined : Math.ceil(leftMs / 1000)
  return { choice, leftSeconds, fading: gain < 1, holdsNext }
}
