/**
 * One navigation to the page, answered from the network or from what is kept; which of the two, `page-choice.ts` decides.
 */
import type { Clock } from '../shared/clock.ts'
import { choosePage, type NetworkPage, PAGE_PATIENCE_MS } from './page-choice.ts'
import { isOfBuild, type ShellBuild } from './shell-build.ts'
import type { KeptShell } from './sw-kept-shell.ts'

export interface PagePorts {
  readonly shell: Pick<KeptShell, 'page' | 'replacePage' | 'otherBuildSince'>
  readonly build: ShellBuild
  fetch(request: Request): Promise<Response>
  readonly clock: Pick<Clock, 'after'>
  /** Milliseconds since 1970: what is compared may be from an earlier day. */
  date(): number
  /** What may go on after the answer was given. */
  waitUntil(work: Promise<unknown>): void
  /** Has the browser look for a newer worker. */
  lookForUpdate(): Promise<unknown>
}

/** @throws what `fetch` throws where neither has a page */
export async function answerPage(request: Request, ports: PagePorts): Promise<Response> {
  const fetched = ports.fetch(request)
  // Who waits for it hears of a failure; until then it is nobody's.
  fetched.catch(() => {})
  const kept = await ports.shell.page().catch(() => undefined)
  if (kept === undefined) return fetched
  const judged = fetched.then((answer) => judge(answer, ports)).catch((): NetworkPage => ({ kind: 'none' }))
  ports.waitUntil(judged.then((network) => remember(network, fetched, ports)).catch(() => {}))
  const network = await inTime(judged, ports.clock)
  return choosePage(network, true) === 'kept' ? kept : (await fetched).clone()
}

async function judge(answer: Response, { build, shell, date }: PagePorts): Promise<NetworkPage> {
  if (answer.status >= 500) return { kind: 'trouble' }
  if (!answer.ok || !/^text\/html\b/i.test(answer.headers.get('Content-Type') ?? '')) return { kind: 'other' }
  if (isOfBuild(await answer.clone().text(), build)) return { kind: 'this-build' }
  const now = date()
  return { kind: 'another-build', forMs: now - (await shell.otherBuildSince(now)) }
}

async function remember(network: NetworkPage, fetched: Promise<Response>, ports: PagePorts): Promise<void> {
  if (network.kind === 'this-build') await ports.shell.replacePage((await fetched).clone())
  if (network.kind === 'another-build') await ports.lookForUpdate()
}

function inTime(judged: Promise<NetworkPage>, clock: Pick<Clock, 'after'>): Promise<NetworkPage> {
  return new Promise((resolve) => {
    const cancel = clock.after(PAGE_PATIENCE_MS, () => resolve({ kind: 'none' }))
    void judged.then((network) => {
      cancel()
      resolve(network)
    })
  })
}
