import { expect, test } from 'vitest'
import { type KeyView, requestForKey } from './key-requests.ts'
import { initialPlayerState, type PlayerState } from './player-state.ts'
import { defaultPreferences } from './preferences.ts'

const chapters = [
  { startSeconds: 0, title: 'One' },
  { startSeconds: 100, title: 'Two' },
]

function view(state: Partial<PlayerState> = {}, more: Partial<KeyView> = {}): KeyView {
  return {
    state: { ...initialPlayerState, durationSeconds: 200, ...state },
    preferences: defaultPreferences,
    chapters: [],
    captions: undefined,
    fullScreen: false,
    transcript: false,
    sleep: 'off',
    ...more,
  }
}

const playing = view({ paused: false })

test('space and k toggle what the element says, not what was asked last', () => {
  expect(requestForKey(' ', 'none', view())?.type).toBe('gv-play-request')
  expect(requestForKey('k', 'none', playing)?.type).toBe('gv-pause-request')
})

test('a button keeps its space bar, a slider its arrows', () => {
  expect(requestForKey(' ', 'button', playing)).toBeUndefined()
  expect(requestForKey('ArrowLeft', 'slider', playing)).toBeUndefined()
  expect(requestForKey('ArrowLeft', 'button', playing)).toMatchObject({ bySeconds: -15 })
  expect(requestForKey('l', 'slider', playing)).toMatchObject({ bySeconds: 30 })
})

test('where letters are typed or picked by, no key is taken', () => {
  for (const key of [' ', 'k', 'j', 'l', 'm', '<', '>', '5', 'n', 's', 't', '?']) {
    expect(requestForKey(key, 'text', playing)).toBeUndefined()
    expect(requestForKey(key, 'list', playing)).toBeUndefined()
  }
})

test('skips are as long as the listener likes them', () => {
  const preferences = { ...defaultPreferences, skipBackSeconds: 5, skipForwardSeconds: 90 }
  expect(requestForKey('j', 'none', view({}, { preferences }))).toMatchObject({ bySeconds: -5 })
  expect(requestForKey('ArrowRight', 'none', view({}, { preferences }))).toMatchObject({ bySeconds: 90 })
})

test('a digit goes to that tenth of the episode, once its length is known', () => {
  expect(requestForKey('0', 'none', playing)).toMatchObject({ toSeconds: 0 })
  expect(requestForKey('7', 'none', playing)).toMatchObject({ toSeconds: 140 })
  expect(requestForKey('7', 'none', view({ durationSeconds: Number.NaN }))).toBeUndefined()
})

test('n and p go to the neighbouring chapters, where there are any', () => {
  expect(requestForKey('n', 'none', view({}, { chapters }))).toMatchObject({ toSeconds: 100 })
  expect(requestForKey('p', 'none', view({ currentTimeSeconds: 150 }, { chapters }))).toMatchObject({ toSeconds: 100 })
  expect(requestForKey('n', 'none', view({ currentTimeSeconds: 150 }, { chapters }))).toBeUndefined()
  expect(requestForKey('n', 'none', view())).toBeUndefined()
})

test('captions, full screen and the transcript are asked for only where there are any', () => {
  for (const key of ['c', 'f', 't']) expect(requestForKey(key, 'none', view())).toBeUndefined()
  const all = view({}, { captions: true, fullScreen: true, transcript: true })
  expect(requestForKey('c', 'none', all)).toMatchObject({ showing: false })
  expect(requestForKey('f', 'none', all)?.type).toBe('gv-full-screen-request')
  expect(requestForKey('t', 'none', all)).toMatchObject({ panel: 'transcript' })
  expect(requestForKey('?', 'none', view())).toMatchObject({ panel: 'shortcuts' })
})

test('s steps through the sleep timer, with the chapter’s end only where there are chapters', () => {
  expect(requestForKey('s', 'none', view())).toMatchObject({ choice: 5 })
  expect(requestForKey('s', 'none', view({}, { sleep: 60 }))).toMatchObject({ choice: 'episode' })
  expect(requestForKey('s', 'none', view({}, { sleep: 60, chapters }))).toMatchObject({ choice: 'chapter' })
})

test('letters mean the same with the caps lock on, and other keys mean nothing', () => {
  expect(requestForKey('K', 'none', playing)?.type).toBe('gv-pause-request')
  for (const key of ['Tab', 'Enter', 'Escape', 'F5', 'x', 'ArrowUp', 'ArrowDown', 'Kana']) {
    expect(requestForKey(key, 'none', playing)).toBeUndefined()
  }
})
