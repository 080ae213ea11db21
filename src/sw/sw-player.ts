/**
 * The service worker of the embedded player: answers its media requests; everything else goes its usual way.
 *
 * Small, because a frame pays for it before play, and apart from the page's (sw.ts): what other sites embed is never kept, and
 * a new build of the page changes nothing under a frame that plays. It keeps nothing between two requests, since the browser may end
 * it at any time, and a newer one waits until the frames of the old one are gone.
 */
import { answerMedia } from './sw-media.ts'
import { leaveOthersAlone } from './sw-routes.ts'

declare const self: ServiceWorkerGlobalScope

self.addEventListener('install', (event) => {
  leaveOthersAlone(event, self.registration.scope)
  // The first worker of an origin has nobody to wait for; a later one waits for its turn.
  if (self.registration.active === null) void self.skipWaiting()
})

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim())
})

self.addEventListener('fetch', (event) => {
  answerMedia(event)
})
