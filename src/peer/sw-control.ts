/**
 * Waits, for a moment, until the service worker controls this page: an episode that starts before that plays as a plain enclosure.
 */
import { registeredScript, registerServiceWorker } from './sw-registration.ts'

/** A first visit is under the worker's control within a fraction of this; past it the episode plays as a plain enclosure. */
const CONTROL_PATIENCE_MS = 4_000
/** The same once the listener pressed play. */
const HURRIED_PATIENCE_MS = 1_000

/**
 * @param hurry aborts once the listener wants to hear it: then there is hardly any waiting left.
 * @returns the folder of the worker that controls this page, ending in `/`, or `undefined` where there is none in time.
 */
export async function controllingScope(signal: AbortSignal, hurry: AbortSignal): Promise<string | undefined> {
  // On a return the worker is there already; the registration may wait seconds in line behind a look for a newer one.
  const worker = controller()
  if (worker !== undefined && worker.scriptURL === registeredScript()) return new URL('./', worker.scriptURL).href
  const waiting = new AbortController()
  await Promise.race([controlled(waiting.signal), patience(signal, hurry, waiting.signal)])
  waiting.abort()
  const registration = controller() === undefined ? undefined : await registerServiceWorker()
  // A scope may be a single page.
  return registration && new URL('./', registration.scope).href
}

function controller(): ServiceWorker | undefined {
  try {
    return navigator.serviceWorker?.controller ?? undefined
  } catch {
    // A sandboxed frame: even asking is forbidden there.
    return undefined
  }
}

/** @param waiting aborts once nobody waits any more; then nothing comes of it. */
async function controlled(waiting: AbortSignal): Promise<void> {
  const registration = await registerServiceWorker()
  if (registration === undefined || controller() !== undefined) return
  await new Promise<void>((resolve) => {
    const options = { once: true, signal: waiting }
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), options)
  })
}

/** @param waiting aborts once nobody waits any more; then nothing comes of it. */
function patience(signal: AbortSignal, hurry: AbortSignal, waiting: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const resolveAfter = (delayMs: number): void => {
      const timer = setTimeout(resolve, delayMs)
      waiting.addEventListener('abort', () => clearTimeout(timer), { once: true })
    }
    const whileWaiting = { once: true, signal: waiting }
    resolveAfter(CONTROL_PATIENCE_MS)
    if (hurry.aborted) resolveAfter(HURRIED_PATIENCE_MS)
    hurry.addEventListener('abort', () => resolveAfter(HURRIED_PATIENCE_MS), whileWaiting)
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), whileWaiting)
  })
}
