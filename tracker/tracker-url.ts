/** The tracker's address, as far as it knows it itself. Pure. */
interface Place {
  readonly host: string
  readonly port: number
  readonly path: string
}

/** The WebSocket URL, for clients on this machine where it listens on all addresses. */
export function urlOf(
  { host, port, path }: Place,
  running?: { readonly port: number; readonly isSecure: boolean },
): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  const inUrl = name.includes(':') && !name.startsWith('[') ? `[${name}]` : name
  return `${running?.isSecure ? 'wss' : 'ws'}://${inUrl}:${running?.port ?? port}${path}`
}
