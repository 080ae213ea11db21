/**
 * Turns connections away before Node makes a socket of them, which is most of what a connection costs: in a flood these sockets are what
 * fills the young generation, and what everybody else waits for.
 *
 * Node has no public way to do so by address (`net.BlockList` at the server comes with Node 22), so this looks where its own
 * listening handle reports a connection. Where that is not as it was, connections are turned away as sockets.
 */
import type { Server, Socket } from 'node:net'

/** Node's `TCPWrap`, as far as it is used here. */
interface Handle {
  /** Fills in `address`. @returns 0, or what went wrong */
  getpeername?(into: { address?: string }): number
  /** Ends it with an RST. */
  reset?(): number
  close(): void
}

type OnConnection = (this: unknown, error: number, handle: Handle | undefined) => void

/**
 * @param refuses is asked once for each connection, with where it comes from: '' where that is not known any more
 * @param cut is given what ends a connection that is refused, for when it is time; until then nothing of it is read. Those that are
 *   sockets already are ended at once: Node reads from these
 */
export function refuseEarly(
  server: Server,
  refuses: (remoteAddress: string) => boolean,
  cut: (end: () => void) => void = (end) => end(),
): void {
  const { _handle: listening } = server as { _handle?: { onconnection?: OnConnection } | null }
  const take = listening?.onconnection
  if (listening && typeof take === 'function') {
    listening.onconnection = function (error, handle) {
      if (handle?.getpeername !== undefined && refuses(remoteOf(handle))) cut(() => end(handle))
      else take.call(this, error, handle)
    }
    return
  }
  const listeners = server.listeners('connection') as ((socket: Socket) => void)[]
  server.removeAllListeners('connection')
  server.on('connection', (socket: Socket) => {
    if (refuses(socket.remoteAddress ?? '')) socket.on('error', () => {}).resetAndDestroy()
    else for (const listener of listeners) listener.call(server, socket)
  })
}

function remoteOf(handle: Handle): string {
  const into: { address?: string } = {}
  return handle.getpeername?.(into) === 0 ? (into.address ?? '') : ''
}

function end(handle: Handle): void {
  if (handle.reset) handle.reset()
  else handle.close()
}
