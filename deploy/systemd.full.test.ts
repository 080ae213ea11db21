/** The systemd unit by systemd's own judgement, and the system calls of a tracker against those that the unit allows. */
import { readFile } from 'node:fs/promises'
import { beforeEach, expect, test } from 'vitest'
import { needProgram, whyNoProgram } from '../e2e/support/programs.ts'
import { WireClient } from '../tracker/testing/ws-test-client.ts'
import { portOf, trackerArguments } from './testing/node-tracker-process.ts'
import { ask, Workbench, withChanges } from './testing/workbench.ts'

const UNIT = 'grapevine-tracker.service'

let bench: Workbench
beforeEach(async (context) => {
  const why = whyNoProgram('systemd-analyze')
  if (why !== undefined) context.skip(why)
  bench = await Workbench.open()
  return () => bench.close()
})

test('systemd understands every line of the unit, also under the name of a template', async () => {
  // Not installed here; systemd looks whether what it is to start is there.
  const unit = await withChanges(UNIT, { '=grapevine tracker': `=${process.execPath} tracker` })
  for (const name of [UNIT, 'grapevine-tracker@a.service']) {
    expect(await ask(needProgram('systemd-analyze'), ['verify', await bench.write(name, unit)])).toBe('')
  }
})

test('its exposure is no more than docs/operating.md says', async () => {
  const path = await bench.write(UNIT, await withChanges(UNIT, {}))
  const said = await ask(needProgram('systemd-analyze'), ['security', '--offline=true', '--threshold=20', path])
  const exposure = /Overall exposure level for .*: ([\d.]+)/.exec(said)?.[1]
  expect(await readFile('docs/operating.md', 'utf8')).toContain(`exposure ${exposure}, of 10`)
})

test('a tracker at work makes no system call that the unit forbids', { timeout: 60_000 }, async ({ skip }) => {
  const why = whyNoProgram('strace')
  if (why !== undefined) skip(why)
  const [trace, command] = [bench.at('trace'), [process.execPath, ...trackerArguments(['--open', '--port', '0'])]]
  const program = bench.start(needProgram('strace'), ['-D', '-f', '-qq', '-o', trace, ...command])
  const client = await WireClient.connect(`ws://127.0.0.1:${await portOf(program)}/tracker`)
  await client.settled()
  await client.close()
  const unit = await withChanges(UNIT, {})
  const sets = [...unit.matchAll(/^SystemCallFilter=(~?)(.*)$/gm)]
  const callsOf = async (forbidding: boolean) => {
    const always = forbidding ? [] : ['@default']
    const names = sets
      .filter(([, tilde]) => (tilde === '~') === forbidding)
      .flatMap(([, , list = '']) => list.split(' '))
    return expand([...always, ...names])
  }
  const [allowed, forbidden] = [await callsOf(false), await callsOf(true)]
  const made = new Set((await readFile(trace, 'utf8')).match(/(?<=^\d+ +)\w+(?=\()/gm))
  expect(made.size).toBeGreaterThan(20)
  expect([...made].filter((call) => !allowed.has(call) || forbidden.has(call))).toEqual([])
})

/** The system calls in sets, and in the sets in those. */
async function expand(names: readonly string[]): Promise<ReadonlySet<string>> {
  const calls = new Set<string>()
  const waiting = [...names]
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (!name.startsWith('@')) {
      calls.add(name)
      continue
    }
    const said = await ask(needProgram('systemd-analyze'), ['syscall-filter', name])
    waiting.push(
      ...said
        .split('\n')
        .slice(1)
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#')),
    )
  }
  return calls
}
