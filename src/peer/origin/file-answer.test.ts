import { expect, test } from 'vitest'
import { askFrom, type HeldPart, judgeFileAnswer } from './file-answer.ts'

const MONDAY = 'Mon, 23 Nov 2026 10:00:00 GMT'
const TUESDAY = 'Tue, 24 Nov 2026 10:00:00 GMT'
const HELD: HeldPart = { heldBytes: 300, version: { lengthBytes: 1000, lastModified: MONDAY } }

function judge(status: number, headers: Record<string, string>, held?: HeldPart) {
  return judgeFileAnswer({ status, header: (name) => headers[name] ?? null }, held, () => 5_000)
}

test('what is held is asked about only where the host can say whether the file is still the same', () => {
  expect(askFrom(undefined)).toBe(0)
  expect(askFrom(HELD)).toBe(300)
  expect(askFrom({ heldBytes: 300, version: { etag: '"1"' } })).toBe(300)
  expect(askFrom({ heldBytes: 300, version: { lengthBytes: 1000 } })).toBe(0)
})

test('a whole file begins, whatever was asked for, and says which one it is', () => {
  const headers = { 'content-length': '1000', 'last-modified': MONDAY, etag: '"1"' }
  const version = { lengthBytes: 1000, lastModified: MONDAY, etag: '"1"' }
  expect(judge(200, headers)).toEqual({ kind: 'begins', version })
  expect(judge(200, headers, HELD), 'a host that takes no ranges').toEqual({ kind: 'begins', version })
  expect(judge(200, {})).toEqual({ kind: 'begins', version: {} })
  expect(judge(200, { etag: 'W/"1"' })).toEqual({ kind: 'begins', version: {} })
})

test('the rest of the same file continues it', () => {
  const rest = { 'content-length': '700', 'last-modified': MONDAY }
  expect(judge(206, rest, HELD)).toEqual({ kind: 'continues' })
  expect(judge(206, { ...rest, 'content-range': 'bytes 300-999/1000' }, HELD)).toEqual({ kind: 'continues' })
  // A host may send a part of the rest; what follows is asked for again.
  const part = { 'content-length': '100', 'last-modified': MONDAY, 'content-range': 'bytes 300-399/1000' }
  expect(judge(206, part, HELD)).toEqual({ kind: 'continues' })
  const named = { heldBytes: 300, version: { etag: '"1"' } }
  expect(judge(206, { 'content-length': '700', etag: '"1"' }, named)).toEqual({ kind: 'continues' })
})

test.each([
  ['it was changed since', { 'content-length': '700', 'last-modified': TUESDAY }],
  ['it has another length', { 'content-length': '701', 'last-modified': MONDAY }],
  ['it has another length by its range', { 'content-range': 'bytes 300-1000/1001', 'last-modified': MONDAY }],
  ['it says no more which file it is', { 'content-length': '700' }],
  ['another part is sent', { 'content-range': 'bytes 0-999/1000', 'last-modified': MONDAY }],
])('the rest is not taken where %s', (_why, headers) => {
  expect(judge(206, headers, HELD).kind).toBe('mismatch')
})

test('a part that nobody asked for is not taken', () => {
  expect(judge(206, { 'content-length': '700' }).kind).toBe('mismatch')
})

test('what is no file is said', () => {
  expect(judge(404, {})).toEqual({ kind: 'refused', status: 404 })
  expect(judge(503, { 'retry-after': '7' })).toEqual({ kind: 'busy', retryAfterMs: 7_000 })
  expect(judge(416, {}, HELD)).toEqual({ kind: 'unsatisfiable' })
})
