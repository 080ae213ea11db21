import { expect, test } from 'vitest'
import { feedOf, testEpisode } from '../library/test-shows.ts'
import { offersOf, SharingUpkeep } from './sharing-upkeep.ts'
import { FakeEngine, keptBytes } from './testing/fake-engine.ts'
import { FakeTime } from './testing/fake-time.ts'
import { settled } from './testing/node-settled.ts'

const A = feedOf('a')
const B = feedOf('b')
const hashOf = (number: number) => {
  const { infoHash } = testEpisode(number).enclosure ?? {}
  if (infoHash === undefined) throw new Error('no info hash')
  return infoHash
}
const swarm = (feedUrl: string, number: number, tracker = `wss://${new URL(feedUrl).host}/`) => ({
  feedUrl,
  guid: `e${number}`,
  infoHash: hashOf(number),
  trackers: [tracker],
})
const scopeOf = (feedUrl: string) => `scope of ${feedUrl}`
const yesTo = (...shows: string[]) => ({ isShared: (feedUrl: string) => shows.includes(feedUrl), scopeOf })

test('only what is held, of shows with a yes, is offered: what few have comes first', () => {
  const kept = [
    keptBytes(hashOf(1), { swarm: { seeders: 9, listeners: 0 } }),
    keptBytes(hashOf(2), { swarm: { seeders: 0, listeners: 3 } }),
    keptBytes(hashOf(3)),
  ]
  const offers = offersOf([swarm(A, 1), swarm(A, 2), swarm(B, 3), swarm(A, 4)], kept, yesTo(A))
  expect(offers.map(({ infoHash }) => infoHash)).toEqual([hashOf(2), hashOf(1)])
})

test('a file that two shows have is offered as each one’s with a yes, and nowhere else', () => {
  const swarms = [swarm(A, 1), swarm(B, 1)]
  const ofA = { infoHash: hashOf(1), trackers: ['wss://a.example/'], sharingScope: `scope of ${A}` }
  const ofB = { infoHash: hashOf(1), trackers: ['wss://b.example/'], sharingScope: `scope of ${B}` }
  expect(offersOf(swarms, [keptBytes(hashOf(1))], yesTo(A))).toEqual([ofA])
  expect(offersOf(swarms, [keptBytes(hashOf(1))], yesTo(A, B))).toEqual([ofA, ofB])
})

function setUp(yes: string[]) {
  const engine = new FakeEngine()
  engine.held = [keptBytes(hashOf(1)), keptBytes(hashOf(2))]
  const time = new FakeTime()
  const state = { loads: 0, yes: new Set(yes), given: 0 }
  const upkeep = new SharingUpkeep({
    library: { swarms: async () => [swarm(A, 1), swarm(B, 2)] },
    engine: async () => {
      state.loads += 1
      return engine
    },
    isShared: (feedUrl) => state.yes.has(feedUrl),
    scopeOf,
    isAnyShared: () => state.yes.size > 0,
    clock: time,
    gave: (bytes) => {
      state.given += bytes
    },
    warn: () => {},
  })
  return { upkeep, engine, time, state }
}

test('without a yes the engine is not even loaded', async () => {
  const { upkeep, state } = setUp([])
  upkeep.look()
  await settled()
  expect(state.loads).toBe(0)
})

test('a yes names its show’s episodes, another one those of the next', async () => {
  const { upkeep, engine, state } = setUp([A])
  upkeep.look()
  await settled()
  expect(engine.offered.map(({ infoHash }) => infoHash)).toEqual([hashOf(1)])
  state.yes.add(B)
  upkeep.look()
  await settled()
  expect(engine.offered).toHaveLength(2)
})

test('after a no to a show the others alone are named, and after the last no nothing is', async () => {
  const { upkeep, engine, state } = setUp([A, B])
  upkeep.look()
  await settled()
  state.yes.delete(B)
  upkeep.look()
  await settled()
  expect(engine.offered.map(({ infoHash }) => infoHash)).toEqual([hashOf(1)])
  state.yes.delete(A)
  upkeep.look()
  await settled()
  expect(engine.offered).toEqual([])
})

test('what comes to be held is offered a while later, once for all of it', async () => {
  const { upkeep, engine, time } = setUp([A, B])
  engine.held = []
  upkeep.look()
  await settled()
  expect(engine.offered).toEqual([])
  engine.hold([keptBytes(hashOf(1))])
  engine.hold([keptBytes(hashOf(1)), keptBytes(hashOf(2))])
  time.pass(5000)
  await settled()
  expect(engine.offered).toHaveLength(2)
  expect(engine.calls.filter((call) => call.startsWith('reseed'))).toEqual(['reseed 0', 'reseed 2'])
})

test('what is given is told while there is something to offer, and not once it is disposed', async () => {
  const { upkeep, engine, state } = setUp([A])
  upkeep.look()
  upkeep.look()
  await settled()
  upkeep.look()
  await settled()
  engine.give(300)
  expect(state.given).toBe(300)
  upkeep.dispose()
  engine.give(300)
  expect(state.given).toBe(300)
})

test('what is disposed of while the engine is loaded watches nothing', async () => {
  const { upkeep, engine, state } = setUp([A])
  upkeep.look()
  upkeep.dispose()
  await settled()
  engine.give(300)
  expect([state.given, engine.offered]).toEqual([0, []])
})
