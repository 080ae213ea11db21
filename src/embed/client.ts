/**
 * A typed client for a Grapevine player in an iframe: promises and events over player.js messages. Built as `client.js`, a
 * file of its own without dependencies, for pages that want to control an embedded episode. See docs/embedding.md.
 *
 *     import { connectGrapevine } from 'https://HOST/client.js'
 *     const player = await connectGrapevine(document.querySelector('iframe'))
 *     player.on('timeupdate', ({ seconds }) => …)
 *     await player.play()
 */
import type { CurrentChapter } from './controlled-player.ts'
import { FrameConnection } from './dom-frame-connection.ts'
import type { ReadyValue } from './player-js-messages.ts'
import type { ErrorValue, ProgressValue, SwarmValue, TimeValue } from './player-js-values.ts'

export { GrapevineFrameError } from './dom-frame-connection.ts'
export type { CurrentChapter, ErrorValue, ProgressValue, SwarmValue, TimeValue }

/** Events and what they carry; `grapevine:` ones without their prefix. */
export interface GrapevineEvents {
  /** After the frame was loaded anew: listeners are kept, the episode starts from its beginning. */
  readonly ready: ReadyValue
  readonly play: undefined
  readonly pause: undefined
  readonly ended: undefined
  readonly seeked: undefined
  readonly timeupdate: TimeValue
  readonly progress: ProgressValue
  readonly error: ErrorValue
  readonly swarm: SwarmValue | null
  readonly chapter: CurrentChapter | null
  readonly ratechange: { readonly rate: number }
  /** CSS pixels the player would like to be high. embed.js obeys by itself; around a plain iframe the page may. */
  readonly resize: { readonly height: number }
}

/**
 * Setters resolve once the player has taken the message and, where that is quick, done it; whether it plays is told by `play`
 * and `getPaused`, as a browser may want a tap inside the frame first. Promises reject with {@link GrapevineFrameError} where
 * the player refuses a value, and once `dispose` was called.
 */
export interface GrapevineFrame {
  readonly iframe: HTMLIFrameElement
  /** What the frame offers. */
  readonly events: readonly string[]
  readonly methods: readonly string[]
  play(): Promise<void>
  pause(): Promise<void>
  getPaused(): Promise<boolean>
  mute(): Promise<void>
  unmute(): Promise<void>
  getMuted(): Promise<boolean>
  /** 0 to 100. */
  setVolume(percent: number): Promise<void>
  getVolume(): Promise<number>
  /** Seconds; 0 while it is not known. */
  getDuration(): Promise<number>
  setCurrentTime(seconds: number): Promise<void>
  getCurrentTime(): Promise<number>
  setLoop(on: boolean): Promise<void>
  getLoop(): Promise<boolean>
  /** 0.5 to 3. */
  setRate(rate: number): Promise<void>
  getRate(): Promise<number>
  getSwarm(): Promise<SwarmValue | null>
  getChapter(): Promise<CurrentChapter | null>
  /** @returns what takes the listener off again */
  on<E extends keyof GrapevineEvents>(event: E, listener: (value: GrapevineEvents[E]) => void): () => void
  /** Takes all listeners off. The frame stays as it is. */
  dispose(): void
}

/** The specification's names are bare, ours are prefixed. */
const OURS: ReadonlySet<string> = new Set(['swarm', 'chapter', 'ratechange', 'resize'])

/**
 * Waits until the player in the frame takes orders.
 *
 * @param frame an iframe, or a `<grapevine-episode>` (whose frame is loaded for it, as if somebody were interested)
 * @param options `signal` ends the waiting; there is no time limit of our own: `AbortSignal.timeout(10_000)` is one. Without
 * permission to control the player (allowed origins) nothing ever answers
 * @throws the signal's reason; TypeError where there is no frame
 */
export async function connectGrapevine(
  frame: HTMLElement,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<GrapevineFrame> {
  signal?.throwIfAborted()
  const iframe = iframeOf(frame)
  return new Promise((resolve, reject) => {
    const connection: FrameConnection = new FrameConnection(iframe, () => {
      signal?.removeEventListener('abort', abort)
      resolve(frameOf(iframe, connection))
    })
    const abort = (): void => {
      connection.dispose()
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', abort, { once: true })
  })
}

function frameOf(iframe: HTMLIFrameElement, connection: FrameConnection): GrapevineFrame {
  const set = async (method: string, value?: unknown): Promise<void> => void (await connection.ask(method, value))
  // What the player answers is what its own types say (player-js-methods.ts).
  const get = <T>(method: string): Promise<T> => connection.ask(method) as Promise<T>
  return {
    iframe,
    get events() {
      return connection.ready?.events ?? []
    },
    get methods() {
      return connection.ready?.methods ?? []
    },
    play: () => set('play'),
    pause: () => set('pause'),
    getPaused: () => get('getPaused'),
    mute: () => set('mute'),
    unmute: () => set('unmute'),
    getMuted: () => get('getMuted'),
    setVolume: (percent) => set('setVolume', percent),
    getVolume: () => get('getVolume'),
    getDuration: () => get('getDuration'),
    setCurrentTime: (seconds) => set('setCurrentTime', seconds),
    getCurrentTime: () => get('getCurrentTime'),
    setLoop: (on) => set('setLoop', on),
    getLoop: () => get('getLoop'),
    setRate: (rate) => set('grapevine:setRate', rate),
    getRate: () => get('grapevine:getRate'),
    getSwarm: () => get('grapevine:getSwarm'),
    getChapter: () => get('grapevine:getChapter'),
    on: (event, listener) =>
      connection.listen(OURS.has(event) ? `grapevine:${event}` : event, (value) =>
        listener(value as GrapevineEvents[typeof event]),
      ),
    dispose: () => connection.dispose(),
  }
}

function iframeOf(frame: HTMLElement): HTMLIFrameElement {
  if (frame instanceof HTMLIFrameElement) return frame
  const loaded: unknown = 'load' in frame && typeof frame.load === 'function' ? frame.load() : undefined
  if (loaded instanceof HTMLIFrameElement) return loaded
  throw new TypeError('connectGrapevine takes an <iframe> or a <grapevine-episode>')
}
