import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DatabaseError } from './idb-database.ts'
import { Patience } from './idb-patience.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const never = () => new Promise<string>(() => {})

function later(ms: number, answer = 'done'): Promise<string> {
  return new Promise((resolve) => setTimeout(() => resolve(answer), ms))
}

test('what takes long is waited for as long as anything gets finished', async () => {
  const patience = new Patience(100)
  const many = [80, 160, 240, 320].map((ms) => patience.wait(later(ms)))
  await vi.advanceTimersByTimeAsync(400)
  expect(await Promise.all(many)).toEqual(['done', 'done', 'done', 'done'])
  expect(vi.getTimerCount()).toBe(0)
})

test('with nothing finished for too long all that wait fail, and whoever comes fails at once', async () => {
  const patience = new Patience(100)
  const failures = [patience.wait(never()), patience.wait(later(150))].map((one) => one.catch((error) => error.kind))
  await vi.advanceTimersByTimeAsync(100)
  expect(await Promise.all(failures)).toEqual(['hung', 'hung'])
  expect(() => patience.check()).toThrow(DatabaseError)
})

test('once a late answer comes, it is asked again', async () => {
  const patience = new Patience(100)
  patience.wait(later(150)).catch(() => {})
  await vi.advanceTimersByTimeAsync(149)
  expect(() => patience.check()).toThrow('has not answered for 100 ms')
  await vi.advanceTimersByTimeAsync(1)
  patience.check()
  expect(await patience.wait(Promise.resolve('here'))).toBe('here')
})

test('an error of the database is its answer too', async () => {
  const patience = new Patience(100)
  await expect(patience.wait(Promise.reject(new RangeError('ours')))).rejects.toThrow(RangeError)
  await vi.advanceTimersByTimeAsync(200)
  patience.check()
})
