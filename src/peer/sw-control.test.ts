/** How long a page waits for its worker, and that nothing of the waiting stays; the browser's side is a stand-in. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

class Workers extends EventTarget {
  controller: { scriptURL: string } | null = null
  listeners = 0
  register = async () => ({ scope: 'https://show.example/' })

  override addEventListener(...[type, listener, options]: Parameters<EventTarget['addEventListener']>): void {
    const signal = typeof options === 'object' ? options.signal : undefined
    if (signal?.aborted === true) return
    this.listeners += 1
    signal?.addEventListener('abort', () => {
      this.listeners -= 1
    })
    super.addEventListener(type, listener, options)
  }
}

let workers: Workers
beforeEach(() => {
  vi.useFakeTimers()
  vi.resetModules()
  workers = new Workers()
  vi.stubGlobal('navigator', { serviceWorker: workers })
  vi.stubGlobal('document', { baseURI: 'https://show.example/' })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function start() {
  const { controllingScope } = await import('./sw-control.ts')
  const [session, hurry] = [new AbortController(), new AbortController()]
  const scope = controllingScope(session.signal, hurry.signal)
  // Until the registration is there and the waiting has begun.
  await vi.advanceTimersByTimeAsync(0)
  return { session, hurry, scope, listening: () => workers.listeners, timers: () => vi.getTimerCount() }
}

test('a worker that takes control is taken at once, and the patience ends', async () => {
  const { scope, listening, timers } = await start()
  expect([listening(), timers()]).toEqual([1, 1])
  workers.controller = { scriptURL: 'https://show.example/sw.js' }
  workers.dispatchEvent(new Event('controllerchange'))
  expect(await scope).toBe('https://show.example/')
  expect([listening(), timers()]).toEqual([0, 0])
})

test('without a worker in time nobody listens for one any more', async () => {
  const { scope, hurry, listening, timers } = await start()
  await vi.advanceTimersByTimeAsync(500)
  hurry.abort()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await scope).toBeUndefined()
  expect([listening(), timers()]).toEqual([0, 0])
})

test('a session that ends does not wait', async () => {
  const { scope, session, hurry, listening, timers } = await start()
  session.abort()
  expect(await scope).toBeUndefined()
  hurry.abort()
  expect([listening(), timers()]).toEqual([0, 0])
})
