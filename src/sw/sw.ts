/**
 * The service worker: answers media requests of our pages; everything else goes its usual way.
 *
 * It keeps nothing between two requests, since the browser may end it at any time, and never takes over a page that is playing:
 * an update waits until the pages of the old one are gone.
 */
import { parseMediaUrl } from '../shared/wire/media-stream.ts'
import { isForMedia, mediaRoutes, type RouterRule } from './media-requests.ts'
import { answerFromOrigin, answerFromPage } from './sw-media-fetch.ts'

declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', (event) => {
  // Pages and what they fetch go past the worker, which need not even be running: a few milliseconds of each first sound.
  event.waitUntil(addRoutes(event))
  // The first worker of an origin has nobody to wait for; a later one waits for its turn.
  if (self.registration.active === null) void self.skipWaiting()
})

/** Where the browser has no such routes, or takes no such rules, every request comes by: slower, and as well. */
async function addRoutes(event: ExtendableEvent & { addRoutes?(rules: readonly RouterRule[]): Promise<void> }) {
  try {
    await event.addRoutes?.(mediaRoutes(self.registration.scope))
  } catch (error) {
    console.warn('Grapevine: all requests go through the service worker.', error)
  }
}

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const address = parseMediaUrl(self.registration.scope, request.url)
  if (address === undefined || !isForMedia(request)) return
  event.respondWith(
    (async () => {
      const client = await self.clients.get(event.clientId)
      const answer = client === undefined ? undefined : await answerFromPage(client, request, address)
      return answer ?? answerFromOrigin(request, address)
    })(),
  )
})
