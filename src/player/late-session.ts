/**
 * A session whose engine is loaded only once the listener wants to hear: until then it costs a page nothing.
 *
 * It looks like any other session from the start. The first report that says "playing" loads the engine and opens the real one
 * behind it; what was asked for meanwhile (sharing) is told to it then. Where the engine can't be had, `mediaUrl` rejects, and
 * the player goes to the plain enclosure: playing never depends on it.
 */
import type { EpisodeSession, EpisodeSource, MediaFacts, SessionSnapshot } from '../peer/types.ts'
import { Subject } from '../shared/emitter.ts'

/** What is needed of the engine: its public API, or a part of it. */
export interface Engine {
  openSession(source: EpisodeSource): EpisodeSession
}

const ASLEEP: SessionSnapshot = Object.freeze({
  mode: 'stream',
  sharing: 'off',
  tracker: 'off',
  peers: 0,
  flows: [],
  meter: Object.freeze({ fromPeersBytes: 0, fromOriginBytes: 0, fromCacheBytes: 0, givenBytes: 0 }),
  pieces: new Uint8Array(0),
  lengthBytes: 0,
})

export class LateSession extends Subject<SessionSnapshot> implements EpisodeSession {
  readonly #source: EpisodeSource
  readonly #load: () => Promise<Engine>
  #resolve: (session: EpisodeSession) => void = () => {}
  #reject: (error: unknown) => void = () => {}
  /** Where the real one will be; another one after a failure. */
  #opened: Promise<EpisodeSession> = this.#expect()
  #session: EpisodeSession | undefined
  #leave: () => void = () => {}
  #sharing: boolean | undefined
  #facts: MediaFacts | undefined
  #isAwake = false
  #isDisposed = false

  /** @param load called with the first wish to hear it, and again when that is tried again after it failed */
  constructor(source: EpisodeSource, load: () => Promise<Engine>) {
    super(ASLEEP)
    this.#source = source
    this.#load = load
  }

  get mediaUrl(): Promise<string> {
    return this.#session?.mediaUrl ?? this.#opened.then((session) => session.mediaUrl)
  }

  report(facts: MediaFacts): void {
    this.#facts = facts
    this.#session?.report(facts)
    if (!facts.paused) this.wake()
  }

  /** Loads the engine now. Does nothing the second time. */
  wake(): void {
    if (this.#isAwake || this.#isDisposed) return
    this.#isAwake = true
    this.#load()
      .then((engine) => this.#open(engine))
      .catch((error: unknown) => {
        this.#isAwake = false
        this.#reject(error)
      })
  }

  setSharing(on: boolean): void {
    this.#sharing = on
    this.#session?.setSharing(on)
  }

  retry(): void {
    if (this.#session !== undefined) this.#session.retry()
    else if (!this.#isAwake && !this.#isDisposed) {
      this.#opened = this.#expect()
      this.wake()
    }
  }

  dispose(): void {
    this.#isDisposed = true
    this.#leave()
    this.#session?.dispose()
    this.#reject(AbortSignal.abort().reason)
  }

  #expect(): Promise<EpisodeSession> {
    const expected = new Promise<EpisodeSession>((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // Nobody need listen: who does, hears of it.
    expected.catch(() => {})
    return expected
  }

  #open(engine: Engine): void {
    if (this.#isDisposed) return
    const session = engine.openSession(this.#source)
    this.#session = session
    if (this.#sharing !== undefined) session.setSharing(this.#sharing)
    if (this.#facts !== undefined) session.report(this.#facts)
    this.#resolve(session)
    this.set(session.snapshot)
    this.#leave = session.subscribe((snapshot) => this.set(snapshot))
  }
}
