import { expect, test } from 'vitest'
import { choosePage, type NetworkPage, WORKER_PATIENCE_MS } from './page-choice.ts'

const choices = (kept: boolean) => {
  const cases: readonly NetworkPage[] = [
    { kind: 'none' },
    { kind: 'trouble' },
    { kind: 'other' },
    { kind: 'this-build' },
    { kind: 'another-build', forMs: 0 },
    { kind: 'another-build', forMs: WORKER_PATIENCE_MS },
  ]
  return cases.map((network) => choosePage(network, kept))
}

test('the network has the first word; the kept page stands in for it, and for a newer one until its worker is there', () => {
  expect(choices(true)).toEqual(['kept', 'kept', 'network', 'network', 'kept', 'network'])
})

test('where nothing is kept the network has the only word', () => {
  expect(new Set(choices(false))).toEqual(new Set(['network']))
})
