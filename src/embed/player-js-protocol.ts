/**
 * The player's end of player.js: a message comes in, answers and at most one wish come out; an event comes in, the messages
 * for those who asked for it come out. After the specification (SPEC.rst) and, where that is silent, its library.
 *
 * Pure: it knows clients by a number and posts nothing. A message that is wrong never throws: it is passed over, or answered
 * with `error` (code 2 for a method there is none of, -1 for a value that is none) to the sender's own `error` listeners.
 */
import type { ListenerId, PlayerJsMessage, ReadyValue } from './player-js-messages.ts'
import { EVENTS, readGetter, readSetter, type Wish } from './player-js-methods.ts'
import type { ErrorValue, PlayerFacts } from './player-js-values.ts'

/** One who speaks to the player: a window and its origin, numbered by the receiver. */
export type ClientId = number

interface Listening {
  readonly client: ClientId
  readonly event: string
  /** `undefined`: a listener without an id, of which each client has at most one per event. */
  readonly listener: ListenerId | undefined
}

export type ListeningState = readonly Listening[]

export interface Answer {
  readonly listening: ListeningState
  /** For the sender, in order. */
  readonly replies: readonly PlayerJsMessage[]
  readonly wish?: Wish
}

export interface Addressed {
  readonly client: ClientId
  readonly message: PlayerJsMessage
}

/** Listeners of one client; one that forgets to take them off shall not slow the player down. */
export const MAX_LISTENERS = 500

const events: ReadonlySet<unknown> = new Set(EVENTS)

/** @param ready what `ready` says: asked for after the fact, it is told at once. */
export function answer(
  listening: ListeningState,
  client: ClientId,
  message: PlayerJsMessage,
  facts: PlayerFacts,
  ready: ReadyValue,
): Answer {
  const { method, value, listener } = message
  // Events come from players; another player on the page is none of our business.
  if (method === undefined) return { listening, replies: [] }
  const refuse = (code: ErrorValue['code'], msg: string): Answer => ({
    listening,
    replies: eventFor(listening, 'error', { code, msg, method, ...(listener !== undefined && { listener }) })
      .filter((one) => one.client === client)
      .map((one) => one.message),
  })
  if (method === 'addEventListener' || method === 'removeEventListener') {
    if (typeof value !== 'string' || !events.has(value)) return refuse(-1, `${method}: there is no such event`)
    if (method === 'removeEventListener') return { listening: without(listening, client, value, listener), replies: [] }
    const isFull = listening.filter((one) => one.client === client).length >= MAX_LISTENERS
    if (isFull) return refuse(-1, `addEventListener: ${MAX_LISTENERS} listeners are the most`)
    const isThere = listening.some((one) => one.client === client && one.event === value && one.listener === listener)
    return {
      listening: isThere ? listening : [...listening, { client, event: value, listener }],
      replies: value === 'ready' ? [told('ready', ready, listener)] : [],
    }
  }
  const got = readGetter(method, facts)
  if (got !== undefined) return { listening, replies: [told(method, got.value, listener)] }
  const wish = readSetter(method, value)
  if (wish === undefined) return refuse(2, `there is no method ${JSON.stringify(method.slice(0, 100))}`)
  if (typeof wish === 'string') return refuse(-1, `${method}: the value must be ${wish}`)
  return { listening, replies: [], wish }
}

/** @returns what to post, and to whom, when something happened. */
export function eventFor(listening: ListeningState, event: string, value?: unknown): Addressed[] {
  return listening
    .filter((one) => one.event === event)
    .map(({ client, listener }) => ({ client, message: told(event, value, listener) }))
}

/** Without an id, all of the client's listeners for this event go. */
function without(
  listening: ListeningState,
  client: ClientId,
  event: string,
  listener: ListenerId | undefined,
): ListeningState {
  const isMeant = (one: Listening) =>
    one.client === client && one.event === event && (listener === undefined || one.listener === listener)
  return listening.filter((one) => !isMeant(one))
}

function told(event: string, value: unknown, listener: ListenerId | undefined): PlayerJsMessage {
  return { event, ...(listener !== undefined && { listener }), ...(value !== undefined && { value }) }
}
