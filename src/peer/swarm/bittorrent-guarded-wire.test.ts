import { afterEach, expect, test, vi } from 'vitest'
import { GuardedWire } from './bittorrent-guarded-wire.ts'
import { DUE_EXTENSION } from './due-extension.ts'
import { FETCHING_EXTENSION } from './fetching-extension.ts'
import { METADATA_EXTENSION } from './metadata-extension.ts'

afterEach(() => {
  vi.useRealTimers()
})

test('it sends no keep-alive once it is ended, in whatever state its stream is', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const wire = new GuardedWire(() => {})
  wire.setKeepAlive(true)
  expect(vi.getTimerCount()).toBe(1)
  wire.destroy()
  expect(vi.getTimerCount()).toBe(0)
})

test('what goes wrong while its bytes are read is told, and leaves the stream', async () => {
  const failed: unknown[] = []
  const wire = new GuardedWire((error) => failed.push(error))
  wire.on('handshake', () => {
    throw new Error('wrong')
  })
  const greeting = Uint8Array.from([19, ...new TextEncoder().encode('BitTorrent protocol'), ...new Uint8Array(48)])
  wire.write(greeting)
  await expect.poll(() => failed.map(String)).toEqual(['Error: wrong'])
  wire.destroy()
})

test('of the names in a peer’s handshakes only ours are kept, however many it makes up; what it said before holds', () => {
  const wire = new GuardedWire(() => {})
  const say = (names: readonly string[]): void => {
    const entries = [...names].sort().map((name) => `${name.length}:${name}i7e`)
    wire._onExtended(0, new TextEncoder().encode(`d1:md${entries.join('')}ee`))
  }
  say([DUE_EXTENSION, 'ut_pex'])
  for (let i = 0; i < 100; i++) say(Array.from({ length: 300 }, (_, n) => `made-up-${i * 300 + n}`))
  say([FETCHING_EXTENSION])
  expect([DUE_EXTENSION, FETCHING_EXTENSION, METADATA_EXTENSION].map((name) => wire.speaks(name))).toEqual([
    true,
    true,
    false,
  ])
  expect(Object.keys(wire.peerExtendedMapping).sort()).toEqual([DUE_EXTENSION, FETCHING_EXTENSION])
  wire.destroy()
})
