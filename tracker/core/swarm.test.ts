import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PeerId } from '../../src/shared/ids.ts'
import { hashOf, offerIdOf, peerOf } from '../testing/ids.ts'
import { Swarm } from './swarm.ts'
import { MAX_WAITING_OFFERS, OFFER_TTL_MS } from './waiting-offers.ts'

const [A, B, C] = [peerOf(1), peerOf(2), peerOf(3)]

/** A swarm of the peers 0..size-1, each on a connection of its own number. */
function swarmOf(size: number): Swarm<number> {
  const swarm = new Swarm<number>(hashOf(0))
  for (let i = 0; i < size; i++) swarm.join(peerOf(i), i, 0)
  return swarm
}

/** The same numbers in [0, 1) each time: mulberry32. */
function seededRng(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

test('a swarm counts as a plain set would, whatever happens in it', () => {
  const step = fc.record({ op: fc.constantFrom('join', 'leave', 'seed', 'leech', 'pick'), who: fc.nat({ max: 12 }) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.integer(), (steps, seed) => {
      const swarm = swarmOf(0)
      const model = new Map<PeerId, boolean>()
      const rng = seededRng(seed)
      for (const { op, who } of steps) {
        const id = peerOf(who)
        if (op === 'join') {
          swarm.join(id, who, 0)
          model.set(id, model.get(id) ?? false)
        }
        if (op === 'leave') expect(swarm.leave(id)).toBe(model.delete(id))
        if (op === 'seed' || op === 'leech') {
          swarm.setSeeder(id, op === 'seed')
          if (model.has(id)) model.set(id, op === 'seed')
        }
        if (op === 'pick') {
          const picked = swarm.pick(4, id, rng).map((member) => member.peerId)
          expect(new Set(picked).size).toBe(picked.length)
          expect(picked).not.toContain(id)
          expect(picked.length).toBe(Math.min(4, model.size - (model.has(id) ? 1 : 0)))
        }
        const seeders = [...model.values()].filter((isSeeder) => isSeeder).length
        expect(swarm.counts).toEqual({ complete: seeders, incomplete: model.size - seeders, downloaded: 0 })
        expect(new Set(swarm.members.map((member) => member.peerId))).toEqual(new Set(model.keys()))
        for (const known of model.keys()) expect(swarm.get(known)?.peerId).toBe(known)
      }
    }),
    { numRuns: 100 },
  )
})

test('everyone else is picked equally often', () => {
  const swarm = swarmOf(11)
  const rng = seededRng(7)
  const times = new Map<PeerId, number>()
  for (let i = 0; i < 4000; i++) {
    for (const { peerId } of swarm.pick(5, A, rng)) times.set(peerId, (times.get(peerId) ?? 0) + 1)
  }
  // 10 others, 5 of them each time: 2000 expected, 5 standard deviations are about 160.
  expect(times.size).toBe(10)
  for (const count of times.values()) expect(Math.abs(count - 2000)).toBeLessThan(160)
})

test('a random number at the edge picks no hole', () => {
  for (const edge of [0, 0.999999, 1]) expect(swarmOf(4).pick(9, A, () => edge)).toHaveLength(3)
})

/** As {@link swarmOf}, of clients that understand directed signalling. */
function directedSwarmOf(size: number): Swarm<number> {
  const swarm = swarmOf(size)
  for (let i = 0; i < size; i++) swarm.setDirected(peerOf(i))
  return swarm
}

test('newcomers are spread: the first ones do not end up with most of the links', () => {
  const swarm = new Swarm<number>(hashOf(0))
  const rng = seededRng(3)
  const links = new Map<PeerId, number>()
  for (let i = 0; i < 60; i++) {
    swarm.join(peerOf(i), i, i)
    swarm.setDirected(peerOf(i))
    for (const id of swarm.introduce(peerOf(i), 6, [], i, rng).peers) {
      for (const end of [id, peerOf(i)]) links.set(end, (links.get(end) ?? 0) + 1)
    }
  }
  // 11.4 on average. Chosen blindly, the first would have 6 + 6 / 7 + 6 / 8 + ... = 20.
  expect(Math.max(...links.values())).toBeLessThan(17)
})

test('of a pair only one is told of the other while the introduction is under way', () => {
  const ids = fc.nat({ max: 6 })
  fc.assert(
    fc.property(fc.array(fc.tuple(ids, fc.nat({ max: 4_000 })), { maxLength: 40 }), fc.integer(), (asks, seed) => {
      const swarm = directedSwarmOf(7)
      const rng = seededRng(seed)
      const told = new Map<string, number>()
      let now = 0
      for (const [who, waitMs] of asks) {
        now += waitMs
        for (const peer of swarm.introduce(peerOf(who), 3, [], now, rng).peers) {
          const pair = [peer, peerOf(who)].sort().join()
          expect(now - (told.get(pair) ?? -10_000)).toBeGreaterThanOrEqual(10_000)
          told.set(pair, now)
        }
      }
    }),
  )
})

test('seeders are not introduced to seeders, nor anybody to itself or to whom it has', () => {
  const swarm = directedSwarmOf(8)
  const rng = seededRng(1)
  for (const seeder of [0, 1, 2, 3]) swarm.setSeeder(peerOf(seeder), true)
  expect(new Set(swarm.introduce(peerOf(0), 12, [peerOf(5)], 0, rng).peers)).toEqual(
    new Set([peerOf(4), peerOf(6), peerOf(7)]),
  )
  expect(swarm.introduce(peerOf(4), 12, [], 20_000, rng).peers).toHaveLength(7)
  expect(swarm.introduce(peerOf(99), 12, [], 0, rng)).toEqual({ peers: [], stock: [] })
})

test('stock clients are named in place of ours that are missing, and two beside them', () => {
  const swarm = swarmOf(10)
  const rng = seededRng(1)
  expect(swarm.introduce(peerOf(0), 6, [], 0, rng)).toMatchObject({ peers: [], stock: { length: 6 } })
  for (let i = 0; i < 5; i++) swarm.setDirected(peerOf(i))
  const { peers, stock } = swarm.introduce(peerOf(1), 4, [], 0, rng)
  expect([peers.length, stock.length]).toEqual([3, 2])
})

test('an answer is let through once, from whom the offer went to', () => {
  const swarm = swarmOf(4)
  swarm.expectAnswer(A, offerIdOf(9), B, 0)
  expect(swarm.takeAnswer(C, A, offerIdOf(9), 1)).toBeUndefined()
  expect(swarm.takeAnswer(B, A, offerIdOf(8), 1)).toBeUndefined()
  expect(swarm.takeAnswer(B, C, offerIdOf(9), 1)).toBeUndefined()
  expect(swarm.takeAnswer(B, A, offerIdOf(9), 1)?.conn).toBe(1)
  expect(swarm.takeAnswer(B, A, offerIdOf(9), 1)).toBeUndefined()
})

test('an offer expires, also as far as memory goes', () => {
  const swarm = swarmOf(4)
  swarm.expectAnswer(A, offerIdOf(1), B, 0)
  swarm.expectAnswer(A, offerIdOf(2), B, 1)
  expect(swarm.takeAnswer(B, A, offerIdOf(1), OFFER_TTL_MS)).toBeUndefined()
  expect(swarm.takeAnswer(B, A, offerIdOf(2), OFFER_TTL_MS)?.conn).toBe(1)
})

test('a member who never gets answers keeps only its newest offers', () => {
  const swarm = swarmOf(4)
  for (let i = 0; i <= MAX_WAITING_OFFERS; i++) swarm.expectAnswer(A, offerIdOf(i), B, 0)
  expect(swarm.takeAnswer(B, A, offerIdOf(0), 1)).toBeUndefined()
  expect(swarm.takeAnswer(B, A, offerIdOf(1), 1)).toBeDefined()
  expect(swarm.takeAnswer(B, A, offerIdOf(MAX_WAITING_OFFERS), 1)).toBeDefined()
})

test('an offer that is made anew starts its time anew, and goes to the new one', () => {
  const swarm = swarmOf(4)
  swarm.expectAnswer(A, offerIdOf(1), B, 0)
  swarm.expectAnswer(A, offerIdOf(1), C, 100)
  expect(swarm.takeAnswer(B, A, offerIdOf(1), 200)).toBeUndefined()
  expect(swarm.takeAnswer(C, A, offerIdOf(1), OFFER_TTL_MS + 99)).toBeDefined()
})
