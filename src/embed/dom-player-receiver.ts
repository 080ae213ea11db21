/**
 * Serves player.js in a frame: takes messages from the pages around it, hands them to the protocol, posts what comes out, and
 * carries wishes to the player.
 *
 * Heard are only the windows this frame is in, never a sibling, an opener or this window itself; answers go to the window
 * that asked, under the origin it asked from. Messages are taken one after another: what follows a wish waits until the
 * player said it is so (a quarter of a second at most), so that `setVolume` and `getVolume` in one breath agree.
 * See docs/embedding.md.
 */
import {
  MuteRequest,
  PauseRequest,
  PlayRequest,
  RateRequest,
  SeekRequest,
  VolumeRequest,
} from '../player/player-requests.ts'
import type { Clock } from '../shared/clock.ts'
import { domClock } from '../shared/dom-clock.ts'
import { type AllowedOrigins, isAllowed, readyTargets, targetFor } from './allowed-origins.ts'
import type { ControlledPlayer } from './controlled-player.ts'
import { observe } from './player-js-events.ts'
import { HERE_EVENT, type PlayerJsMessage, type ReadyValue, readMessage, writeMessage } from './player-js-messages.ts'
import { EVENTS, isFulfilled, METHODS, type Wish } from './player-js-methods.ts'
import { answer, eventFor, type ListeningState } from './player-js-protocol.ts'
import { errorValue, type PlayerFacts, swarmValue } from './player-js-values.ts'

export interface ReceiverOptions {
  /** The frame's. Where it is in no frame, nothing is served. */
  readonly window: Window
  /** Origins that may control the player and listen to it; `*`: whoever embeds it. */
  readonly allowedOrigins: AllowedOrigins
  readonly clock?: Clock
  /** What `ready` calls this frame. Default: the window's address now, which is the iframe's `src`. */
  readonly src?: string
}

interface Client {
  readonly window: Window
  readonly origin: string
}

/** What a wish may take to be carried out before the next message is looked at. */
const SETTLE_MS = 250
/** Messages that wait, and windows with an origin that are remembered; more are passed over. */
const MAX_WAITING = 1_000
const MAX_CLIENTS = 50

/**
 * Tells the page around that the player takes orders, and takes them until the disposer runs. Call it once the player exists.
 *
 * @returns the disposer; with it all listeners are forgotten
 */
export function servePlayerJs(player: ControlledPlayer, options: ReceiverOptions): () => void {
  const { window, allowedOrigins, clock = domClock, src = window.location.href } = options
  if (window.parent === window) return () => {}
  const ready: ReadyValue = { src, events: EVENTS, methods: METHODS }
  const clients: Client[] = []
  const waiting: { client: number; message: PlayerJsMessage }[] = []
  let listening: ListeningState = []
  let settling: { wish: Wish; stop: () => void } | undefined
  let observed = { state: player.state.snapshot, atMs: clock.now(), seeking: false }
  let swarm = ''
  let sessionError: string | undefined

  const facts = (): PlayerFacts => ({
    state: player.state.snapshot,
    loop: player.loop,
    swarm: player.swarm.snapshot,
    chapter: player.chapter.snapshot,
  })

  const post = (client: number, message: PlayerJsMessage): void => {
    const to = clients[client]
    to?.window.postMessage(writeMessage(message), targetFor(to.origin))
  }
  const tell = (event: string, value?: unknown): void => {
    for (const { client, message } of eventFor(listening, event, value)) post(client, message)
  }

  const carryOut = (wish: Wish): void => {
    switch (wish.type) {
      case 'play':
        return player.execute(new PlayRequest())
      case 'pause':
        return player.execute(new PauseRequest())
      case 'mute':
        return player.execute(new MuteRequest(wish.on))
      case 'volume': {
        const { muted } = player.state.snapshot
        player.execute(new VolumeRequest(wish.percent / 100))
        // For a listener a new volume ends muting; for a program it is only a number.
        if (muted) player.execute(new MuteRequest(true))
        return
      }
      case 'seek':
        return player.execute(new SeekRequest(wish.toSeconds))
      case 'rate':
        return player.execute(new RateRequest(wish.rate))
      case 'loop':
        return player.setLoop(wish.on)
      case 'focus':
        return player.focusPlay()
    }
  }

  const settled = (): void => {
    settling?.stop()
    settling = undefined
    takeNext()
  }
  const takeNext = (): void => {
    while (settling === undefined) {
      const next = waiting.shift()
      if (next === undefined) return
      const { listening: after, replies, wish } = answer(listening, next.client, next.message, facts(), ready)
      listening = after
      for (const reply of replies) post(next.client, reply)
      if (wish === undefined) continue
      carryOut(wish)
      if (!isFulfilled(wish, facts())) settling = { wish, stop: clock.after(SETTLE_MS, settled) }
    }
  }

  const clientOf = (from: Window, origin: string): number | undefined => {
    const known = clients.findIndex((client) => client.window === from && client.origin === origin)
    if (known !== -1) return known
    return clients.length < MAX_CLIENTS ? clients.push({ window: from, origin }) - 1 : undefined
  }
  const hear = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (!isAllowed(origin, allowedOrigins)) return
    const from = ancestors(window).find((ancestor) => ancestor === source)
    const message = readMessage(data)
    if (from === undefined || message?.method === undefined) return
    const client = clientOf(from, origin)
    if (client === undefined || waiting.length >= MAX_WAITING) return
    waiting.push({ client, message })
    takeNext()
  }

  const followState = (): void => {
    const { after, told } = observe(observed, player.state.snapshot, clock.now())
    observed = after
    for (const { event, value } of told) tell(event, value)
    if (settling !== undefined && isFulfilled(settling.wish, facts())) settled()
  }
  const followSwarm = (): void => {
    const value = swarmValue(player.swarm.snapshot)
    const text = JSON.stringify(value)
    if (text !== swarm) tell('grapevine:swarm', value)
    swarm = text
    const kind = player.swarm.snapshot?.error?.kind
    if (kind !== undefined && kind !== sessionError) tell('error', errorValue(kind))
    sessionError = kind
  }

  const disposers = [
    player.state.subscribe(followState),
    player.swarm.subscribe(followSwarm),
    player.chapter.subscribe((chapter) => tell('grapevine:chapter', chapter ?? null)),
    player.wantedHeight.subscribe((height) => height !== undefined && tell('grapevine:resize', { height })),
    () => window.removeEventListener('message', hear),
    () => settling?.stop(),
  ]
  window.addEventListener('message', hear)
  window.parent.postMessage(writeMessage({ event: HERE_EVENT }), '*')
  for (const target of readyTargets(allowedOrigins, parentOrigin(window)))
    window.parent.postMessage(writeMessage({ event: 'ready', value: ready }), target)
  return () => {
    for (const dispose of disposers) dispose()
  }
}

/** The windows this one is in, from the inside out. */
function ancestors(window: Window): Window[] {
  const found: Window[] = []
  let at = window
  // `parent` of the outermost window is that window itself.
  while (at.parent !== at && found.length < 20) {
    at = at.parent
    found.push(at)
  }
  return found
}

/** Where the browser tells: Firefox has no `ancestorOrigins`, and a referrer may be withheld. */
function parentOrigin(window: Window): string | undefined {
  const first = window.location.ancestorOrigins?.[0]
  if (first !== undefined) return first
  const { referrer } = window.document
  return referrer === '' ? undefined : new URL(referrer).origin
}
