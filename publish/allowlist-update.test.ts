import { expect, test } from 'vitest'
import type { InfoHash } from '../src/shared/ids.ts'
import { updateAllowlist } from './allowlist-update.ts'

const entry = (byte: number) => ({
  infoHash: byte.toString(16).padStart(2, '0').repeat(20) as InfoHash,
  name: `E${byte}`,
})
const withdrawn = (byte: number) => ({ ...entry(byte), withdrawn: true as const })

test('the list has what the feed has, and nothing is said of it', () => {
  expect(updateAllowlist([entry(1)], [entry(1), entry(2)], 'out')).toEqual({
    entries: [entry(1), entry(2)],
    warnings: [],
  })
})

test('what was taken back stays so, whether the feed still has it or not', () => {
  const { entries, warnings } = updateAllowlist([withdrawn(1), withdrawn(2)], [entry(1), entry(3)], 'out')
  expect(entries).toEqual([entry(3), withdrawn(1), withdrawn(2)])
  expect(warnings).toEqual([expect.stringMatching(/“E1” is in the feed, but was withdrawn/)])
})

test('of what left the feed the publisher is told how to take it back', () => {
  const { entries, warnings } = updateAllowlist([1, 2, 3, 4, 5].map(entry), [entry(1)], 'out')
  expect(entries).toEqual([entry(1)])
  expect(warnings).toHaveLength(4)
  expect(warnings[0]).toMatch(`“E2” is not served any more.`)
  expect(warnings[0]).toMatch(`grapevine withdraw out ${entry(2).infoHash}`)
  expect(warnings[3]).toMatch(/^1 more/)
})
