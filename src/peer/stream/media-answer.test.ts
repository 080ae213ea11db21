import { expect, test } from 'vitest'
import { answerMedia } from './media-answer.ts'

const ask = (range: string | null, maxBytes?: number, headOnly = false) => {
  const { head, body } = answerMedia({ range, maxBytes, headOnly }, 1000, 'audio/mpeg')
  return { status: head.status, range: head.headers['Content-Range'], length: head.headers['Content-Length'], body }
}

test('an open-ended range is answered to the end where the browser does not ask again', () => {
  expect(ask('bytes=0-')).toEqual({
    status: 206,
    range: 'bytes 0-999/1000',
    length: '1000',
    body: { from: 0, to: 1000 },
  })
})

test('an open-ended range is bounded where the browser asks again', () => {
  expect(ask('bytes=200-', 256)).toEqual({
    status: 206,
    range: 'bytes 200-455/1000',
    length: '256',
    body: { from: 200, to: 456 },
  })
  expect(ask('bytes=900-', 256).range).toBe('bytes 900-999/1000')
})

test('a closed range is answered as asked', () => {
  expect(ask('bytes=0-0', 256)).toEqual({ status: 206, range: 'bytes 0-0/1000', length: '1', body: { from: 0, to: 1 } })
  expect(ask('bytes=0-1', 256).body).toEqual({ from: 0, to: 2 })
  expect(ask('bytes=0-599', 256).body).toEqual({ from: 0, to: 600 })
})

test('a suffix range gets the end of the file', () => {
  expect(ask('bytes=-300', 256)).toEqual({
    status: 206,
    range: 'bytes 700-999/1000',
    length: '300',
    body: { from: 700, to: 1000 },
  })
})

test('a range past the end is answered 416 with the length', () => {
  expect(ask('bytes=1000-')).toEqual({ status: 416, range: 'bytes */1000', length: '0', body: undefined })
})

test('a request without Range gets everything, with 200', () => {
  expect(ask(null, 256)).toEqual({ status: 200, range: undefined, length: '1000', body: { from: 0, to: 1000 } })
})

test('HEAD gets the head alone', () => {
  expect(ask(null, undefined, true)).toMatchObject({ status: 200, length: '1000', body: undefined })
})

test('what is at hand is answered further than the bound: another request costs more than its bytes', () => {
  const held = (bytes: number) =>
    answerMedia({ range: 'bytes=200-', maxBytes: 256, headOnly: false }, 1000, 'audio/mpeg', (byte) => bytes - byte)
      .body
  expect(held(700)).toEqual({ from: 200, to: 700 })
  expect(held(1000)).toEqual({ from: 200, to: 1000 })
  expect(held(300)).toEqual({ from: 200, to: 456 })
  const huge = answerMedia({ range: 'bytes=0-', maxBytes: 256, headOnly: false }, 1e9, 'audio/mpeg', () => 1e9)
  expect(huge.body).toEqual({ from: 0, to: 4 << 20 })
})
