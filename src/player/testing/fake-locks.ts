/** One named lock as browsers have it: first come, first served; many may share it, or one has it alone. For tests. */

interface Waiting {
  readonly mode: LockMode
  grant(): void
}

type Task = (lock: Lock | null) => unknown

export function fakeLocks(): LockManager {
  const queue: Waiting[] = []
  const held: LockMode[] = []
  const isFree = (mode: LockMode) => (mode === 'shared' ? !held.includes('exclusive') : held.length === 0)

  const serve = (): void => {
    for (let first = queue[0]; first !== undefined && isFree(first.mode); first = queue[0]) {
      queue.shift()
      held.push(first.mode)
      first.grant()
    }
  }

  const request = async (name: string, { mode = 'exclusive', ifAvailable, signal }: LockOptions, task: Task) => {
    signal?.throwIfAborted()
    if (ifAvailable === true && (queue.length > 0 || !isFree(mode))) return task(null)
    await new Promise<void>((resolve, reject) => {
      const waiting = { mode, grant: resolve }
      queue.push(waiting)
      signal?.addEventListener('abort', () => {
        const at = queue.indexOf(waiting)
        if (at < 0) return
        queue.splice(at, 1)
        reject(signal.reason)
        serve()
      })
      serve()
    })
    try {
      return await task({ name, mode })
    } finally {
      held.splice(held.indexOf(mode), 1)
      serve()
    }
  }
  return { request } as unknown as LockManager
}
