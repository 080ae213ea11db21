/**
 * One hostile client that keeps to WebSocket's own rules: it sends texts, whole or in fragments, and pings and pongs of any size,
 * and finds out for each of them what became of it.
 *
 * After each it sends a ping of its own: what comes before its pong is the answer, since a tracker answers in order.
 */
import type { InfoHash } from '../../../src/shared/ids.ts'
import type { TrackerMessage } from '../../../src/shared/wire/tracker.ts'
import { isLateAnswer, isRelay, type Outcome, outcomeOf, readStrictly, relayOf, UNEXPLAINED } from './fitting.ts'
import { RawSocket } from './node-raw-socket.ts'
import type { Tally } from './tally.ts'
import { frameBytes, OPCODE, textFrames } from './websocket-frames.ts'

/** What is sent at a time: a text, cut into fragments at these bytes; or a control frame. */
export type HostileFrame =
  | { readonly kind: string; readonly text: string; readonly cuts: readonly number[] }
  | { readonly kind: 'ping' | 'pong'; readonly payload: Uint8Array }

/** What came between two markers. */
interface Window {
  readonly replies: TrackerMessage[]
  readonly pongs: Buffer[]
}

/** A peer id's owner is given 3 s. */
const LATE_MS = 10_000
const GOODBYE = frameBytes({ opcode: OPCODE.close, payload: Uint8Array.of(3, 232) })
const STRAY_PONG = frameBytes({ opcode: OPCODE.pong, payload: Uint8Array.of(1) })

export class Attacker {
  readonly #socket: RawSocket
  readonly #tally: Tally
  readonly #windows: Window[] = []
  #window: Window = { replies: [], pongs: [] }
  #sent = 0
  #passed = 0
  #relays: string[] = []
  /** Announces whose answer waits for another's sign of life. */
  #owed: InfoHash[] = []
  #onProgress = () => {}

  private constructor(socket: RawSocket, tally: Tally) {
    this.#socket = socket
    this.#tally = tally
    socket.listen({ text: (text) => this.#hear(text), pong: (payload) => this.#pong(payload) })
  }

  static async open(url: string, tally: Tally): Promise<Attacker> {
    return new Attacker(await RawSocket.open(url), tally)
  }

  /**
   * Sends these, and judges each by what comes back.
   * @returns the relays that must turn up at somebody (`relayOf`).
   * @throws Error where the tracker ends the connection.
   */
  async send(frames: readonly HostileFrame[]): Promise<readonly string[]> {
    this.#socket.write(Buffer.concat(frames.flatMap((frame) => [...bytesOf(frame), this.#mark()])))
    await this.#until(() => this.#passed === this.#sent)
    const windows = this.#windows.splice(0)
    const expected: string[] = []
    for (const [i, frame] of frames.entries()) {
      const outcome = this.#judge(frame, windows[i] ?? { replies: [], pongs: [] })
      this.#tally.add(frame.kind, outcome.name)
      if (outcome.relay !== undefined) expected.push(outcome.relay)
    }
    this.#judgeLate()
    return expected
  }

  /** Waits until all that the tracker has relayed so far has come. @returns what came since the last time. */
  async heard(): Promise<readonly string[]> {
    this.#socket.write(this.#mark())
    await this.#until(() => this.#passed === this.#sent)
    for (const window of this.#windows.splice(0)) this.#judgeRest(window)
    this.#judgeLate()
    return this.#relays.splice(0)
  }

  /** Waits for late answers, and says goodbye. */
  async leave(): Promise<void> {
    await this.#until(() => this.#owed.length === 0)
    this.#socket.write(GOODBYE)
    await this.#socket.closed
  }

  #judge(frame: HostileFrame, window: Window): Outcome {
    const outcome = 'text' in frame ? this.#judgeText(frame.text, window) : judgeControl(frame, window)
    this.#judgeRest(window)
    if (outcome.contested !== undefined) this.#owed.push(outcome.contested)
    return outcome
  }

  #judgeText(text: string, window: Window): Outcome {
    // What cannot be written in UTF-8, half a surrogate pair, is written as something else.
    return outcomeOf(Buffer.from(text).toString(), window.replies)
  }

  /** Only late answers come while nobody waits for a marker; they may be of what came with the last marker, which is judged first. */
  #judgeLate(): void {
    if (this.#passed < this.#sent || this.#windows.length > 0) return
    this.#judgeRest(this.#window)
    this.#window = { replies: [], pongs: [] }
  }

  /** What answers nothing that was just sent: late answers, and what others said to us. */
  #judgeRest({ replies }: Window): void {
    for (const reply of replies) {
      if (reply.type === 'refused') continue
      const paid = this.#owed.findIndex((infoHash) => isLateAnswer(reply, infoHash))
      if (paid === -1) this.#tally.add('nothing', `${UNEXPLAINED}: ${JSON.stringify(reply)}`)
      else this.#owed.splice(paid, 1)
    }
  }

  #mark(): Uint8Array {
    const payload = markerOf(this.#sent)
    this.#sent += 1
    return frameBytes({ opcode: OPCODE.ping, payload })
  }

  #hear(text: string): void {
    const message = readStrictly(text)
    if (isRelay(message)) this.#relays.push(relayOf(message))
    else this.#window.replies.push(message)
    if (!isRelay(message)) this.#judgeLate()
    this.#onProgress()
  }

  #pong(payload: Buffer): void {
    if (this.#passed < this.#sent && payload.equals(markerOf(this.#passed))) {
      this.#passed += 1
      this.#windows.push(this.#window)
      this.#window = { replies: [], pongs: [] }
    } else this.#window.pongs.push(payload)
    this.#onProgress()
  }

  #until(isTrue: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the tracker owes an answer')), LATE_MS)
      const done = () => {
        clearTimeout(timer)
        resolve()
      }
      this.#onProgress = () => {
        if (isTrue()) done()
      }
      void this.#socket.closed.then((code) => {
        clearTimeout(timer)
        reject(new Error(`the tracker ended a connection that kept to the rules, with ${code}`))
      })
      this.#onProgress()
    })
  }
}

const markerOf = (index: number) => Buffer.from(`mark ${index}`)

function bytesOf(frame: HostileFrame): readonly Uint8Array[] {
  if ('text' in frame) return textFrames(frame.text, frame.cuts, STRAY_PONG)
  return [frameBytes({ opcode: OPCODE[frame.kind], payload: frame.payload })]
}

function judgeControl(frame: Extract<HostileFrame, { payload: Uint8Array }>, { pongs }: Window): Outcome {
  if (frame.kind === 'pong') return { name: 'silent: a pong' }
  const isAnswered = pongs.some((pong) => pong.equals(frame.payload))
  return { name: isAnswered ? 'answered with a pong' : `${UNEXPLAINED}: a ping without its pong` }
}
