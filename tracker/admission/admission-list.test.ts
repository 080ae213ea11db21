import { expect, test } from 'vitest'
import type { Standing } from '../core/protocol.ts'
import { hashOf } from '../testing/ids.ts'
import { standingIn } from './admission-list.ts'

test.each<[readonly Standing[], Standing]>([
  [[], 'unlisted'],
  [['unlisted'], 'unlisted'],
  [['unlisted', 'listed'], 'listed'],
  [['listed', 'unlisted'], 'listed'],
  [['listed', 'withdrawn'], 'withdrawn'],
  [['withdrawn', 'listed'], 'withdrawn'],
])('lists that say %j mean %s', (said, meant) => {
  const lists = said.map((standing) => ({ standing: () => standing }))
  expect(standingIn(lists, hashOf(1))).toBe(meant)
})
