/**
 * Feeds one media element through MediaSource, from the moment it opens the source until it lets go.
 *
 * It carries out what feeding.ts decides, again and again: one thing at a time, a seek interrupting what is being read. It
 * knows nothing of where bytes come from (the stream's port) and nothing of the element but what the player reports.
 */
import type { Clock, Millis } from '../../../shared/clock.ts'
import type { MediaFacts } from '../../types.ts'
import type { ByteStream } from '../byte-stream.ts'
import { BufferLine } from './dom-buffer-line.ts'
import { covers, type FeedRun, type FeedView, nextStep, playedOut, secondsAhead } from './feeding.ts'
import type { MediaLayout } from './media-layout.ts'
import { type SegmentCutter, UnfitError } from './segment-cutter.ts'
import { readOn } from './steady-reading.ts'

export interface MediaFeedOptions {
  readonly stream: ByteStream
  readonly layout: MediaLayout
  /** Open. */
  readonly source: MediaSource
  readonly clock: Clock
  /** Aborts when the element lets go of the source, or the episode is closed. */
  readonly signal: AbortSignal
}

interface Run extends FeedRun {
  atEnd: boolean
  readonly fromByte: number
  readonly chunks: AsyncGenerator<Uint8Array>
  readonly cutter: SegmentCutter
  /** Cut, but not appended yet. */
  segment: Uint8Array<ArrayBuffer> | undefined
  placed: boolean
  exhausted: boolean
}

/** Where a stretch turned out to begin after its target, the next is begun so much earlier. */
const STEP_BACK_SECONDS = 10
const MAX_MISSES = 3
/** An element that has this much and still waits, for so long, will not go on by itself. */
const PLENTY_SECONDS = 10
const MAX_STUCK_MS = 5_000

export class MediaFeed {
  readonly #options: MediaFeedOptions
  readonly #line: BufferLine
  #facts: MediaFacts | undefined
  #played = false
  #run: Run | undefined
  #aim = { seconds: 0, misses: 0 }
  /** Ends what is being read for the present stretch, or for one that is being begun. */
  #reading = new AbortController()
  #wake: () => void = () => {}
  #stuck: { readonly atSeconds: number; readonly sinceMs: Millis } | undefined

  /** @throws DOMException where the browser does not take the type after all */
  constructor(options: MediaFeedOptions) {
    this.#options = options
    this.#line = new BufferLine(options.source, options.layout.mimeType, options.signal)
    options.source.duration = options.layout.durationSeconds
    options.signal.addEventListener('abort', () => this.#leave())
  }

  /** What the element does now; a seek is obeyed at once. */
  report(facts: MediaFacts): void {
    this.#facts = facts
    this.#played ||= !facts.paused
    const view = this.#view()
    const left =
      this.#run === undefined ? Math.abs(view.positionSeconds - this.#aim.seconds) > 1 : nextStep(view) === 'begin'
    if (left) this.#interrupt()
    const stuck = facts.starving && covers(view) && secondsAhead(view) > PLENTY_SECONDS
    if (!stuck) this.#stuck = undefined
    else if (this.#stuck?.atSeconds !== view.positionSeconds)
      this.#stuck = { atSeconds: view.positionSeconds, sinceMs: this.#options.clock.now() }
    this.#wake()
  }

  /** Resolves when the element has let go. @throws {UnfitError} and whatever the browser throws: MediaSource can't carry this. */
  async feed(): Promise<void> {
    const { layout, signal } = this.#options
    if (layout.init !== undefined) await this.#line.append(layout.init)
    while (!signal.aborted && !this.#line.gone) {
      const view = this.#view()
      this.#checkStuck()
      switch (this.#reading.signal.aborted ? 'begin' : nextStep(view)) {
        case 'begin':
          await this.#begin(view.positionSeconds)
          break
        case 'append':
          await this.#append()
          break
        case 'finish':
          this.#line.finish()
          await this.#woken()
          break
        case 'rest':
          if (!(await this.#makeRoom(false))) await this.#woken()
          break
      }
    }
  }

  async #begin(targetSeconds: number): Promise<void> {
    const { stream, layout, clock } = this.#options
    const missed = this.#run !== undefined && landedBehind(this.#run, this.#view())
    this.#aim = { seconds: targetSeconds, misses: missed ? this.#aim.misses + 1 : 0 }
    if (this.#aim.misses > MAX_MISSES) throw new UnfitError('a place in the file was not found')
    this.#leave()
    this.#reading = new AbortController()
    const signal = AbortSignal.any([this.#options.signal, this.#reading.signal])
    const readFrom = (byte: number) => readOn(stream, byte, clock, signal)
    await this.#line.clear()
    const from = Math.max(0, targetSeconds - this.#aim.misses * STEP_BACK_SECONDS)
    const start = await unlessAborted(layout.locate(from, readFrom), signal)
    if (start === undefined || signal.aborted) return
    this.#run = {
      fromSeconds: start.seconds,
      targetSeconds,
      fromByte: start.byte,
      chunks: readFrom(start.byte),
      cutter: layout.cutter(),
      segment: undefined,
      placed: false,
      exhausted: false,
      atEnd: false,
    }
  }

  async #append(): Promise<void> {
    const run = this.#run
    if (run === undefined) return
    run.segment ??= await this.#nextSegment(run)
    if (run.segment === undefined || this.#reading.signal.aborted) return
    const { layout } = this.#options
    const atSeconds = run.placed ? undefined : layout.timeOf(run.fromByte + run.cutter.skippedBytes)
    run.placed = true
    if (await this.#line.append(run.segment, atSeconds)) run.segment = undefined
    else if (!(await this.#makeRoom(true))) await this.#woken()
    else return
    await this.#makeRoom(false)
  }

  /** @returns `undefined` where there is none yet, or no more. */
  async #nextSegment(run: Run): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { signal } = this.#reading
    for (;;) {
      const segment = run.exhausted ? run.cutter.end() : run.cutter.take()
      if (segment !== undefined) return segment
      if (run.exhausted) {
        run.atEnd = true
        return undefined
      }
      const chunk = await unlessAborted(run.chunks.next(), signal)
      if (chunk === undefined) return undefined
      if (chunk.done) run.exhausted = true
      else run.cutter.push(chunk.value)
    }
  }

  /** @returns whether something was removed. */
  async #makeRoom(short: boolean): Promise<boolean> {
    const span = playedOut(this.#view(), short)
    if (span !== undefined) await this.#line.remove(span)
    return span !== undefined
  }

  #view(): FeedView {
    const { source } = this.#options
    return {
      positionSeconds: this.#facts?.currentTimeSeconds ?? 0,
      playbackRate: this.#facts?.playbackRate ?? 1,
      played: this.#played,
      calm: (source as { streaming?: boolean }).streaming === false,
      run: this.#run,
      buffered: this.#line.spans,
    }
  }

  #checkStuck(): void {
    if (this.#stuck === undefined || this.#options.clock.now() - this.#stuck.sinceMs < MAX_STUCK_MS) return
    throw new UnfitError('the element does not go on')
  }

  #interrupt(): void {
    this.#reading.abort()
    this.#wake()
  }

  /** Gives up the present stretch. Who was waiting in the middle of a read ends by the signal. */
  #leave(): void {
    this.#interrupt()
    void this.#run?.chunks.return(undefined)
    this.#run = undefined
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}

/** A stretch that was begun for the listener's position, and turned out to begin after it. */
function landedBehind({ targetSeconds }: FeedRun, { positionSeconds, buffered: [first] }: FeedView): boolean {
  return first !== undefined && Math.abs(positionSeconds - targetSeconds) <= 1 && positionSeconds < first.startSeconds
}

/** @returns `undefined` on abort, without waiting for what `work` comes to. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  let stop: () => void = () => {}
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
