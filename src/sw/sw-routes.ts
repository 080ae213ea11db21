/**
 * Which requests the browser need not wake the worker for.
 *
 * Those to other hosts are the page's own affair: pieces from the publisher's host go straight there, without a detour by the worker, and do
 * not start an old one anew that has just ended to be replaced. By the static routing API, where the browser has it (Chromium); elsewhere the
 * worker looks at each and leaves it to the network. https://w3c.github.io/ServiceWorker/#register-router-method
 */

interface RoutingInstallEvent extends ExtendableEvent {
  addRoutes(rules: RouterRule): Promise<void>
}

interface RouterRule {
  readonly condition: { readonly not: { readonly urlPattern: string } }
  readonly source: 'network'
}

/** @param scope of the worker; what it answers may stand beside its scope. Call it at once in the install event. Never throws: without it everything works as before. */
export function leaveOthersAlone(event: ExtendableEvent, scope: string): void {
  if (!canRoute(event)) return
  const rule: RouterRule = { condition: { not: { urlPattern: `${new URL(scope).origin}/*` } }, source: 'network' }
  // An older one knows no `not`.
  try {
    event.waitUntil(event.addRoutes(rule).catch(() => {}))
  } catch {
    // As if it knew no routes at all.
  }
}

function canRoute(event: ExtendableEvent): event is RoutingInstallEvent {
  return 'addRoutes' in event
}
