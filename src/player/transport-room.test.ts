import { expect, test } from 'vitest'
import { moreRules, ROOM, type RoomControl, rowRules, type TransportKind } from './transport-room.ts'

// What transport-styles.ts makes of them, in rem; the sleep timer while it counts.
const TARGET = 2.75
const WIDTHS: Readonly<Record<RoomControl, number>> = {
  back: 3.25,
  speed: 3.5,
  sleep: 4.25,
  previous: TARGET,
  next: TARGET,
  mute: TARGET,
  slider: 5,
  captions: TARGET,
  'full-screen': TARGET,
  remote: TARGET,
  picture: TARGET,
}
const PLAY = 4.25
const FORWARD = 3.25
const MORE = TARGET
const GAP = 0.25

const LEFT: readonly RoomControl[] = ['speed', 'sleep']
const MIDDLE: readonly RoomControl[] = ['previous', 'back', 'next']
const RIGHT: Readonly<Record<TransportKind, readonly RoomControl[]>> = {
  audio: ['remote', 'mute', 'slider'],
  video: ['remote', 'picture', 'captions', 'mute', 'slider', 'full-screen'],
}

for (const kind of ['audio', 'video'] as const) {
  test(`at every width the row has room for what stands in it, with play in the middle: ${kind}`, () => {
    for (let width = 11; width <= 90; width += 0.25) {
      const wide = (controls: readonly RoomControl[], more: readonly number[]) => {
        const shown = controls.filter((control) => ROOM[kind][control] <= width).map((control) => WIDTHS[control])
        const all = [...shown, ...more]
        return all.reduce((sum, one) => sum + one + GAP, -GAP)
      }
      const left = Math.max(0, wide(LEFT, []))
      const middle = wide(MIDDLE, [PLAY, FORWARD])
      const right = wide(RIGHT[kind], [MORE])
      // Below the width of a phone's row nothing stands on the left, and the middle need not be in the middle.
      const sides = left === 0 ? right + GAP : 2 * (Math.max(left, right) + GAP)
      expect(sides + middle, `${width} rem`).toBeLessThanOrEqual(width)
    }
  })
}

test('what is hidden in the row is shown under “More”, and the other way round', () => {
  const row = rowRules().match(/\(width < [\d.]+rem\)\{[^}]+/g) ?? []
  const more = moreRules().match(/\(width >= [\d.]+rem\)\{[^}]+/g) ?? []
  expect(row).toHaveLength(22)
  expect(more).toEqual(row.map((rule) => rule.replace('<', '>=')))
})
