import { expect, test } from 'vitest'
import { judgeResponse } from './range-response.ts'

const asked = { from: 100, to: 200 }
const noDate = () => Number.NaN

function judge(
  status: number,
  headers: Record<string, string> = {},
  range = asked,
  sizeBytes: number | undefined = 1000,
) {
  return judgeResponse({ status, header: (name) => headers[name] ?? null }, range, sizeBytes, noDate)
}

function kind(judgement: ReturnType<typeof judge>): string {
  return judgement === 'take' ? 'take' : judgement.kind
}

test.each([
  [{ 'content-range': 'bytes 100-199/1000' }, 'take'],
  [{ 'content-range': 'bytes 100-199/*' }, 'take'],
  [{ 'content-range': 'bytes 100-150/1000' }, 'take'],
  [{ 'content-length': '100' }, 'take'],
  [{}, 'take'],
  [{ 'content-range': 'bytes 0-99/1000' }, 'mismatch'],
  [{ 'content-range': 'bytes 100-250/1000' }, 'mismatch'],
  [{ 'content-range': 'bytes 100-99/1000' }, 'mismatch'],
  [{ 'content-range': 'bytes 100-199/1001' }, 'mismatch'],
  [{ 'content-range': 'gibberish' }, 'mismatch'],
  [{ 'content-length': '1000' }, 'mismatch'],
])('206 with %j: %s', (headers, expected) => {
  expect(kind(judge(206, headers as Record<string, string>))).toBe(expected)
})

test('any size will do where ours is not known', () => {
  const head = { status: 206, header: (name: string) => (name === 'content-range' ? 'bytes 100-199/77777' : null) }
  expect(judgeResponse(head, asked, undefined, noDate)).toBe('take')
})

test('200 is as good as 206 where the whole file was asked for, and ignores the range otherwise', () => {
  const all = { from: 0, to: 1000 }
  expect(judge(200, { 'content-length': '1000' }, all)).toBe('take')
  expect(judge(200, {}, all)).toBe('take')
  expect(kind(judge(200, { 'content-length': '1200' }, all))).toBe('ignored-range')
  expect(kind(judge(200, { 'content-length': '1000' }))).toBe('ignored-range')
  expect(kind(judge(200, { 'content-length': '1000' }, { from: 0, to: 100 }))).toBe('ignored-range')
})

test('416 tells the size where it can be read', () => {
  expect(judge(416, { 'content-range': 'bytes */123' })).toEqual({ kind: 'unsatisfiable', sizeBytes: 123 })
  expect(judge(416)).toEqual({ kind: 'unsatisfiable' })
})

test('busy hosts say how long, in seconds or as a date, within five minutes', () => {
  const judgeAfter = (value: string) =>
    judgeResponse({ status: 503, header: () => value }, asked, 1000, (date) => (date === 'Friday' ? 9_000 : Number.NaN))
  expect(judge(503)).toEqual({ kind: 'busy' })
  expect(judgeAfter('7')).toEqual({ kind: 'busy', retryAfterMs: 7_000 })
  expect(judgeAfter('Friday')).toEqual({ kind: 'busy', retryAfterMs: 9_000 })
  expect(judgeAfter('soon')).toEqual({ kind: 'busy' })
  expect(judgeAfter('999999')).toEqual({ kind: 'busy', retryAfterMs: 300_000 })
})

test.each([204, 301, 401, 403, 404, 410, 500, 502])('%i is a refusal', (status) => {
  expect(judge(status)).toEqual({ kind: 'refused', status })
})
