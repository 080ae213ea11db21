import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseRangeHeader } from '../media-range.ts'
import { HttpOrigin, type HttpOriginOptions } from './http-origin.ts'

const file = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 7) % 253)
type Handler = (request: IncomingMessage, response: ServerResponse) => void

let server: Server
let base: string
let requests: string[]
let handlers: Record<string, Handler>

beforeEach(async () => {
  requests = []
  handlers = { '/file': sendRange }
  server = createServer((request, response) => {
    requests.push(`${request.url} ${request.headers.range}`)
    const handler = handlers[request.url ?? '']
    if (handler) handler(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

function sendRange(request: IncomingMessage, response: ServerResponse): void {
  const range = parseRangeHeader(request.headers.range ?? null, file.length)
  if (range.kind !== 'range') return void response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end()
  const { from, to } = range
  const headers = { 'content-range': `bytes ${from}-${to - 1}/${file.length}`, 'content-length': to - from }
  response.writeHead(206, headers).end(file.subarray(from, to))
}

/** Fetches and puts the chunks together; fails where they leave a gap. */
async function fetchRange(from: number, to: number, origin = originAt('/file'), signal = new AbortController().signal) {
  const chunks: Uint8Array[] = []
  let next = from
  const onBytes = (offset: number, chunk: Uint8Array) => {
    expect(offset).toBe(next)
    next += chunk.length
    chunks.push(chunk)
  }
  const outcome = await origin.fetchRange(from, to, { signal, onBytes })
  return { outcome, bytes: new Uint8Array(Buffer.concat(chunks)) }
}

function originAt(path: string, options: Partial<HttpOriginOptions> = {}): HttpOrigin {
  return new HttpOrigin({ url: base + path, sizeBytes: file.length, ...options })
}

test('the bytes asked for arrive, and only a Range header was sent', async () => {
  let headers: HeadersInit | undefined
  const spy: typeof fetch = (input, init) => {
    headers = init?.headers
    return fetch(input, init)
  }
  const { outcome, bytes } = await fetchRange(1_000, 250_000, originAt('/file', { fetch: spy }))
  expect(outcome).toEqual({ kind: 'ok' })
  expect(Buffer.compare(bytes, file.subarray(1_000, 250_000))).toBe(0)
  expect(headers).toEqual({ Range: 'bytes=1000-249999' })
  expect(requests).toEqual(['/file bytes=1000-249999'])
})

test('chunks are handed on before the answer has ended', async () => {
  let finish = () => {}
  handlers['/file'] = (_, response) => {
    response.writeHead(206).write(file.subarray(0, 10))
    finish = () => response.end(file.subarray(10, 20))
  }
  let first = -1
  const onBytes = (offset: number) => {
    if (first < 0) first = offset
    finish()
  }
  const outcome = await originAt('/file').fetchRange(0, 20, { signal: new AbortController().signal, onBytes })
  expect([outcome, first]).toEqual([{ kind: 'ok' }, 0])
})

test('a host that ignores ranges is left at once, with nothing delivered', async () => {
  const closed = new Promise<void>((resolve) => {
    handlers['/file'] = (_, response) => {
      response.on('close', resolve)
      // Never ends: only a cancelled body closes it.
      response.writeHead(200).write(file)
    }
  })
  const { outcome, bytes } = await fetchRange(0, 100)
  expect([outcome, bytes.length]).toEqual([{ kind: 'ignored-range' }, 0])
  await closed
})

test('an answer that ends early is short, whether it says so or breaks off', async () => {
  handlers['/file'] = (_, response) => response.writeHead(206).end(file.subarray(0, 60))
  expect((await fetchRange(0, 100)).outcome).toEqual({ kind: 'short', receivedBytes: 60 })
  handlers['/file'] = (_, response) => {
    response.writeHead(206, { 'content-length': 100 }).write(file.subarray(0, 60), () => response.destroy())
  }
  const { outcome, bytes } = await fetchRange(0, 100)
  expect(outcome).toEqual({ kind: 'short', receivedBytes: bytes.length })
})

test('an answer with more than was asked for is a mismatch, and the rest is not delivered', async () => {
  handlers['/file'] = (_, response) => response.writeHead(206).end(file.subarray(0, 200))
  const { outcome, bytes } = await fetchRange(0, 100)
  expect(outcome.kind).toBe('mismatch')
  expect(bytes.length).toBeLessThanOrEqual(100)
})

test('another range or another file is a mismatch before any byte is taken', async () => {
  handlers['/file'] = (_, response) =>
    response.writeHead(206, { 'content-range': `bytes 0-99/${file.length}` }).end(file.subarray(0, 100))
  expect(await fetchRange(100, 200)).toMatchObject({ outcome: { kind: 'mismatch' }, bytes: new Uint8Array(0) })
  handlers['/file'] = (_, response) => response.writeHead(206, { 'content-range': 'bytes 100-199/5000' }).end('x')
  expect(await fetchRange(100, 200)).toMatchObject({ outcome: { kind: 'mismatch' }, bytes: new Uint8Array(0) })
})

test('refused, busy and unsatisfiable say so', async () => {
  handlers['/file'] = (_, response) => response.writeHead(503, { 'retry-after': '3' }).end()
  expect((await fetchRange(0, 10)).outcome).toEqual({ kind: 'busy', retryAfterMs: 3_000 })
  handlers['/file'] = sendRange
  const beyond = await fetchRange(file.length, file.length + 10)
  expect(beyond.outcome).toEqual({ kind: 'unsatisfiable', sizeBytes: file.length })
  expect((await fetchRange(0, 10, originAt('/nowhere'))).outcome).toEqual({ kind: 'refused', status: 404 })
})

test('nobody there is unreachable', async () => {
  const origin = originAt('/file')
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  expect((await fetchRange(0, 10, origin)).outcome.kind).toBe('unreachable')
})

test('a host that never answers, and one that stops answering, are unreachable', async () => {
  handlers['/file'] = () => {}
  const silent = originAt('/file', { firstByteTimeoutMs: 50 })
  expect((await fetchRange(0, 10, silent)).outcome).toMatchObject({
    kind: 'unreachable',
    detail: expect.stringContaining('no answer'),
  })
  handlers['/file'] = (_, response) => response.writeHead(206).flushHeaders()
  expect((await fetchRange(0, 10, silent)).outcome).toMatchObject({
    kind: 'unreachable',
    detail: expect.stringContaining('no answer'),
  })
  handlers['/file'] = (_, response) => response.writeHead(206).write(file.subarray(0, 5))
  const { outcome, bytes } = await fetchRange(0, 10, originAt('/file', { stallTimeoutMs: 50 }))
  expect(outcome).toMatchObject({ kind: 'unreachable', detail: expect.stringContaining('stalled') })
  expect(bytes.length).toBe(5)
})

test('an abort ends the request and is no fault of the host', async () => {
  const controller = new AbortController()
  const closed = new Promise<void>((resolve) => {
    handlers['/file'] = (_, response) => {
      response.on('close', resolve)
      controller.abort()
    }
  })
  expect((await fetchRange(0, 10, originAt('/file'), controller.signal)).outcome).toEqual({ kind: 'aborted' })
  await closed
  expect((await fetchRange(0, 10, originAt('/file'), controller.signal)).outcome).toEqual({ kind: 'aborted' })
  expect(requests.length).toBe(1)
})

test('where redirects led is kept, and asked for anew once it has expired', async () => {
  let target = '/signed-1'
  handlers['/file'] = (_, response) => response.writeHead(302, { location: target }).end()
  handlers['/signed-1'] = sendRange
  handlers['/signed-2'] = sendRange
  const origin = originAt('/file')
  await fetchRange(0, 10, origin)
  await fetchRange(10, 20, origin)
  handlers['/signed-1'] = (_, response) => response.writeHead(403).end()
  target = '/signed-2'
  expect((await fetchRange(20, 30, origin)).outcome).toEqual({ kind: 'ok' })
  await fetchRange(30, 40, origin)
  expect(requests.map((request) => request.split(' ')[0])).toEqual([
    ...['/file', '/signed-1', '/signed-1'],
    ...['/signed-1', '/file', '/signed-2', '/signed-2'],
  ])
})

test('a range that is none is our bug', async () => {
  await expect(fetchRange(10, 10)).rejects.toThrow(RangeError)
  await expect(fetchRange(-1, 10)).rejects.toThrow(RangeError)
})

test('what the receiver throws is not taken for a fault of the host', async () => {
  const onBytes = () => {
    throw new TypeError('our bug')
  }
  const fetching = originAt('/file').fetchRange(0, 10, { signal: new AbortController().signal, onBytes })
  await expect(fetching).rejects.toThrow('our bug')
})
