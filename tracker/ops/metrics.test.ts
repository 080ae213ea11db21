import { expect, test } from 'vitest'
import { busyView, quietView } from '../testing/tracker-views.ts'
import { METRICS } from './metrics.ts'

const read = (name: string, view = busyView()) =>
  METRICS.find((metric) => metric.name === `grapevine_tracker_${name}`)?.read(view)

test('every metric has one name, words, and what only grows ends in _total', () => {
  expect(new Set(METRICS.map(({ name }) => name)).size).toBe(METRICS.length)
  for (const { name, type, help } of METRICS) {
    expect(name).toMatch(/^grapevine_tracker_[a-z_]+$/)
    expect(name.endsWith('_total'), name).toBe(type === 'counter')
    expect(help).toMatch(/^[A-Z1].*\.$/)
  }
})

test('a metric with a label has a number for each of its values from the start', () => {
  expect(read('sockets_refused_total', quietView())).toEqual({
    'address-limit': 0,
    'connection-limit': 0,
    'socket-limit': 0,
    memory: 0,
    origin: 0,
    draining: 0,
    'bad-request': 0,
  })
})

test('an open tracker without STUN tells nothing of lists and STUN', () => {
  for (const name of [
    'allowlist_files',
    'allowlist_reads_total',
    'allowlist_last_success_timestamp_seconds',
    'stun_datagrams_total',
  ]) {
    expect(read(name), name).toBeDefined()
    expect(read(name, quietView()), name).toBeUndefined()
  }
})

test('of its states the tracker is in one', () => {
  expect(read('state', quietView({ state: 'draining' }))).toEqual({ starting: 0, 'no-list': 0, ready: 0, draining: 1 })
})

test('all that is counted is told', () => {
  const { counts } = busyView()
  const told = JSON.stringify(METRICS.map((metric) => metric.read(busyView())))
  for (const tally of Object.values(counts)) expect(told).toContain(JSON.stringify(tally))
})
