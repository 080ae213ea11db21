import { expect, test } from 'vitest'
import { heightFor } from './facade-height.ts'

test('the frame is as high as it asks, within bounds', () => {
  expect(heightFor({ height: 400.5 }, 'card')).toBe(401)
  expect(heightFor({ height: 10 }, 'card')).toBe(200)
  expect(heightFor({ height: 1e9 }, 'mini')).toBe(1_200)
  for (const wrong of [undefined, null, {}, { height: '400' }, { height: Number.NaN }, 400])
    expect(heightFor(wrong, 'card')).toBeUndefined()
})
