/**
 * The service worker of the listening page: answers its media requests, and the page itself where the network does not.
 *
 * What it must know stands in requests, in caches and in its own script, since the browser may end it at any time. The first one takes
 * over at once and keeps nothing yet: a first visit shall play, not download. A newer one is installed only with everything that its
 * page loads before play, and waits until it is told that nothing plays, or until the pages of the old one are gone.
 * See docs/decisions/0027-app-shell.md.
 */
import { domClock } from '../shared/dom-clock.ts'
import { parseToWorker } from '../shared/wire/shell-messages.ts'
import type { ShellBuild } from './shell-build.ts'
import { shellRequest } from './shell-requests.ts'
import { KeptShell } from './sw-kept-shell.ts'
import { answerMedia } from './sw-media.ts'
import { endAnswers } from './sw-media-fetch.ts'
import { scriptsOfPages } from './sw-open-pages.ts'
import { answerPage } from './sw-page-answer.ts'
import { leaveOthersAlone } from './sw-routes.ts'

declare const self: ServiceWorkerGlobalScope
/** Put in by the build. */
declare const GRAPEVINE_SHELL: ShellBuild

const build = GRAPEVINE_SHELL
const { scope } = self.registration
const shell = new KeptShell({ caches: self.caches, fetch: (address, init) => fetch(address, init), scope, build })

self.addEventListener('install', (event) => {
  leaveOthersAlone(event, scope)
  // The first worker of an origin has nobody to wait for; a later one waits for its turn.
  if (self.registration.active === null) void self.skipWaiting()
  else event.waitUntil(installShell())
})

/** Rejects where something is missing: the browser then goes on with the old worker, and tries again later. */
async function installShell(): Promise<void> {
  if (await shell.isWanted()) await shell.fillFirst()
}

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim())
})

self.addEventListener('message', (event) => {
  const message = parseToWorker(event.data)
  if (message?.kind === 'grapevine-take-over') void self.skipWaiting()
  if (message?.kind === 'grapevine-give-way') endAnswers()
  if (message?.kind === 'grapevine-keep-shell') event.waitUntil(keep(message.late, message.loaded))
})

async function keep(late: boolean, loaded: readonly string[]): Promise<void> {
  try {
    await shell.fillFirst()
    await shell.fillLate(loaded, late)
    // What a newer worker has gathered is not ours to clear.
    const { installing, waiting } = self.registration
    if (installing === null && waiting === null) await shell.dropOthers(() => scriptsOfPages(scope))
  } catch (error) {
    console.warn('Grapevine: the page is not kept for offline use.', error)
  }
}

self.addEventListener('fetch', (event) => {
  if (answerMedia(event)) return
  const { request } = event
  const wanted = shellRequest(request, scope)
  if (wanted?.kind === 'page') event.respondWith(page(event))
  if (wanted?.kind === 'hashed') event.respondWith(hashed(request))
  if (wanted?.kind === 'named') event.respondWith(named(request))
})

function page(event: FetchEvent): Promise<Response> {
  return answerPage(event.request, {
    shell,
    build,
    fetch: (request) => fetch(request),
    clock: domClock,
    date: () => Date.now(),
    waitUntil: (work) => event.waitUntil(work),
    lookForUpdate: () => self.registration.update(),
  })
}

async function hashed(request: Request): Promise<Response> {
  return (await shell.file(request.url).catch(() => undefined)) ?? fetch(request)
}

async function named(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    const kept = await shell.file(request.url)
    if (kept === undefined) throw error
    return kept
  }
}
