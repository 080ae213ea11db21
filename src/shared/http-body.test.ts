import { expect, test } from 'vitest'
import { BodyTooLargeError, readCapped } from './http-body.ts'

/** A body that never ends; `taken` counts the chunks of four bytes that were asked for. */
function endlessBody() {
  const seen = { taken: 0, cancelled: false }
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        seen.taken += 1
        controller.enqueue(Uint8Array.of(1, 2, 3, 4))
      },
      cancel() {
        seen.cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { body, seen }
}

test('a body within the bound is read whole, chunk after chunk', async () => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Uint8Array.of(1, 2))
      controller.enqueue(Uint8Array.of(3))
      controller.close()
    },
  })
  expect([...(await readCapped(new Response(body), 3))]).toEqual([1, 2, 3])
  expect((await readCapped(new Response(null), 0)).length).toBe(0)
})

test('a body that goes over the bound is cut off at once', async () => {
  const { body, seen } = endlessBody()
  await expect(readCapped(new Response(body), 10)).rejects.toBeInstanceOf(BodyTooLargeError)
  expect(seen).toEqual({ taken: 3, cancelled: true })
})

test('a length in the header is not believed', async () => {
  const lying = new Response('abcdef', { headers: { 'Content-Length': '2' } })
  await expect(readCapped(lying, 4)).rejects.toMatchObject({ maxBytes: 4 })
})

test('what breaks the body is what the caller hears of', async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.error(new TypeError('connection lost'))
    },
  })
  await expect(readCapped(new Response(broken), 10)).rejects.toThrow('connection lost')
})
