/** Prometheus as deploy/ configures it: its files are right by its own tools, and it reads a tracker that runs. */
import { mkdir } from 'node:fs/promises'
import { beforeEach, expect, test } from 'vitest'
import { needProgram, whyNoProgram } from '../e2e/support/programs.ts'
import { startTrackerProcess } from './testing/node-tracker-process.ts'
import { ask, freePorts, ROOT, untilServed, Workbench, withChanges } from './testing/workbench.ts'

const why = whyNoProgram('promtool')

let bench: Workbench
beforeEach(async (context) => {
  if (why !== undefined) context.skip(why)
  bench = await Workbench.open()
  return () => bench.close()
})

test('promtool finds nothing wrong with configuration and rules, and every rule says what its examples say', async () => {
  const folder = `${ROOT}/deploy`
  const promtool = needProgram('promtool')
  expect(await ask(promtool, ['check', 'config', 'prometheus.yml'], folder)).toContain('SUCCESS')
  expect(await ask(promtool, ['check', 'rules', 'alerts.yml'], folder)).toContain('SUCCESS')
  expect(await ask(promtool, ['test', 'rules', 'alerts.test.yml'], folder)).toContain('SUCCESS')
})

test('Prometheus reads a tracker that runs, and every rule finds what it asks for', { timeout: 90_000 }, async () => {
  const [port = 0, unused = 0] = await freePorts(2)
  const tracker = await startTrackerProcess(bench, ['--open'])
  const config = await withChanges('prometheus.yml', {
    'scrape_interval: 15s': 'scrape_interval: 1s',
    'evaluation_interval: 15s': 'evaluation_interval: 1s',
    '127.0.0.1:8000': `127.0.0.1:${tracker.port}`,
    '127.0.0.1:8001': `127.0.0.1:${unused}`,
  })
  await bench.write('alerts.yml', await withChanges('alerts.yml', {}))
  await mkdir(bench.at('data'))
  const prometheus = bench.start(needProgram('prometheus'), [
    `--config.file=${await bench.write('prometheus.yml', config)}`,
    `--storage.tsdb.path=${bench.at('data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ])
  const query = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/${path}`)
    const { data } = (await answer.json()) as {
      data: { result: readonly { value: readonly [number, string] }[] } & {
        groups: readonly { rules: readonly { name: string; health: string; state: string }[] }[]
      }
    }
    return data
  }
  const valuesOf = async (expression: string) =>
    (await query(`query?query=${encodeURIComponent(expression)}`)).result.map(({ value }) => value[1])
  await untilServed(prometheus, async () => {
    if (!(await valuesOf('up')).includes('1')) throw new Error('it has not read the tracker yet')
  })
  await expect.poll(() => valuesOf('up == 0'), { timeout: 20_000 }).toHaveLength(1)
  expect(await valuesOf('grapevine_tracker_state{state="ready"}')).toEqual(['1'])
  await expect
    .poll(async () => (await query('rules')).groups.flatMap(({ rules }) => rules.map(({ health }) => health)), {
      timeout: 20_000,
    })
    .toEqual(Array.from({ length: 10 }, () => 'ok'))
  // Before its first look at the tracker, none was there.
  const raised = async () =>
    (await query('rules')).groups.flatMap(({ rules }) => rules.filter(({ state }) => state !== 'inactive'))
  await expect.poll(raised, { timeout: 20_000 }).toEqual([])
})
