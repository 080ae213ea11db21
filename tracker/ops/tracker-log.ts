/**
 * Where the tracker says what happens to it. Never a line per message: a client could fill a disk with those.
 *
 * What a line may tell is a closed set of fields about the tracker itself. There is none for an address, a token, a peer id or an
 * SDP, and a line's words are fixed: so nothing of the listeners gets into a log that is kept, shipped and searched. Pure.
 */
import type { SocketClosing, SocketRefusal } from './tracker-counts.ts'
import type { TrackerState } from './tracker-view.ts'

export interface LogFields {
  /** Where the tracker, or a feed of the operator's, is. */
  readonly url?: string
  /** A file of the operator's. */
  readonly file?: string
  /** What is wrong with a file or feed of the operator's, in our words. */
  readonly problem?: string
  readonly port?: number
  /** On the allowlist. */
  readonly files?: number
  readonly sockets?: number
  readonly swarms?: number
  readonly seconds?: number
  readonly state?: TrackerState
  readonly reason?: SocketRefusal | SocketClosing
  /** From {@link placeOf}. */
  readonly place?: CodePlace
}

export interface TrackerLog {
  /** @param line Fixed words, a sentence without a full stop. */
  info(line: string, fields?: LogFields): void
  warn(line: string, fields?: LogFields): void
}

export const silentLog: TrackerLog = { info() {}, warn() {} }

declare const codePlaceBrand: unique symbol
/** Where in the code something broke. */
export type CodePlace = string & { readonly [codePlaceBrand]: 'CodePlace' }

const MAX_FRAMES = 5

/**
 * What may be logged of an error that some input has caused: its class and where it was thrown. Its message may quote the input, as
 * `JSON.parse`'s does, and is left out; so is everything where the stack does not begin with it.
 */
export function placeOf(error: unknown): CodePlace {
  if (!(error instanceof Error)) return 'something that is no Error' as CodePlace
  const { stack = '', message, name } = error
  const start = stack.indexOf(message)
  const frames = start === -1 ? [] : stack.slice(start + message.length).match(/^ {4}at .+$/gm)
  return [name, ...(frames ?? []).slice(0, MAX_FRAMES).map((frame) => frame.trim())].join(' ') as CodePlace
}
