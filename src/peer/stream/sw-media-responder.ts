/**
 * Answers the service worker's media requests from this page's streams, one port per request.
 *
 * The worker pulls; a chunk is read only when it was asked for, so back pressure reaches the engine.
 */
import { type MediaChunk, type MediaPull, parseMediaRequest } from '../../shared/wire/media-stream.ts'
import type { ByteStream } from './byte-stream.ts'
import { answerMedia } from './media-answer.ts'

const streams = new Map<string, ByteStream>()
let listening = false

/** Makes a stream known under `streamId`. @returns the disposer; requests under way end with it by their own signal. */
export function serveStream(streamId: string, stream: ByteStream): () => void {
  if (!listening) {
    listening = true
    navigator.serviceWorker.addEventListener('message', onMessage)
    // Messages that arrived before the page was loaded are held back until then, unless this is called.
    navigator.serviceWorker.startMessages()
  }
  streams.set(streamId, stream)
  return () => void streams.delete(streamId)
}

function onMessage(event: MessageEvent<unknown>): void {
  const request = parseMediaRequest(event.data)
  const port = event.ports[0]
  if (request === undefined || port === undefined) return
  const stream = streams.get(request.streamId)
  if (stream === undefined) return port.postMessage({ kind: 'unknown' })
  const aborted = new AbortController()
  const { signal } = aborted
  let chunks: AsyncIterator<Uint8Array> | undefined
  let turn: Promise<void> = stream.lengthBytes(signal).then(
    (lengthBytes) => {
      const { head, body } = answerMedia(request, lengthBytes, stream.type, (byte) => stream.heldFrom(byte))
      port.postMessage(head)
      if (body !== undefined) chunks = stream.read(body.from, body.to, signal)[Symbol.asyncIterator]()
    },
    (error: unknown) => send(port, { kind: 'error', message: String(error) }),
  )
  // A generator that waits for its next pull would never learn that nobody pulls any more.
  const end = (): void => {
    aborted.abort()
    turn = turn.then(async () => void (await chunks?.return?.()))
  }
  // The worker died: not every browser says so.
  port.addEventListener('close', end)
  port.onmessage = ({ data }: MessageEvent<MediaPull>) => {
    if (data.kind === 'cancel') {
      end()
      port.close()
    } else {
      turn = turn.then(() => next(port, chunks, signal))
    }
  }
}

async function next(
  port: MessagePort,
  chunks: AsyncIterator<Uint8Array> | undefined,
  signal: AbortSignal,
): Promise<void> {
  try {
    const result = await chunks?.next()
    if (signal.aborted) return
    if (result === undefined || result.done) return send(port, { kind: 'end' })
    // A copy: the engine keeps its own, and what is posted is transferred.
    send(port, { kind: 'chunk', bytes: new Uint8Array(result.value) })
  } catch (error) {
    if (!signal.aborted) send(port, { kind: 'error', message: error instanceof Error ? error.message : String(error) })
  }
}

function send(port: MessagePort, message: MediaChunk): void {
  port.postMessage(message, message.kind === 'chunk' ? [message.bytes.buffer] : [])
}
