/**
 * Has the service worker keep this page for offline use, and tells it of which build this page is.
 *
 * Asked for when the page has nothing better to do: a first visit shall play, not download. See src/sw/sw.ts.
 */
import type { AskBuild, BuildAnswer, KeepShell } from '../shared/wire/shell-messages.ts'

/** @param container `navigator.serviceWorker`. @returns the disposer. */
export function keepPage(container: ServiceWorkerContainer): () => void {
  const answer = ({ data, ports }: MessageEvent<AskBuild | undefined>): void => {
    if (data?.kind !== 'grapevine-which-build') return
    const build: BuildAnswer = { script: ownScript() }
    ports[0]?.postMessage(build)
  }
  container.addEventListener('message', answer)
  container.startMessages()
  void container.ready.then(({ active }) => {
    const message: KeepShell = { kind: 'grapevine-keep-shell', late: !savesData(), loaded: loadedAddresses() }
    active?.postMessage(message)
  })
  return () => container.removeEventListener('message', answer)
}

/** The page's own, among those a publisher may have put beside it. */
function ownScript(): string {
  const assets = new URL('assets/', document.baseURI).href
  const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[type="module"][src]')]
  return scripts.find(({ src }) => src.startsWith(assets))?.src ?? ''
}

/** Of languages the worker keeps those in use; which these are, only the page knows. */
function loadedAddresses(): readonly string[] {
  return performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((name) => name.includes('/assets/languages/'))
}

function savesData(): boolean {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } }
  return connection?.saveData === true
}
