import { expect, test } from 'vitest'
import { type SharingState, sharingSwitch } from './sharing-switch.ts'

const state = (fields: Partial<SharingState> = {}): SharingState => ({
  inPlayer: undefined,
  openedWithoutYes: false,
  hasOffers: true,
  mayShare: true,
  ...fields,
})

test('with nothing in the player, what is kept of shows with a yes is shared', () => {
  expect(sharingSwitch(state())).toBe(true)
  expect(sharingSwitch(state({ hasOffers: false }))).toBe(false)
})

test('what plays is shared with a yes alone', () => {
  expect(sharingSwitch(state({ inPlayer: 'on', hasOffers: false }))).toBe(true)
  for (const inPlayer of ['ask', 'off', 'off-by-publisher', 'off-unremembered'] as const)
    expect(sharingSwitch(state({ inPlayer }))).toBe(false)
})

test('an episode without a yes that the engine has, or a no to what was named, turns all of it off', () => {
  expect(sharingSwitch(state({ openedWithoutYes: true }))).toBe(false)
  expect(sharingSwitch(state({ inPlayer: 'on', openedWithoutYes: true }))).toBe(false)
  expect(sharingSwitch(state({ mayShare: false }))).toBe(false)
})
