/**
 * A tracker that acknowledges whoever announces, introduces nobody, and says of a file that its publisher took it back when it is told to:
 * to those who are there at once, to others when they announce.
 */
import { once } from 'node:events'
import { type WebSocket, WebSocketServer } from 'ws'
import type { InfoHash } from '../../src/shared/ids.ts'
import { encodeTrackerMessage, parseClientMessage } from '../../src/shared/wire/tracker.ts'

export interface ScriptedTracker {
  /** Which files were announced, as often as they were. */
  readonly announced: readonly InfoHash[]
  withdraw(infoHash: InfoHash): void
  close(): Promise<void>
}

/** @param url `ws:`, with a port, where nobody listens */
export async function startScriptedTracker(url: string): Promise<ScriptedTracker> {
  const { hostname, port } = new URL(url)
  const server = new WebSocketServer({ host: hostname, port: Number(port) })
  await once(server, 'listening')
  const members = new Map<InfoHash, Set<WebSocket>>()
  const withdrawn = new Set<InfoHash>()
  const announced: InfoHash[] = []

  const refuse = (socket: WebSocket, infoHash: InfoHash): void => {
    const reason = 'its publisher took this file back'
    socket.send(encodeTrackerMessage({ type: 'failure', action: 'announce', reason, infoHash, code: 'withdrawn' }))
  }
  server.on('connection', (socket) => {
    socket.on('message', (data) => {
      const parsed = parseClientMessage(String(data))
      if (!parsed.ok || parsed.message.type !== 'announce') return
      const { infoHash, event } = parsed.message
      announced.push(infoHash)
      if (withdrawn.has(infoHash)) return refuse(socket, infoHash)
      const swarm = members.get(infoHash) ?? new Set()
      members.set(infoHash, event === 'stopped' ? swarm : swarm.add(socket))
      if (event === 'stopped') swarm.delete(socket)
      const counts = { intervalSeconds: 120, complete: 0, incomplete: swarm.size }
      socket.send(encodeTrackerMessage({ type: 'announced', infoHash, ...counts, peers: [], stock: [] }))
    })
  })
  return {
    announced,
    withdraw(infoHash) {
      withdrawn.add(infoHash)
      for (const socket of members.get(infoHash) ?? []) refuse(socket, infoHash)
    },
    async close() {
      for (const socket of server.clients) socket.terminate()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
