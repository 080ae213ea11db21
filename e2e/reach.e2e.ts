/** Whether a real browser takes what the tracker does so that listeners reach each other: its STUN, what it hands on. */
import { networkInterfaces } from 'node:os'
import { expect, type Page, test } from 'playwright/test'
import type { CandidatePolicy } from '../tracker/reach/candidate-policy.ts'
import { filterDescription } from '../tracker/reach/description-policy.ts'
import { startStunServer } from '../tracker/reach/udp-stun-server.ts'

/** A browser gathers for networks beyond the loopback; from there it asks, and on the loopback it is seen under another address. */
const isOnline = Object.values(networkInterfaces()).some((all) =>
  all?.some((one) => one.family === 'IPv4' && !one.internal),
)
const NOTHING_GATHERED = 'this machine has no network but the loopback, and Chromium gathers nothing there'

test('Chromium learns from the tracker’s own STUN from which address it is seen', async ({ page }) => {
  test.skip(!isOnline, NOTHING_GATHERED)
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

interface Handed {
  readonly descriptions: readonly string[]
  readonly states: readonly string[]
}

/** Two connections of one page get what the tracker would hand on. @returns that, with `open` once a channel between them is */
async function introduce(page: Page, policy: CandidatePolicy, until: 'described' | 'open'): Promise<Handed> {
  await page.exposeFunction('handOn', (sdp: string) => filterDescription(sdp, policy))
  return page.evaluate(async (until) => {
    const { handOn } = globalThis as unknown as { handOn: (sdp: string) => Promise<string> }
    const [a, b] = [new RTCPeerConnection(), new RTCPeerConnection()]
    const describe = async (connection: RTCPeerConnection): Promise<string> => {
      const gathered = new Promise<void>((resolve) => {
        connection.addEventListener('icecandidate', ({ candidate }) => {
          if (candidate === null) resolve()
        })
      })
      await connection.setLocalDescription()
      await gathered
      return handOn(connection.localDescription?.sdp ?? '')
    }
    const channel = a.createDataChannel('')
    const opened = new Promise<void>((resolve) => channel.addEventListener('open', () => resolve()))
    const offer = await describe(a)
    await b.setRemoteDescription({ type: 'offer', sdp: offer })
    const answer = await describe(b)
    await a.setRemoteDescription({ type: 'answer', sdp: answer })
    if (until === 'open') await opened
    const states = [a.signalingState, b.signalingState]
    a.close()
    b.close()
    return { descriptions: [offer, answer], states }
  }, until)
}

test('with no-host, listeners on one network still meet, by names that tell no address', async ({ page }) => {
  test.skip(!isOnline, NOTHING_GATHERED)
  const { descriptions } = await introduce(page, 'no-host', 'open')
  for (const sdp of descriptions) expect(sdp).toMatch(/a=candidate:\d+ 1 udp \d+ [0-9a-f-]{36}\.local \d+ typ host/)
})

test('with relay, what is left is a description that Chromium takes', async ({ page }) => {
  const { descriptions, states } = await introduce(page, 'relay', 'described')
  expect(states).toEqual(['stable', 'stable'])
  for (const sdp of descriptions) expect(sdp).not.toContain('a=candidate:')
})
