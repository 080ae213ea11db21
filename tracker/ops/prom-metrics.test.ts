import { expect, test } from 'vitest'
import { judgeMetrics, whyNoPromtool } from '../testing/node-promtool.ts'
import { busyView, quietView } from '../testing/tracker-views.ts'
import { METRICS } from './metrics.ts'
import { PromMetrics } from './prom-metrics.ts'
import { newCounts } from './tracker-counts.ts'

const textOf = async (metrics: PromMetrics) => (await metrics.read()).text

test('what is scraped are the counts at that moment', async () => {
  const counts = newCounts()
  const metrics = new PromMetrics(() => quietView({ counts, sockets: counts.socketsOpened }))
  expect(await textOf(metrics)).toContain('\ngrapevine_tracker_messages_received_total{kind="announce"} 0\n')
  counts.socketsOpened += 2
  counts.messagesReceived.announce += 3
  for (let scrape = 0; scrape < 2; scrape++) {
    const text = await textOf(metrics)
    expect(text).toContain('\ngrapevine_tracker_sockets 2\n')
    expect(text).toContain('\ngrapevine_tracker_sockets_opened_total 2\n')
    expect(text).toContain('\ngrapevine_tracker_messages_received_total{kind="announce"} 3\n')
  }
})

test('every metric of the table is there, with its type and its words', async () => {
  const { contentType, text } = await new PromMetrics(busyView).read()
  expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8')
  for (const { name, type, help } of METRICS) {
    expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name}`)
  }
})

test('what this tracker does not have has no series, not a zero', async () => {
  const text = await textOf(new PromMetrics(quietView))
  expect(text).not.toMatch(/^grapevine_tracker_(allowlist|stun)/m)
  expect(text).toMatch(/^grapevine_tracker_limit_hits_total\{limit="offers"\} 0$/m)
})

test('two trackers in a process do not mix, and share what is told of the process', async () => {
  const [one, other] = [
    new PromMetrics(() => quietView({ sockets: 1 })),
    new PromMetrics(() => quietView({ sockets: 2 })),
  ]
  const [first, second] = [await textOf(one), await textOf(other)]
  expect(first).toContain('\ngrapevine_tracker_sockets 1\n')
  expect(second).toContain('\ngrapevine_tracker_sockets 2\n')
  for (const text of [first, second]) expect(text).toMatch(/^process_resident_memory_bytes \d+$/m)
})

test('a scrape lists no descriptors and no handles: with many sockets everybody would wait for it', async () => {
  expect(await textOf(new PromMetrics(quietView))).not.toMatch(/process_open_fds|nodejs_active/)
})

const missing = whyNoPromtool()
test.for([
  ['that has done everything', busyView],
  ['that has done nothing', quietView],
] as const)('promtool has nothing against the metrics of a tracker %s', async ([, view], { skip }) => {
  if (missing !== undefined) skip(missing)
  expect(judgeMetrics('no metrics')).not.toBe('')
  expect(judgeMetrics(await textOf(new PromMetrics(() => view())))).toBe('')
})
