/** A client that announces itself, and then breaks WebSocket's rules: its connection is to end with a fitting code. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { InfoHash, PeerId } from '../../../src/shared/ids.ts'
import { encodeClientMessage } from '../../../src/shared/wire/tracker.ts'
import { UNEXPLAINED } from './fitting.ts'
import { RawSocket } from './node-raw-socket.ts'
import type { Tally } from './tally.ts'
import type { Violation } from './violations.ts'
import { textFrames } from './websocket-frames.ts'

const PATIENCE_MS = 10_000

/** Resolves when the connection has ended. */
export async function violate(
  url: string,
  { kind, bytes, codes }: Violation,
  [infoHash, peerId]: readonly [InfoHash, PeerId],
  tally: Tally,
): Promise<void> {
  const socket = await RawSocket.open(url)
  const announced = new Promise<void>((resolve) => {
    socket.listen({ text: () => resolve(), pong() {} })
  })
  const announce = encodeClientMessage({ type: 'announce', infoHash, peerId, offers: [] })
  socket.write(Buffer.concat(textFrames(announce)))
  await announced
  socket.write(bytes)
  if (codes.length === 0) socket.end()
  const stopped = new AbortController()
  const code = await Promise.race([socket.closed, sleep(PATIENCE_MS, undefined, { signal: stopped.signal })])
  stopped.abort()
  tally.add(kind, nameOf(kind, code, codes))
}

function nameOf(kind: string, code: number | undefined, codes: readonly number[]): string {
  if (codes.length === 0 && code !== undefined) return 'waited for more; it left'
  return codes.some((fitting) => fitting === code)
    ? `closed with ${code}`
    : `${UNEXPLAINED}: ${kind}, ${code === undefined ? 'still open' : `closed with ${code}`}`
}
