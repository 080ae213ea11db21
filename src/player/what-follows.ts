/**
 * Whether something plays by itself once an episode is over, and what.
 *
 * Pure: it is told what the player said and what there is to play; asking for the episode is somebody else's. Who goes to the end of
 * what stands still does not ask for more; and an episode that was asked for here plays on only if it is the one that came.
 */
import type { PlayerState } from './player-state.ts'
import { nextAfter, playsNext, type Queue } from './queue.ts'

export interface AfterView {
  readonly queue: Queue
  /** Guid of the episode in the player. */
  readonly current: string | undefined
  /** What the page would play next. */
  readonly next: string | undefined
  /** The listener wants the page's next by itself. */
  readonly autoplay: boolean
  /** The sleep timer holds the next one back. */
  readonly sleeping: boolean
}

export class WhatFollows {
  #hasEnded = false
  #wasPlaying = false
  #awaited: string | undefined

  /** @returns the guid to play now, where an episode has just come to its end */
  told({ ended, paused }: Pick<PlayerState, 'ended' | 'paused'>, view: AfterView): string | undefined {
    const isOver = ended && !this.#hasEnded && this.#wasPlaying
    this.#hasEnded = ended
    this.#wasPlaying = !paused
    return isOver ? playsNext(view.queue, view.current, view) : undefined
  }

  /** What a "next" goes to: the queue's word first. */
  next({ queue, current, next }: AfterView): string | undefined {
    return nextAfter(queue, current)?.id ?? next
  }

  /** This one was asked for, to be played once it is here. */
  awaits(guid: string): void {
    this.#awaited = guid
  }

  /** What is awaited, if anything is, has this guid: in a queue of several shows it went by another id. Without one it does not come. */
  means(guid: string | undefined): void {
    if (this.#awaited !== undefined) this.#awaited = guid
  }

  /** An episode is here. @returns whether it plays on by itself */
  arrived(guid: string): boolean {
    const playsOn = this.#awaited === guid
    this.#awaited = undefined
    return playsOn
  }
}
