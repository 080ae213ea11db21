/**
 * One client's standing connection to the player in an iframe: questions with their answers, listeners that survive a reload
 * of the frame. What is asked and in which words is the caller's business (client.ts).
 */
import { type FrameChannel, openFrameChannel } from './dom-frame-channel.ts'
import type { ListenerId, PlayerJsMessage, ReadyValue } from './player-js-messages.ts'
import type { ErrorValue } from './player-js-values.ts'

/** Why the player did not do as asked. */
export class GrapevineFrameError extends Error {
  /** As the specification has it: 1 can't be played, 2 no such method, -1 anything else. */
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.name = 'GrapevineFrameError'
    this.code = code
  }
}

interface Asked {
  readonly resolve: (value: unknown) => void
  readonly reject: (why: Error) => void
}

interface Listening {
  readonly event: string
  readonly tell: (value: unknown) => void
}

export class FrameConnection {
  /** What the frame offers; `undefined` until it said `ready`. */
  ready: ReadyValue | undefined
  readonly #frame: HTMLIFrameElement
  readonly #channel: FrameChannel
  readonly #prefix = `grapevine-${Math.random().toString(36).slice(2)}-`
  readonly #asked = new Map<ListenerId, Asked>()
  readonly #listeners = new Map<ListenerId, Listening>()
  readonly #connected: () => void
  #lastId = 0
  #isOpen = true

  /** @param connected runs once, when the frame said `ready` for the first time */
  constructor(frame: HTMLIFrameElement, connected: () => void) {
    this.#frame = frame
    this.#connected = connected
    this.#channel = openFrameChannel(frame, (message) => this.#hear(message))
    // What the frame said before anybody listened is said again to those who ask.
    frame.addEventListener('load', this.#askReady)
    this.#askReady()
  }

  /** Getters resolve with their value. Setters have no answer: they resolve when what is asked after them was answered. */
  ask(method: string, value?: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.#isOpen) return reject(closed())
      const listener = this.#newId()
      this.#asked.set(listener, { resolve, reject })
      this.#channel.send({ method, listener, ...(value !== undefined && { value }) })
      // Messages are taken in order: where the setter was refused, its error comes first.
      if (!/get[A-Z]/.test(method)) this.#channel.send({ method: 'getPaused', listener })
    })
  }

  /** @returns what takes the listener off again */
  listen(event: string, tell: (value: unknown) => void): () => void {
    const id = this.#newId()
    this.#listeners.set(id, { event, tell })
    this.#listenTo(event, id)
    return () => {
      if (this.#listeners.delete(id)) this.#channel.send({ method: 'removeEventListener', value: event, listener: id })
    }
  }

  dispose(): void {
    for (const [listener, { event }] of this.#listeners)
      this.#channel.send({ method: 'removeEventListener', value: event, listener })
    this.#isOpen = false
    this.#listeners.clear()
    this.#dropAsked(closed())
    this.#channel.dispose()
    this.#frame.removeEventListener('load', this.#askReady)
  }

  readonly #askReady = (): void => this.#listenTo('ready', this.#idOf('ready'))

  #hear({ event, value, listener }: PlayerJsMessage): void {
    if (event === 'ready' && isReady(value)) this.#hearReady(value, listener)
    if (listener === undefined || event === undefined) return
    if (listener === this.#idOf('error')) this.#hearError(value)
    // `ready` in answer to having listened for it is not the news that a listener for it wants.
    const listening = event === 'ready' ? undefined : this.#listeners.get(listener)
    if (listening?.event === event) listening.tell(value)
    const asked = this.#asked.get(listener)
    this.#asked.delete(listener)
    asked?.resolve(value)
  }

  /** Without a listener's id it is news: a player was drawn. With ours it is the answer to our question. */
  #hearReady(ready: ReadyValue, listener: ListenerId | undefined): void {
    const isNews = listener === undefined
    const isFirst = this.ready === undefined
    if (!isNews && !(isFirst && listener === this.#idOf('ready'))) return
    this.ready = ready
    this.#listenTo('error', this.#idOf('error'))
    // The player that knew them is gone.
    for (const [id, { event }] of this.#listeners) this.#listenTo(event, id)
    if (isFirst) return this.#connected()
    this.#dropAsked(new GrapevineFrameError(-1, 'The frame was loaded anew.'))
    for (const { event, tell } of [...this.#listeners.values()]) if (event === 'ready') tell(ready)
  }

  #hearError(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    const { code = -1, msg = 'refused', listener } = value as Partial<ErrorValue>
    const asked = listener === undefined ? undefined : this.#asked.get(listener)
    if (listener === undefined || asked === undefined) return
    this.#asked.delete(listener)
    asked.reject(new GrapevineFrameError(code, msg))
  }

  #dropAsked(why: Error): void {
    for (const { reject } of this.#asked.values()) reject(why)
    this.#asked.clear()
  }

  #listenTo(event: string, listener: ListenerId): void {
    this.#channel.send({ method: 'addEventListener', value: event, listener })
  }

  #newId(): string {
    this.#lastId += 1
    return this.#idOf(this.#lastId)
  }

  #idOf(what: string | number): string {
    return `${this.#prefix}${what}`
  }
}

const closed = () => new GrapevineFrameError(-1, 'The connection was closed.')

function isReady(value: unknown): value is ReadyValue {
  if (typeof value !== 'object' || value === null || !('events' in value && 'methods' in value)) return false
  return Array.isArray(value.events) && Array.isArray(value.methods)
}
