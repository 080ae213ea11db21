import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { demoChapters, demoShow } from './demo/demo-show.ts'
import { DomMediaSession, type SystemView, type SystemWishes } from './dom-media-session.ts'
import type { PlaybackRequest } from './player-requests.ts'
import { initialPlayerState } from './player-state.ts'

const [episode] = demoShow.episodes
if (episode === undefined) throw new Error('the demo show has no episode')

class FakeSystem {
  metadata: { title: string } | null = null
  playbackState = 'none'
  position: MediaPositionState | undefined
  readonly handlers = new Map<string, (details: object) => void>()

  setActionHandler(action: string, handler: ((details: object) => void) | null) {
    if (action === 'stop') throw new TypeError('not known here')
    if (handler === null) this.handlers.delete(action)
    else this.handlers.set(action, handler)
  }

  setPositionState(position: MediaPositionState) {
    this.position = position
  }
}

let system: FakeSystem
beforeEach(() => {
  system = new FakeSystem()
  vi.stubGlobal('navigator', { mediaSession: system })
  vi.stubGlobal(
    'MediaMetadata',
    class {
      constructor(init: object) {
        Object.assign(this, init)
      }
    },
  )
})
afterEach(() => vi.unstubAllGlobals())

const playing = { ...initialPlayerState, paused: false, durationSeconds: 620 }
const view: SystemView = { episode, show: demoShow, chapters: [], skipBackSeconds: 10, skipForwardSeconds: 45 }

function opened(change: Partial<SystemView> = {}, more: Partial<SystemWishes> = {}) {
  const asked: PlaybackRequest[] = []
  const session = new DomMediaSession()
  session.open({ ...view, ...change }, { ask: (request) => asked.push(request), ...more })
  return { session, asked }
}

test('the system’s keys ask for what the listener has chosen', () => {
  const { session, asked } = opened()
  system.handlers.get('seekforward')?.({ seekOffset: 5 })
  system.handlers.get('seekbackward')?.({})
  system.handlers.get('seekto')?.({ seekTime: 77 })
  system.handlers.get('seekto')?.({})
  expect(asked).toMatchObject([{ bySeconds: 45 }, { bySeconds: -10 }, { toSeconds: 77 }])
  session.close()
})

test('previous and next are chapters, then the queue, and are not offered where there is neither', () => {
  const none = opened()
  expect(system.handlers.has('nexttrack')).toBe(false)
  none.session.close()
  const next = vi.fn()
  const { session, asked } = opened({ chapters: demoChapters }, { next })
  session.report({ ...playing, currentTimeSeconds: 300 })
  system.handlers.get('nexttrack')?.({})
  expect(asked).toMatchObject([{ toSeconds: 480 }])
  session.report({ ...playing, currentTimeSeconds: 500 })
  system.handlers.get('nexttrack')?.({})
  expect(next).toHaveBeenCalledOnce()
  expect(asked).toHaveLength(1)
  session.close()
})

test('the title follows the chapter, and is told only when it changes', () => {
  const { session } = opened({ chapters: demoChapters })
  session.report({ ...playing, currentTimeSeconds: 10 })
  const first = system.metadata
  expect(first?.title).toBe('On the first hill')
  session.report({ ...playing, currentTimeSeconds: 20 })
  expect(system.metadata).toBe(first)
  session.report({ ...playing, currentTimeSeconds: 96 })
  expect(system.metadata?.title).toBe('The message is written down')
  session.close()
})

test('where playback is, is told in terms the system takes', () => {
  const { session } = opened()
  session.report({ ...playing, currentTimeSeconds: 10 })
  expect(system.playbackState).toBe('playing')
  session.report({ ...initialPlayerState, durationSeconds: 620, currentTimeSeconds: 700 })
  expect(system).toMatchObject({ playbackState: 'paused', position: { position: 620, duration: 620 } })
  session.close()
  expect(system).toMatchObject({ metadata: null, playbackState: 'none' })
  expect(system.handlers.size).toBe(0)
})

test('of two players the one that plays has the system, and closing the other takes nothing from it', () => {
  const first = opened()
  const second = opened({ chapters: demoChapters })
  expect(system.metadata?.title).toBe('On the first hill')
  first.session.report(playing)
  expect(system.metadata?.title).toBe(episode.title)
  second.session.report(initialPlayerState)
  expect(system.metadata?.title).toBe(episode.title)
  second.session.close()
  expect(system.metadata?.title).toBe(episode.title)
  first.session.close()
  expect(system.metadata).toBeNull()
})
