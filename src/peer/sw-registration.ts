/**
 * The page's side of the service worker's life-cycle: registered at page load, waited for a moment, never relied on.
 */

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

/** Of the worker that was asked for; undefined before {@link registerServiceWorker}. */
export function registeredScript(): string | undefined {
  return scriptUrl
}
