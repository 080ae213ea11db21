/**
 * The page's side of the service worker's life-cycle: registered at page load, waited for a moment, never relied on.
 */

/** A first visit is under the worker's control within a fraction of this; past it the episode plays as a plain enclosure. */
const CONTROL_PATIENCE_MS = 4_000

let registered: Promise<ServiceWorkerRegistration | undefined> | undefined

/** Registers `sw.js` beside the page. Call it at page load. Never rejects: without a worker episodes play as plain enclosures. */
export function registerServiceWorker(
  url = new URL('sw.js', document.baseURI),
): Promise<ServiceWorkerRegistration | undefined> {
  registered ??= register(url)
  return registered
}

async function register(url: URL): Promise<ServiceWorkerRegistration | undefined> {
  try {
    if (!('serviceWorker' in navigator)) return undefined
    return await navigator.serviceWorker.register(url)
  } catch (error) {
    console.warn('Grapevine: no service worker, episodes play straight from the host.', error)
    return undefined
  }
}

/** @returns the scope of the worker that controls this page, ending in `/`, or `undefined` where there is none in time. */
export async function controllingScope(signal: AbortSignal): Promise<string | undefined> {
  const registration = await registerServiceWorker()
  if (registration === undefined) return undefined
  if (navigator.serviceWorker.controller === null) await controllerChange(signal)
  return navigator.serviceWorker.controller === null ? undefined : registration.scope
}

function controllerChange(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      navigator.serviceWorker.removeEventListener('controllerchange', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, CONTROL_PATIENCE_MS)
    navigator.serviceWorker.addEventListener('controllerchange', done)
    signal.addEventListener('abort', done)
  })
}
