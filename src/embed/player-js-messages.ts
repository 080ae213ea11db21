/**
 * The messages of the player.js specification (embedly/player.js, SPEC.rst): JSON texts posted between a page and the player
 * in its frame. What the names are, and what is taken for a message at all.
 *
 * Shared by both ends, and small: it is part of embed.js. Never throws: what is no message is `undefined`.
 */

export const CONTEXT = 'player.js'
/** Of the specification. Nobody refuses another one. */
export const VERSION = '0.0.11'

/** Echoed with every answer and event, so that several clients on one page know which is theirs. */
export type ListenerId = string | number

export interface PlayerJsMessage {
  /** To the player: what to do. */
  readonly method?: string
  /** From the player: what happened, or the method that is answered. */
  readonly event?: string
  readonly value?: unknown
  readonly listener?: ListenerId
}

/** What `ready` says. */
export interface ReadyValue {
  /** The frame's address, fragment included: clients tell frames apart by it. */
  readonly src: string
  readonly events: readonly string[]
  readonly methods: readonly string[]
}

/** The longest text that is looked at, in UTF-16 units, and the longest listener id. */
export const MAX_MESSAGE_LENGTH = 20_000
const MAX_LISTENER_LENGTH = 200

/** Told once and to anybody, with no value: a player is drawn in this frame. Says nothing else, so it needs no permission. */
export const HERE_EVENT = 'grapevine:here'

/** @returns the JSON text to post */
export function writeMessage(message: PlayerJsMessage): string {
  return JSON.stringify({ context: CONTEXT, version: VERSION, ...message })
}

/**
 * @param data `MessageEvent.data`, from anybody; objects are taken as well as their JSON, as player.js does it
 * @returns `undefined` for what is no message of player.js
 */
export function readMessage(data: unknown): PlayerJsMessage | undefined {
  const value = typeof data === 'string' ? fromJson(data) : data
  if (typeof value !== 'object' || value === null) return undefined
  const { context, method, event, value: content, listener } = value as Readonly<Record<string, unknown>>
  if (context !== CONTEXT) return undefined
  const isListener = typeof listener === 'number' || typeof listener === 'string'
  // `null` is how some clients write "none". An id of another kind could not be echoed.
  if (!isListener && listener !== undefined && listener !== null) return undefined
  if (isListener && String(listener).length > MAX_LISTENER_LENGTH) return undefined
  return {
    ...(typeof method === 'string' && { method }),
    ...(typeof event === 'string' && { event }),
    ...(content !== undefined && { value: content }),
    ...(isListener && { listener }),
  }
}

function fromJson(text: string): unknown {
  if (text.length > MAX_MESSAGE_LENGTH) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
