import { expect, test } from 'vitest'
import { Connections, PING_STEP_MS } from './connections.ts'
import { Connection } from './transport/connection.ts'
import { MessageAllowance } from './transport/message-allowance.ts'

const INTERVAL_MS = 1000

/** So many connections that came at once; `run` lets time pass and tells how many pings each step had. */
function crowd(size: number) {
  let now = 0
  const clock = { now: () => now, after: () => () => {} }
  const connections = new Connections(clock, 12_000)
  const pings: number[] = []
  const all = Array.from({ length: size }, () => {
    const ended = (connection: Connection) => connections.remove(connection)
    const connection = new Connection('192.0.2.1', clock, new MessageAllowance(1000, 0), undefined, {
      text() {},
      opened() {},
      tooFast() {},
      ended,
    })
    connection.opened({ send() {}, ping: () => pings.push(now), pause() {}, resume() {}, close() {}, terminate() {} })
    connections.add(connection)
    return connection
  })
  const run = (ms: number) => {
    pings.length = 0
    const perStep: number[] = []
    for (const end = now + ms; now < end; ) {
      now += PING_STEP_MS
      const before = pings.length
      connections.pingOrCutDue(INTERVAL_MS)
      perStep.push(pings.length - before)
    }
    return perStep
  }
  return { connections, all, run }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

test('connections that came together are pinged one after another, each once an interval', () => {
  const { all, run } = crowd(1000)
  expect(sum(run(INTERVAL_MS - PING_STEP_MS))).toBe(0)
  for (let intervals = 0; intervals < 5; intervals++) {
    for (const connection of all) connection.ponged()
    const pings = run(INTERVAL_MS)
    expect(sum(pings)).toBe(1000)
    expect(Math.max(...pings)).toBe(100)
  }
})

test('who is silent for a whole interval after a ping is cut, and nobody else', () => {
  const { connections, all, run } = crowd(100)
  run(2 * INTERVAL_MS - 2 * PING_STEP_MS)
  expect(connections.size).toBe(100)
  for (let intervals = 0; intervals < 2; intervals++) {
    all[7]?.ponged()
    run(INTERVAL_MS)
  }
  expect([...connections.all]).toEqual([all[7]])
})
