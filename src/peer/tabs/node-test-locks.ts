/**
 * Web Locks as the tabs of one browser have them in common: shared and exclusive, if available, given up when a request is aborted.
 */

type Locks = Pick<LockManager, 'request' | 'query'>

interface Asked {
  readonly name: string
  readonly mode: LockMode
  readonly grant: () => void
}

export class TestLocks {
  readonly #held = new Set<Asked>()
  #pending: Asked[] = []

  /** One tab's. */
  get manager(): Locks {
    const request = (name: string, options: LockOptions, callback: (lock: Lock | null) => unknown) =>
      this.#request(name, options, callback)
    return {
      request: request as LockManager['request'],
      query: async () => ({
        held: [...this.#held].map(({ name, mode }) => ({ name, mode, clientId: '' })),
        pending: this.#pending.map(({ name, mode }) => ({ name, mode, clientId: '' })),
      }),
    }
  }

  async #request(
    name: string,
    { mode = 'exclusive', ifAvailable = false, signal }: LockOptions,
    callback: (lock: Lock | null) => unknown,
  ): Promise<unknown> {
    await Promise.resolve()
    signal?.throwIfAborted()
    let grant: () => void = () => {}
    const granted = new Promise<void>((resolve) => {
      grant = resolve
    })
    const asked: Asked = { name, mode, grant }
    if (ifAvailable && !this.#mayHave(asked)) return callback(null)
    this.#pending.push(asked)
    this.#look()
    await Promise.race([granted, gaveUp(signal)])
    if (!this.#held.has(asked)) {
      this.#pending = this.#pending.filter((one) => one !== asked)
      signal?.throwIfAborted()
    }
    try {
      return await callback({ name, mode })
    } finally {
      this.#held.delete(asked)
      this.#look()
    }
  }

  #look(): void {
    for (const asked of [...this.#pending]) {
      if (!this.#mayHave(asked)) continue
      this.#pending = this.#pending.filter((one) => one !== asked)
      this.#held.add(asked)
      asked.grant()
    }
  }

  #mayHave({ name, mode }: Asked): boolean {
    const others = [...this.#held].filter((one) => one.name === name)
    return others.length === 0 || (mode === 'shared' && others.every((one) => one.mode === 'shared'))
  }
}

function gaveUp(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
}
