/**
 * The service worker: answers media requests of our pages; everything else goes its usual way.
 *
 * It keeps nothing between two requests, since the browser may end it at any time, and never takes over a page that is playing:
 * an update waits until the pages of the old one are gone.
 */
import { parseMediaUrl } from '../shared/wire/media-stream.ts'
import { isForMedia } from './media-requests.ts'
import { answerFromOrigin, answerFromPage } from './sw-media-fetch.ts'

declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', () => {
  // The first worker of an origin has nobody to wait for; a later one waits for its turn.
  if (self.registration.active === null) void self.skipWaiting()
})

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
