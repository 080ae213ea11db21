import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byWorth, rarityOf } from './rarity.ts'
import { numberedBytes as kept, numbersOf as numbers } from './test-kept-bytes.ts'

test('rare is what one or two others have, only here what nobody has; what nobody counted is not called so', () => {
  expect(rarityOf(0)).toBe('only-here')
  expect(rarityOf(2)).toBe('rare')
  expect(rarityOf(3)).toBe('common')
  expect(rarityOf(undefined)).toBe('unknown')
})

test('first what somebody wants and few have, then what few have, then what was passed on most, then the latest', () => {
  const order = byWorth([
    kept(1, { swarm: { seeders: 20, listeners: 1 } }),
    kept(2, { swarm: { seeders: 0, listeners: 0 } }),
    kept(3, { swarm: { seeders: 1, listeners: 4 } }),
    kept(4),
    kept(5, { givenBytes: 300 }),
    kept(6),
    kept(7, { swarm: { seeders: 0, listeners: 9 }, heldBytes: 10 }),
  ])
  // 7 is wanted by most, but a tenth of it serves few: as much as one copy that nobody asks for.
  expect(numbers(order.map(({ infoHash }) => infoHash))).toEqual([3, 7, 2, 5, 6, 4, 1])
})

test('the order is one order, whatever comes first', () => {
  const one = fc.record({
    number: fc.nat(50),
    seeders: fc.nat(4),
    listeners: fc.nat(4),
    heldBytes: fc.nat(100),
    givenBytes: fc.nat(300),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(one, { selector: ({ number }) => number, maxLength: 12 }),
      fc.boolean(),
      (list, hasSwarm) => {
        const all = list.map(({ number, seeders, listeners, ...rest }) =>
          kept(number, { ...rest, ...(hasSwarm && { swarm: { seeders, listeners } }) }),
        )
        expect(byWorth(all.toReversed())).toEqual(byWorth(all))
        expect(byWorth(all)).toHaveLength(all.length)
      },
    ),
  )
})
