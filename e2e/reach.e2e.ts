/** Whether real browsers take what the tracker does so that listeners reach each other: its STUN answers. */
import { networkInterfaces } from 'node:os'
import { expect, test } from 'playwright/test'
import { startStunServer } from '../tracker/reach/udp-stun-server.ts'

/** A browser gathers for networks beyond the loopback; from there it asks, and on the loopback it is seen under another address. */
const isOnline = Object.values(networkInterfaces()).some((all) =>
  all?.some((one) => one.family === 'IPv4' && !one.internal),
)

test('Chromium learns from the tracker’s own STUN from which address it is seen', async ({ page }) => {
  test.skip(!isOnline, 'this machine has no network but the loopback, and Chromium gathers nothing there')
  const server = await startStunServer({ host: '127.0.0.1', port: 0 })
  try {
    const seen = await page.evaluate(async (url) => {
      const connection = new RTCPeerConnection({ iceServers: [{ urls: url }] })
      const addresses: (string | null)[] = []
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate?.type === 'srflx') addresses.push(candidate.address)
      })
      const gathered = new Promise<void>((resolve) => {
        connection.addEventListener('icegatheringstatechange', () => {
          if (connection.iceGatheringState === 'complete') resolve()
        })
      })
      connection.createDataChannel('')
      await connection.setLocalDescription()
      await gathered
      connection.close()
      return addresses
    }, `stun:127.0.0.1:${server.port}`)
    expect(seen).toEqual(['127.0.0.1'])
    const { answered, ...rest } = server.stats()
    expect(answered).toBeGreaterThan(0)
    expect(rest).toEqual({ ignored: 0, limited: 0 })
  } finally {
    await server.close()
  }
})
