/**
 * The page's side of the service worker's life-cycle: registered at page load, waited for a moment, never relied on.
 */

/** A first visit is under the worker's control within a fraction of this; past it the episode plays as a plain enclosure. */
const CONTROL_PATIENCE_MS = 4_000
/** The same once the listener pressed play. */
const HURRIED_PATIENCE_MS = 1_000

let registered: Promise<ServiceWorkerRegistration | undefined> | undefined
let scriptUrl: string | undefined

/**
 * Registers `sw.js` beside the page. Call it at page load; later calls get the first one's registration. Never rejects: without a worker
 * episodes play as plain enclosures.
 *
 * @param scope default: the worker's folder
 */
export function registerServiceWorker(
  url = new URL('sw.js', document.baseURI),
  scope?: string,
): Promise<ServiceWorkerRegistration | undefined> {
  scriptUrl ??= url.href
  registered ??= register(url, scope === undefined ? {} : { scope })
  return registered
}

async function register(url: URL, options: RegistrationOptions): Promise<ServiceWorkerRegistration | undefined> {
  try {
    if (!('serviceWorker' in navigator)) return undefined
    return await navigator.serviceWorker.register(url, options)
  } catch (error) {
    console.warn('Grapevine: no service worker, episodes play straight from the host.', error)
    return undefined
  }
}

/**
 * @param hurry aborts once the listener wants to hear it: then there is hardly any waiting left.
 * @returns the folder of the worker that controls this page, ending in `/`, or `undefined` where there is none in time.
 */
export async function controllingScope(signal: AbortSignal, hurry: AbortSignal): Promise<string | undefined> {
  // On a return the worker is there already; the registration may wait seconds in line behind a look for a newer one.
  const worker = controller()
  if (worker !== undefined && worker.scriptURL === scriptUrl) return new URL('./', worker.scriptURL).href
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
