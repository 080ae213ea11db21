/**
 * coturn, the TURN server that docs/operating.md advises, takes the tracker's logins; its client takes the tracker's STUN.
 * All on the loopback.
 */
import { execFile } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { promisify } from 'node:util'
import { test as base, expect, type Page } from 'playwright/test'
import type { IceServer } from '../../src/shared/wire/tracker.ts'
import { hmacSha1Base64 } from '../../tracker/reach/node-turn-secret.ts'
import { TurnCredentials } from '../../tracker/reach/turn-credentials.ts'
import { startStunServer } from '../../tracker/reach/udp-stun-server.ts'
import { startCoturn } from '../support/coturn.ts'
import { needProgram, whyNoProgram } from '../support/programs.ts'

const HOST = '127.0.0.1'
const SECRET = 'of grapes and vines'
const CREDENTIAL_SECONDS = 600
const CLIENT_LIMIT_MS = 15_000
const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'))

interface TurnFixtures {
  /** URL of a coturn that knows SECRET. */
  readonly turnUrl: string
}

const test = base.extend<object, TurnFixtures>({
  turnUrl: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const port = await freePort()
      const coturn = await startCoturn(HOST, port, ['--use-auth-secret', `--static-auth-secret=${SECRET}`])
      const ended = once(coturn, 'exit')
      await use(`turn:${HOST}:${port}`)
      coturn.kill()
      await ended
    },
    { scope: 'worker' },
  ],
})

const missing = whyNoProgram('turnserver')
test.skip(missing !== undefined, missing)

async function freePort(): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, HOST)
  await once(socket, 'listening')
  const { port } = socket.address()
  await new Promise<void>((resolve) => socket.close(resolve))
  return port
}

const loginOf = (url: string, unixMs: number, secret = SECRET): IceServer =>
  new TurnCredentials({ urls: [url], secret, credentialSeconds: CREDENTIAL_SECONDS }, hmacSha1Base64).serverAt(unixMs)

/** @returns the types of the candidates that Chromium gathers by this server alone, and with which codes it was refused */
function gather(page: Page, server: IceServer): Promise<{ types: readonly unknown[]; refusals: readonly number[] }> {
  return page.evaluate(async ({ urls, ...login }) => {
    const connection = new RTCPeerConnection({
      iceServers: [{ urls: [...urls], ...login }],
      iceTransportPolicy: 'relay',
    })
    const types: unknown[] = []
    const refusals: number[] = []
    connection.addEventListener('icecandidateerror', ({ errorCode }) => refusals.push(errorCode))
    const gathered = new Promise<void>((resolve) => {
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate === null) resolve()
        else types.push(candidate.type)
      })
    })
    connection.createDataChannel('')
    await connection.setLocalDescription()
    await gathered
    connection.close()
    return { types, refusals }
  }, server)
}

test('coturn gives a relay to who has a login of now', async ({ page, turnUrl }) => {
  expect(await gather(page, loginOf(turnUrl, Date.now()))).toEqual({ types: ['relay'], refusals: [] })
})

test('coturn refuses a login whose time is over', async ({ page, turnUrl }) => {
  const { types, refusals } = await gather(page, loginOf(turnUrl, Date.now() - (CREDENTIAL_SECONDS + 2) * 1000))
  expect(types).toEqual([])
  expect(refusals).toContain(401)
})

test('coturn refuses a login that was made with another secret', async ({ page, turnUrl }) => {
  const { types, refusals } = await gather(page, loginOf(turnUrl, Date.now(), 'of hops'))
  expect(types).toEqual([])
  expect(refusals).toContain(401)
})

for (const host of ['127.0.0.1', '::1']) {
  test(`coturn’s client learns from the tracker’s STUN on ${host} from which address it is seen`, async () => {
    test.skip(!hasIpv6 && host === '::1', 'this machine has no IPv6')
    const server = await startStunServer({ host, port: 0 })
    try {
      const client = needProgram('turnutils_stunclient')
      const { stdout } = await promisify(execFile)(client, ['-p', String(server.port), host], {
        timeout: CLIENT_LIMIT_MS,
      })
      expect(stdout).toContain(`UDP reflexive addr: ${host}:`)
    } finally {
      await server.close()
    }
  })
}
