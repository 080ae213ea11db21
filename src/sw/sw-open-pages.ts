/**
 * The open tabs of the page, asked of which build they are.
 */
import type { AskBuild, BuildAnswer } from '../shared/wire/shell-messages.ts'
import { isPageAddress } from './shell-requests.ts'

declare const self: ServiceWorkerGlobalScope

/** A tab that is alive answers in milliseconds; a frozen one once it is looked at again. */
const ANSWER_PATIENCE_MS = 1_000

/** @returns for each tab the address of its script, `undefined` where it did not say. */
export async function scriptsOfPages(scope: string): Promise<readonly (string | undefined)[]> {
  const clients = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  return Promise.all(clients.filter(({ url }) => isPageAddress(url, scope)).map(scriptOf))
}

function scriptOf(client: Client): Promise<string | undefined> {
  const { port1, port2 } = new MessageChannel()
  const message: AskBuild = { kind: 'grapevine-which-build' }
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), ANSWER_PATIENCE_MS)
    port1.onmessage = ({ data }: MessageEvent<BuildAnswer>) => {
      clearTimeout(timer)
      port1.close()
      resolve(data.script)
    }
    client.postMessage(message, [port2])
  })
}
