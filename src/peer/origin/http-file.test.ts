import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FileVersion } from '../store/file-store.ts'
import type { HeldPart } from './file-answer.ts'
import { HttpFile } from './http-file.ts'

const MONDAY = 'Mon, 23 Nov 2026 10:00:00 GMT'
const file = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 7) % 253)

let server: Server
let url: string
let asked: (string | undefined)[]
let answer: (request: IncomingMessage, response: ServerResponse) => void

beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    asked.push(request.headers.range)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.mp3`
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

async function fetchFile({
  held,
  signal = new AbortController().signal,
  take = async () => {},
  stub,
}: {
  held?: HeldPart
  signal?: AbortSignal
  take?: (bytes: Uint8Array) => Promise<void>
  /** Instead of the server; with little patience. */
  stub?: typeof fetch
} = {}) {
  const began: FileVersion[] = []
  const chunks: Uint8Array[] = []
  const outcome = await new HttpFile({ url, ...(stub && { fetch: stub, patienceMs: 20 }) }).fetchFile(held, {
    signal,
    begins: async (version) => void began.push(version),
    take: async (bytes) => {
      chunks.push(bytes)
      await take(bytes)
    },
  })
  return { outcome, began, bytes: new Uint8Array(Buffer.concat(chunks)) }
}

const whole = (_: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(200, { 'content-length': file.length, 'last-modified': MONDAY }).end(file)

test('the whole file comes by a plain request, with what it is called', async () => {
  answer = whole
  const { outcome, began, bytes } = await fetchFile()
  expect(outcome).toEqual({ kind: 'ok' })
  expect(began).toEqual([{ lengthBytes: file.length, lastModified: MONDAY }])
  expect(bytes).toEqual(file)
  expect(asked).toEqual([undefined])
})

test('only what is missing is asked for, and given to who has the rest', async () => {
  answer = (_, response) => void response.writeHead(206, { 'last-modified': MONDAY }).end(file.subarray(100_000))
  const held = { heldBytes: 100_000, version: { lengthBytes: file.length, lastModified: MONDAY } }
  const { outcome, began, bytes } = await fetchFile({ held })
  expect(outcome).toEqual({ kind: 'ok' })
  expect([began, asked]).toEqual([[], ['bytes=100000-']])
  expect(bytes).toEqual(file.subarray(100_000))
})

test('a host that takes no ranges begins anew', async () => {
  answer = whole
  const held = { heldBytes: 100_000, version: { lengthBytes: file.length, lastModified: MONDAY } }
  const { outcome, began, bytes } = await fetchFile({ held })
  expect(outcome).toEqual({ kind: 'ok' })
  expect(began).toHaveLength(1)
  expect(bytes).toEqual(file)
})

test('a file without a length is over with its end', async () => {
  answer = (_, response) => void response.writeHead(200).end(file)
  const { outcome, began, bytes } = await fetchFile()
  expect([outcome, began, bytes.length]).toEqual([{ kind: 'ok' }, [{}], file.length])
})

test('a file that breaks off is short, and what came of it counts', async () => {
  answer = (_, response) => {
    response.writeHead(200, { 'content-length': file.length })
    response.write(file.subarray(0, 50_000), () => response.destroy())
  }
  const { outcome, bytes } = await fetchFile()
  expect(outcome).toEqual({ kind: 'short', receivedBytes: bytes.length })
  expect(bytes.length).toBeGreaterThan(0)
  expect(bytes).toEqual(file.subarray(0, bytes.length))
})

test('a host that does not answer, or stalls, is left', async () => {
  const failsWith = (signal: AbortSignal | null | undefined, fail: (error: unknown) => void) =>
    signal?.addEventListener('abort', () => fail(new DOMException('left', 'AbortError')))
  const silent: typeof fetch = (_, init) => new Promise((_resolve, reject) => failsWith(init?.signal, reject))
  expect((await fetchFile({ stub: silent })).outcome.kind).toBe('unreachable')
  const stalls: typeof fetch = async (_, init) => {
    const start = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      controller.enqueue(file.slice(0, 9))
      failsWith(init?.signal, (error) => controller.error(error))
    }
    return new Response(new ReadableStream({ start }))
  }
  expect((await fetchFile({ stub: stalls })).outcome).toEqual({ kind: 'short', receivedBytes: 9 })
})

test('one that waits for a slow receiver is not', async () => {
  const stub: typeof fetch = async () => new Response(file.slice())
  const { outcome } = await fetchFile({ stub, take: () => new Promise((resolve) => setTimeout(resolve, 60)) })
  expect(outcome).toEqual({ kind: 'ok' })
})

test('it ends when nobody wants it any more', async () => {
  answer = whole
  const aborter = new AbortController()
  const { outcome } = await fetchFile({ signal: aborter.signal, take: async () => aborter.abort() })
  expect(outcome).toEqual({ kind: 'aborted' })
})

test('what the receiver fails with goes on up', async () => {
  answer = whole
  await expect(fetchFile({ take: () => Promise.reject(new RangeError('ours')) })).rejects.toThrow('ours')
})

test('a no is a no', async () => {
  answer = (_, response) => void response.writeHead(404).end()
  expect((await fetchFile()).outcome).toEqual({ kind: 'refused', status: 404 })
})
