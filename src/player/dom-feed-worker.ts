/**
 * Asks the feeds' worker. Starts it with the first question, and says so where none can be had (`WorkerGone`): then the page
 * reads by itself.
 */
import type { FeedEnd } from '../feed/index.ts'
import type { FeedDesk, FeedPart, FeedReading } from './feed-desk.ts'
import type { FeedAnswer, FeedRequest } from './feed-messages.ts'
import { ShowError } from './show-error.ts'

/** The worker did not start, or ended. */
export class WorkerGone extends Error {}

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
type Unnumbered = Without<FeedRequest, 'id'>

interface Question {
  readonly onPart: (part: FeedPart) => void
  settle(answer: Exclude<FeedAnswer, { part: FeedPart }>): void
  fail(error: unknown): void
}

/** What it takes of a `Worker`. */
export type WorkerPort = Pick<Worker, 'postMessage' | 'addEventListener' | 'terminate'>

export class WorkerFeedDesk implements FeedDesk {
  readonly #worker: WorkerPort
  readonly #questions = new Map<number, Question>()
  #lastId = 0
  #isGone = false

  constructor(worker: WorkerPort) {
    this.#worker = worker
    worker.addEventListener('message', (event) => this.#take((event as MessageEvent<FeedAnswer>).data))
    worker.addEventListener('error', () => this.#end())
    worker.addEventListener('messageerror', () => this.#end())
  }

  /** @throws {ShowError} and {@link WorkerGone} */
  async read(feedUrl: string, signal: AbortSignal, { withNotes, onPart }: FeedReading): Promise<FeedEnd> {
    const answer = await this.#ask({ ask: 'show', feedUrl, withNotes }, signal, onPart)
    if ('end' in answer) return answer.end
    throw failure(answer)
  }

  /** @throws {ShowError} and {@link WorkerGone} */
  async notes(feedUrl: string, guid: string, signal: AbortSignal): Promise<string | undefined> {
    const answer = await this.#ask({ ask: 'notes', feedUrl, guid }, signal, () => {})
    if ('notes' in answer) return answer.notes
    throw failure(answer)
  }

  #ask(
    question: Unnumbered,
    signal: AbortSignal,
    onPart: (part: FeedPart) => void,
  ): Promise<Exclude<FeedAnswer, { part: FeedPart }>> {
    if (signal.aborted) return Promise.reject(givenUp(signal))
    if (this.#isGone) return Promise.reject(new WorkerGone())
    const id = ++this.#lastId
    const post = (request: FeedRequest) => this.#worker.postMessage(request)
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#questions.delete(id)
        post({ id, ask: 'nothing' })
        reject(givenUp(signal))
      }
      const done = () => {
        this.#questions.delete(id)
        signal.removeEventListener('abort', giveUp)
      }
      signal.addEventListener('abort', giveUp, { once: true })
      this.#questions.set(id, {
        onPart,
        settle: (answer) => {
          done()
          resolve(answer)
        },
        fail: (error) => {
          done()
          reject(error)
        },
      })
      post({ id, ...question })
    })
  }

  #take(answer: FeedAnswer): void {
    const question = this.#questions.get(answer.id)
    if (question === undefined) return
    if ('part' in answer) question.onPart(answer.part)
    else question.settle(answer)
  }

  /** Its script could not be had (offline, a policy against workers), or it ran out of memory. */
  #end(): void {
    this.#isGone = true
    this.#worker.terminate()
    for (const question of [...this.#questions.values()]) question.fail(new WorkerGone())
  }
}

const givenUp = (signal: AbortSignal) => new ShowError('feed-unreachable', { cause: signal.reason })

function failure(answer: Exclude<FeedAnswer, { part: FeedPart }>): ShowError {
  if (!('failed' in answer)) return new ShowError('feed-unreadable')
  return new ShowError(answer.failed, { cause: new Error(answer.reason) })
}
