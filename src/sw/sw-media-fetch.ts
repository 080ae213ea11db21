/**
 * One media request, answered from the page that owns the stream or, where none answers, straight from the origin.
 */
import type {
  MediaAddress,
  MediaChunk,
  MediaHead,
  MediaPull,
  MediaRequest,
  MediaUnknown,
} from '../shared/wire/media-stream.ts'
import { takesBoundedAnswers } from './bounded-answers.ts'
import { contentRange, safeHeaders } from './media-requests.ts'

/** A page that is alive answers in milliseconds, once it knows the file's length; a frozen one never does. */
const PAGE_PATIENCE_MS = 4_000
/** At most this much in one answer to an open-ended range, where the browser asks again. */
const MAX_ANSWER_BYTES = 256 * 1024

/** Ends an answer that is being given. */
const open = new Set<() => void>()

/**
 * Ends the answers that are being given: a browser does not replace a worker that still gives one (Chromium: for up to 5 minutes), and that
 * to a paused element has no end. Only where it is known that media elements ask again for what is missing.
 */
export function endAnswers(): void {
  if (takesBoundedAnswers(navigator.userAgent)) for (const end of open) end()
}

/** @returns `undefined` where the page does not know the stream or does not answer. */
export async function answerFromPage(
  client: Client,
  request: Request,
  address: MediaAddress,
): Promise<Response | undefined> {
  const channel = new MessageChannel()
  const port = channel.port1
  const message: MediaRequest = {
    kind: 'grapevine-media-request',
    streamId: address.streamId,
    range: request.headers.get('Range'),
    maxBytes: takesBoundedAnswers(navigator.userAgent) ? MAX_ANSWER_BYTES : undefined,
    headOnly: request.method === 'HEAD',
  }
  client.postMessage(message, [channel.port2])
  const first = await firstMessage(port, request.signal)
  if (first?.kind !== 'head') {
    pull(port, { kind: 'cancel' })
    port.close()
    return first?.kind === 'error' ? Response.error() : undefined
  }
  const { status } = first
  const headers = { ...first.headers, ...safeHeaders(address.type) }
  if (!first.hasBody) {
    port.close()
    return new Response(null, { status, headers })
  }
  return new Response(bodyOf(port, request.signal), { status, headers })
}

function firstMessage(
  port: MessagePort,
  signal: AbortSignal,
): Promise<MediaHead | MediaUnknown | MediaChunk | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), PAGE_PATIENCE_MS)
    const done = (answer: MediaHead | MediaUnknown | MediaChunk | undefined): void => {
      clearTimeout(timer)
      resolve(answer)
    }
    signal.addEventListener('abort', () => done(undefined), { once: true })
    port.onmessage = ({ data }: MessageEvent<MediaHead | MediaUnknown | MediaChunk>) => done(data)
  })
}

function bodyOf(port: MessagePort, signal: AbortSignal): ReadableStream<Uint8Array<ArrayBuffer>> {
  let end: () => void = () => {}
  const cancel = (): void => {
    open.delete(end)
    pull(port, { kind: 'cancel' })
    port.close()
  }
  let answered: (() => void) | undefined
  return new ReadableStream(
    {
      start(controller) {
        end = () => {
          cancel()
          controller.error(new Error('The service worker is replaced'))
          answered?.()
        }
        open.add(end)
        port.onmessage = ({ data }: MessageEvent<MediaChunk>) => {
          if (data.kind === 'chunk') controller.enqueue(data.bytes)
          else {
            if (data.kind === 'end') controller.close()
            else controller.error(new Error(data.message))
            open.delete(end)
            port.close()
          }
          answered?.()
        }
        signal.addEventListener('abort', cancel, { once: true })
      },
      pull(controller) {
        pull(port, { kind: 'pull' })
        return new Promise<void>((resolve) => {
          answered = resolve
          void controller
        })
      },
      cancel,
    },
    // One chunk under way at a time: what the media element does not read is not fetched.
    { highWaterMark: 1 },
  )
}

function pull(port: MessagePort, message: MediaPull): void {
  port.postMessage(message)
}

/**
 * Straight from the publisher's host: only a `Range` header is sent, which needs no CORS preflight. Where the host forbids
 * cross-origin reading, the media element gets a network error and the player goes on with the plain enclosure.
 */
export async function answerFromOrigin(request: Request, address: MediaAddress): Promise<Response> {
  const range = request.headers.get('Range')
  const headers: Record<string, string> = range === null ? {} : { Range: range }
  try {
    const { method, signal } = request
    const answer = await fetch(address.src, { method, headers, mode: 'cors', credentials: 'omit', signal })
    // Made anew: the host decides about bytes, not about what they are taken for.
    return new Response(answer.body, {
      status: answer.status,
      headers: { ...rangeHeaders(answer, range), ...safeHeaders(address.type) },
    })
  } catch {
    return Response.error()
  }
}

function rangeHeaders(answer: Response, asked: string | null): Record<string, string> {
  const length = answer.headers.get('Content-Length')
  const range = answer.headers.get('Content-Range') ?? (answer.status === 206 ? contentRange(asked, length) : undefined)
  return {
    ...(length !== null && { 'Content-Length': length }),
    ...(range !== undefined && { 'Content-Range': range }),
  }
}
