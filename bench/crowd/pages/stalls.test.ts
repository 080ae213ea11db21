import { expect, test } from 'vitest'
import { StallCount } from './stalls.ts'

const PLENTY = 10

test('playing on without a break is no stall, however seldom one looks', () => {
  const stalls = new StallCount(0, 0.1)
  stalls.look(40, 0.2, PLENTY)
  stalls.look(2_000, 8, PLENTY)
  expect(stalls.count).toBe(0)
  expect(stalls.stalledMs).toBe(0)
})

test('time that stands still for longer than 250 ms is a stall, from when it last moved', () => {
  const stalls = new StallCount(0, 0.1)
  stalls.look(40, 0.2, PLENTY)
  stalls.look(280, 0.2, 0)
  expect(stalls.count).toBe(0)
  stalls.look(300, 0.2, 0)
  stalls.look(340, 0.2, 0)
  expect(stalls.count).toBe(1)
  stalls.look(440, 0.3, PLENTY)
  expect(stalls.stalledMs).toBe(400)
})

test('`waiting` is a stall at once, and one stretch without progress is one stall', () => {
  const stalls = new StallCount(0, 0.1)
  stalls.waiting(100, 0)
  stalls.waiting(200, 0)
  stalls.look(500, 0.1, 0)
  stalls.look(700, 0.2, PLENTY)
  expect(stalls.count).toBe(1)
  expect(stalls.stalledMs).toBe(600)
  stalls.waiting(800, 0)
  stalls.look(810, 0.3, PLENTY)
  expect(stalls.count).toBe(2)
  expect(stalls.stalledMs).toBe(610)
})

test('a stall with data left is told apart from one without', () => {
  const stalls = new StallCount(0, 0.1)
  stalls.waiting(100, PLENTY)
  stalls.look(110, 0.2, PLENTY)
  stalls.waiting(200, 0.1)
  stalls.look(210, 0.3, PLENTY)
  expect([stalls.count, stalls.dryCount]).toEqual([2, 1])
})

test('the end of playback ends the stall that was running', () => {
  const stalls = new StallCount(0, 0.1)
  stalls.waiting(100, 0)
  stalls.finish(150)
  expect([stalls.count, stalls.stalledMs]).toEqual([1, 50])
})

test('where each interruption began is told', () => {
  const stalls = new StallCount(0, 0.1)
  stalls.look(40, 1.5, PLENTY)
  stalls.waiting(60, 0)
  stalls.look(90, 1.6, PLENTY)
  stalls.look(120, 3, PLENTY)
  stalls.waiting(130, 0)
  expect(stalls.positions).toEqual([1.5, 3])
})
