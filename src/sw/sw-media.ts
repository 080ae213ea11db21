/**
 * The media requests of our pages: the one thing that both workers do, the page's and that of the embedded player.
 */
import { parseMediaUrl } from '../shared/wire/media-stream.ts'
import { isForMedia } from './media-requests.ts'
import { answerFromOrigin, answerFromPage } from './sw-media-fetch.ts'

declare const self: ServiceWorkerGlobalScope

/** @returns whether the address is one of media: then it is answered here or, where something could run that came from there, by nobody. */
export function answerMedia(event: FetchEvent): boolean {
  const { request } = event
  // A scope may be one page; media stand beside the worker.
  const address = parseMediaUrl(new URL('./', self.location.href).href, request.url)
  if (address === undefined) return false
  if (!isForMedia(request)) return true
  event.respondWith(
    (async () => {
      const client = await self.clients.get(event.clientId)
      const answer = client === undefined ? undefined : await answerFromPage(client, request, address)
      return answer ?? answerFromOrigin(request, address)
    })(),
  )
  return true
}
