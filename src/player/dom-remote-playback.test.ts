import { expect, test, vi } from 'vitest'
import { DomRemotePlayback, type RemoteMedia } from './dom-remote-playback.ts'

class FakeRemote extends EventTarget {
  state: RemotePlaybackState = 'disconnected'
  onconnect = null
  onconnecting = null
  ondisconnect = null
  readonly watchers = new Map<number, (available: boolean) => void>()
  prompt = vi.fn(async () => {})

  async watchAvailability(callback: (available: boolean) => void) {
    this.watchers.set(7, callback)
    return 7
  }

  async cancelWatchAvailability(id = -1) {
    this.watchers.delete(id)
  }

  say(state: RemotePlaybackState, type: string) {
    this.state = state
    this.dispatchEvent(new Event(type))
  }
}

function standard() {
  const remote = new FakeRemote()
  const media: RemoteMedia = Object.assign(new EventTarget(), { remote: remote as unknown as RemotePlayback })
  return { remote, playback: new DomRemotePlayback(media) }
}

test('it is offered while there are devices, and shows what the browser says of the connection', async () => {
  const { remote, playback } = standard()
  expect(remote.watchers.size).toBe(0)
  playback.watch()
  playback.watch()
  expect(playback.snapshot).toBe('none')
  remote.watchers.get(7)?.(true)
  expect(playback.snapshot).toBe('available')
  await playback.choose()
  expect(remote.prompt).toHaveBeenCalledOnce()
  remote.say('connecting', 'connecting')
  expect(playback.snapshot).toBe('connecting')
  remote.say('connected', 'connect')
  expect(playback.snapshot).toBe('connected')
  remote.say('disconnected', 'disconnect')
  expect(playback.snapshot).toBe('available')
  remote.watchers.get(7)?.(false)
  expect(playback.snapshot).toBe('none')
})

test('disposed, it looks for devices no more', async () => {
  const { remote, playback } = standard()
  playback.watch()
  playback.dispose()
  await vi.waitFor(() => expect(remote.watchers.size).toBe(0))
  remote.say('connected', 'connect')
  expect(playback.snapshot).toBe('none')
})

test('Safari’s picker is used where there is one', async () => {
  const media = Object.assign(new EventTarget(), {
    webkitShowPlaybackTargetPicker: vi.fn(),
    webkitCurrentPlaybackTargetIsWireless: false,
  })
  const playback = new DomRemotePlayback(media)
  playback.watch()
  media.dispatchEvent(
    Object.assign(new Event('webkitplaybacktargetavailabilitychanged'), { availability: 'available' }),
  )
  expect(playback.snapshot).toBe('available')
  await playback.choose()
  expect(media.webkitShowPlaybackTargetPicker).toHaveBeenCalledOnce()
  media.webkitCurrentPlaybackTargetIsWireless = true
  media.dispatchEvent(new Event('webkitcurrentplaybacktargetiswirelesschanged'))
  expect(playback.snapshot).toBe('connected')
})

test('a browser that can’t look, a picker that is closed, and a browser without any of it are no errors', async () => {
  const { remote, playback } = standard()
  remote.watchAvailability = () => Promise.reject(new DOMException('no', 'NotSupportedError'))
  remote.prompt.mockRejectedValue(new DOMException('closed', 'NotAllowedError'))
  playback.watch()
  await expect(playback.choose()).resolves.toBeUndefined()
  const bare = new DomRemotePlayback(new EventTarget())
  bare.watch()
  await bare.choose()
  bare.dispose()
  expect([playback.snapshot, bare.snapshot]).toEqual(['none', 'none'])
})
