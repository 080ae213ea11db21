import { expect, test } from 'vitest'
import { type AfterView, WhatFollows } from './what-follows.ts'

const view: AfterView = { queue: [], current: 'a', next: 'b', autoplay: true, sleeping: false }
const playing = { paused: false, ended: false }
const over = { paused: true, ended: true }

test('what plays to its end is followed, once', () => {
  const follows = new WhatFollows()
  expect(follows.told(playing, view)).toBeUndefined()
  expect(follows.told(over, view)).toBe('b')
  expect(follows.told(over, view)).toBeUndefined()
})

test('who goes to the end of what stands still asks for nothing more', () => {
  const follows = new WhatFollows()
  follows.told(playing, view)
  follows.told({ paused: true, ended: false }, view)
  expect(follows.told(over, view)).toBeUndefined()
})

test('the queue comes first, also without autoplay; the sleep timer holds both back', () => {
  const queue = [{ id: 'q', title: 'Q' }]
  const end = (changed: Partial<AfterView>) => {
    const follows = new WhatFollows()
    follows.told(playing, view)
    return follows.told(over, { ...view, ...changed })
  }
  expect(end({ queue })).toBe('q')
  expect(end({ queue, autoplay: false })).toBe('q')
  expect(end({ autoplay: false })).toBeUndefined()
  expect(end({ queue, sleeping: true })).toBeUndefined()
})

test('what was asked for plays on, another one that came instead does not', () => {
  const follows = new WhatFollows()
  follows.awaits('b')
  expect(follows.arrived('c')).toBe(false)
  expect(follows.arrived('b')).toBe(false)
  follows.awaits('b')
  expect(follows.arrived('b')).toBe(true)
})

test('what was asked for by an id of the queue plays on by its guid; nothing does where nothing was asked for', () => {
  const follows = new WhatFollows()
  follows.means('b')
  expect(follows.arrived('b')).toBe(false)
  follows.awaits('feed b')
  follows.means('b')
  expect(follows.arrived('b')).toBe(true)
})

test('what was asked for and does not come is not heard unasked when it comes later', () => {
  const follows = new WhatFollows()
  follows.awaits('b')
  follows.means(undefined)
  expect(follows.arrived('b')).toBe(false)
})
