import { expect, test } from 'vitest'
import { nextRate, requestForKey } from './key-requests.ts'
import { initialPlayerState } from './player-state.ts'

const playing = { ...initialPlayerState, paused: false }

test('space and k toggle what the element says, not what was asked last', () => {
  expect(requestForKey(' ', 'none', initialPlayerState)?.type).toBe('gv-play-request')
  expect(requestForKey('k', 'none', playing)?.type).toBe('gv-pause-request')
})

test('a button keeps its space bar, a slider its arrows', () => {
  expect(requestForKey(' ', 'button', playing)).toBeUndefined()
  expect(requestForKey('ArrowLeft', 'slider', playing)).toBeUndefined()
  expect(requestForKey('ArrowLeft', 'button', playing)).toMatchObject({ bySeconds: -15 })
  expect(requestForKey('l', 'slider', playing)).toMatchObject({ bySeconds: 30 })
})

test('where letters are typed or picked by, no key is taken', () => {
  for (const key of [' ', 'k', 'j', 'l', 'm', '<', '>']) {
    expect(requestForKey(key, 'text', playing)).toBeUndefined()
    expect(requestForKey(key, 'list', playing)).toBeUndefined()
  }
})

test('speeds step along the list and stop at its ends', () => {
  expect(nextRate(1, 1)).toBe(1.25)
  expect(nextRate(1.1, -1)).toBe(1)
  expect(nextRate(3, 1)).toBe(3)
  expect(nextRate(0.5, -1)).toBe(0.5)
})
