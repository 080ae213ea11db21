import { expect, test } from 'vitest'
import type { KeptBytes } from '../../peer/types.ts'
import { KeptLibrary } from '../library/kept-library.ts'
import { MemoryTables } from '../library/memory-tables.ts'
import { HoldingsWatch } from './holdings-watch.ts'
import { FakeEngine, keptBytes } from './testing/fake-engine.ts'
import { FakeTime } from './testing/fake-time.ts'
import { hashOf } from './testing/node-desk-stage.ts'
import { settled } from './testing/node-settled.ts'

/** An engine whose looks end when a test says so. */
async function stage() {
  const engine = new FakeEngine()
  const asked: ((kept: readonly KeptBytes[]) => void)[] = []
  const slow = Object.assign(engine, {
    keptEpisodes: () => new Promise<readonly KeptBytes[]>((resolve) => asked.push(resolve)),
  })
  const time = new FakeTime()
  const told = { count: 0 }
  const watch = new HoldingsWatch({
    library: await KeptLibrary.open({ tables: new MemoryTables(), now: () => 1 }),
    engine: async () => slow,
    storage: { estimate: async () => ({}), isPersistent: async () => false, persist: async () => false },
    clock: time,
    changed: () => void told.count++,
  })
  return { watch, asked, time, told }
}

const [before, after] = [[keptBytes(hashOf(1))], [keptBytes(hashOf(1)), keptBytes(hashOf(2))]]

test('of two looks side by side the later one counts, also where the earlier one ends last', async () => {
  const { watch, asked, told } = await stage()
  const [earlier, later] = [watch.look(), watch.look()]
  await settled()
  asked[1]?.(after)
  expect((await later).kept).toBe(after)
  asked[0]?.(before)
  expect((await earlier).kept, 'who asked is told what was seen').toBe(before)
  expect(watch.snapshot?.kept).toBe(after)
  expect(told.count).toBe(1)
})

test('while the later look is under way no third one is begun, whether or not the earlier one has ended', async () => {
  const { watch, asked } = await stage()
  const earlier = watch.look()
  const later = watch.look()
  await settled()
  asked[0]?.(before)
  await earlier
  watch.touch()
  expect(watch.snapshot).toBeUndefined()
  await settled()
  expect(asked).toHaveLength(2)
  asked[1]?.(after)
  await later
})

test.each([
  ['has begun', 0],
  ['waits for the engine’s answer', 1],
])('a look that %s when this is disposed of leaves nothing running', async (_when, turns) => {
  const { watch, asked, time, told } = await stage()
  const looking = watch.look()
  for (let turn = 0; turn < turns; turn++) await settled()
  watch.dispose()
  await settled()
  asked[0]?.(before)
  await looking
  expect(time.waiting).toBe(0)
  expect(told.count).toBe(0)
})
