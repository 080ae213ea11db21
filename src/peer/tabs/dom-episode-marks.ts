/**
 * Which episodes are played or being kept in any tab of this browser: each tab holds a shared Web Lock for every one of its own.
 *
 * Sharing has nothing to do with it, tabs that don't share see each other too. Whoever removes an episode takes its lock alone, so
 * that no two tabs are at it at a time. A tab that is closed or crashes gives up its locks; where the browser has none every tab is for
 * itself. (https://w3c.github.io/web-locks/)
 */
import { type InfoHash, parseInfoHash } from '../../shared/ids.ts'

/** What {@link LockedEpisodeMarks} is to those who ask. */
export interface EpisodeMarks {
  /** Nobody waits for it: it holds within milliseconds. @returns takes the mark away. */
  mark(infoHash: InfoHash): () => void
  /** In any tab, this one included. */
  marked(): Promise<ReadonlySet<InfoHash>>
  /** @returns what `work` returns; `undefined` where a tab has it marked, and `work` did not run. */
  unlessMarked<T>(infoHash: InfoHash, work: () => Promise<T>): Promise<T | undefined>
}

const PREFIX = 'grapevine-in-use:'

export class LockedEpisodeMarks implements EpisodeMarks {
  readonly #locks: Pick<LockManager, 'request' | 'query'> | undefined
  /** Our own that are being given up: that takes a moment. */
  readonly #ending = new Set<Promise<unknown>>()

  /** @param locks `undefined` where there are none. */
  constructor(locks: Pick<LockManager, 'request' | 'query'> | undefined) {
    this.#locks = locks
  }

  mark(infoHash: InfoHash): () => void {
    const locks = this.#locks
    if (locks === undefined) return () => {}
    let release: () => void = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const stillWaiting = new AbortController()
    const { signal } = stillWaiting
    // `async`: opaque frames throw SecurityError before there is a promise.
    const holding = async () => locks.request(PREFIX + infoHash, { mode: 'shared', signal }, () => held)
    const end = holding().catch(() => {})
    return () => {
      release()
      stillWaiting.abort()
      this.#ending.add(end)
      void end.then(() => this.#ending.delete(end))
    }
  }

  async marked(): Promise<ReadonlySet<InfoHash>> {
    await Promise.all(this.#ending)
    const asking = async () => this.#locks?.query()
    const locks = await asking().catch(() => undefined)
    const shared = [...(locks?.held ?? []), ...(locks?.pending ?? [])].filter(({ mode }) => mode === 'shared')
    const names = shared.map(({ name = '' }) => (name.startsWith(PREFIX) ? name.slice(PREFIX.length) : undefined))
    return new Set(names.map(parseInfoHash).filter((infoHash) => infoHash !== undefined))
  }

  async unlessMarked<T>(infoHash: InfoHash, work: () => Promise<T>): Promise<T | undefined> {
    await Promise.all(this.#ending)
    const locks = this.#locks
    if (locks === undefined) return work()
    let isAnswered = false
    try {
      return await locks.request(PREFIX + infoHash, { ifAvailable: true }, async (lock) => {
        isAnswered = true
        return lock === null ? undefined : work()
      })
    } catch (error) {
      if (isAnswered) throw error
      return work()
    }
  }
}
