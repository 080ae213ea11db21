/**
 * The half of every page that measures, the same for all systems: it puts itself at `globalThis.crowd`.
 *
 * First sound is what bench/support/in-page.js calls so: the element has said `playing` and its time has moved.
 */
import type { CrowdPage, Heard, Ticket } from '../types.ts'
import { StallCount } from './stalls.ts'

/** Between two looks for the first sound, and between two looks at a playing element. */
const LOOK_MS = 4
const WATCH_MS = 40
/** A system may go on from another source after an error; this long after it, nothing more is expected. */
const GIVE_UP_MS = 5_000
const MARKED = ['loadstart', 'durationchange', 'loadedmetadata', 'canplay', 'playing'] as const

export interface PageSystem {
  readonly ready?: Promise<unknown>
  /** Sets the source and plays, at the ticket's rate. */
  play(audio: HTMLAudioElement, ticket: Ticket, notes: Notes): void | Promise<void>
}

export interface Notes {
  /** Bytes from other listeners so far. */
  peerBytes(total: number): void
  failed(error: unknown): void
}

export function present(system: PageSystem): void {
  const audio = document.createElement('audio')
  document.body.append(audio)
  let finish: (heard: Heard) => void = () => {}
  const done = new Promise<Heard>((resolve) => {
    finish = resolve
  })
  const marks: Record<string, number> = {}
  let joinedMs = 0
  let ttfaMs: number | null = null
  let stalls: StallCount | undefined
  let ended = false
  let firstPeerByteMs: number | null = null
  let peerBytes = 0
  let error: string | null = null

  const heard = (): Heard => ({
    ttfaMs,
    stalls: stalls?.count ?? 0,
    dryStalls: stalls?.dryCount ?? 0,
    stallPositions: stalls?.positions ?? [],
    stalledMs: Math.round(stalls?.stalledMs ?? 0),
    ended,
    positionSeconds: audio.currentTime,
    firstPeerByteMs,
    peerBytes,
    error,
    marks: { ...marks },
  })

  const listen = (): void => {
    const look = setInterval(() => {
      if (marks.playing === undefined || audio.currentTime === 0) return
      clearInterval(look)
      const now = performance.now()
      ttfaMs = now - joinedMs
      stalls = new StallCount(now, audio.currentTime)
      const watch = setInterval(() => {
        if (ended || audio.error !== null) clearInterval(watch)
        else if (!audio.paused) stalls?.look(performance.now(), audio.currentTime, bufferedAhead(audio))
      }, WATCH_MS)
    }, LOOK_MS)
    audio.addEventListener('waiting', () => stalls?.waiting(performance.now(), bufferedAhead(audio)))
    audio.addEventListener('ended', () => {
      stalls?.finish(performance.now())
      ended = true
      finish(heard())
    })
    audio.addEventListener('error', () => {
      error ??= `media error ${audio.error?.code}: ${audio.error?.message}`
      setTimeout(() => {
        if (audio.error !== null) finish(heard())
      }, GIVE_UP_MS)
    })
  }

  const notes: Notes = {
    peerBytes: (total) => {
      if (total > 0) firstPeerByteMs ??= performance.now() - joinedMs
      peerBytes = total
    },
    failed: (reason) => {
      error ??= String(reason)
    },
  }

  const join = (ticket: Ticket): void => {
    for (const type of MARKED) {
      audio.addEventListener(type, () => {
        marks[type] ??= Math.round(performance.now() - joinedMs)
      })
    }
    joinedMs = performance.now()
    listen()
    void Promise.resolve(system.play(audio, ticket, notes)).catch(notes.failed)
  }

  const crowd: CrowdPage = { ready: Promise.resolve(system.ready).then(() => {}), join, done, heard }
  Object.assign(globalThis, { crowd })
}

function bufferedAhead({ buffered, currentTime }: HTMLAudioElement): number {
  for (let span = 0; span < buffered.length; span++) {
    if (buffered.start(span) <= currentTime && currentTime <= buffered.end(span))
      return buffered.end(span) - currentTime
  }
  return 0
}

/** Waits until a registered worker controls this page. */
export async function controlled(): Promise<void> {
  if (navigator.serviceWorker.controller !== null) return
  await new Promise<void>((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true })
  })
}

/** Starts a source at the ticket's rate, as a page's own play button would. */
export function playAt(audio: HTMLAudioElement, url: string, rate: number): void {
  // The default is what loading the source sets the rate to.
  audio.defaultPlaybackRate = rate
  audio.src = url
  audio.playbackRate = rate
  // A refused play() is told by the element's own `error`, or by a listener that never ends.
  audio.play().catch(() => {})
}
