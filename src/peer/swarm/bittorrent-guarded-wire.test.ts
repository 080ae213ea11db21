import { afterEach, expect, test, vi } from 'vitest'
import { GuardedWire } from './bittorrent-guarded-wire.ts'

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
