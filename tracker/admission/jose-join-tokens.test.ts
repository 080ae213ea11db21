/** Real signatures, on loopback. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from 'jose'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Clock } from '../../src/shared/clock.ts'
import { hashOf } from '../testing/ids.ts'
import { type OpenJoinTokens, openJoinTokens } from './jose-join-tokens.ts'

const AUDIENCE = 'tracker.show.example'
const NOW_S = 1_790_000_000
const NOW = NOW_S * 1000

interface Pair {
  readonly privateKey: CryptoKey
  readonly jwk: JWK
}
let one: Pair
let other: Pair
let folder: string
let file: string
let lines: string[]
let opened: OpenJoinTokens | undefined
let server: Server | undefined

const stopped: Clock = { now: () => 0, after: () => () => {} }

async function makePair(kid: string): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid } }
}

beforeAll(async () => {
  one = await makePair('one')
  other = await makePair('other')
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'))
  file = join(folder, 'keys.json')
  lines = []
  await writeFile(file, JSON.stringify({ keys: [one.jwk] }))
})
afterEach(async () => {
  opened?.close()
  server?.close()
  server?.closeAllConnections()
  await rm(folder, { recursive: true })
  // No token is ever logged.
  expect(lines.join()).not.toMatch('eyJ')
})

async function open(tokenKeys = file, clock = stopped): Promise<OpenJoinTokens> {
  const log = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(`! ${line}`) }
  const context = { clock, log, written: (hex: string) => hex }
  opened = await openJoinTokens({ tokenKeys, tokenAudience: AUDIENCE }, context)
  return opened
}

const sign = (claims: Record<string, unknown> = {}, { privateKey }: Pair = one, kid = 'one') =>
  new SignJWT({ aud: AUDIENCE, exp: NOW_S + 60, info_hashes: [hashOf(1)], ...claims })
    .setProtectedHeader({ alg: 'ES256', kid })
    .sign(privateKey)

async function ask(token: string, infoHash = hashOf(1)) {
  const { tokens } = opened ?? (await open())
  return tokens.verify(token, infoHash, NOW, {})
}

test('a token of the publisher lets into the files it names, until it expires (and half a minute, for clocks that differ)', async () => {
  await open()
  const token = await sign()
  expect(await ask(token)).toEqual({ ok: true, expiresAtMs: NOW + 90_000 })
  expect(await ask(token, hashOf(2))).toMatchObject({ ok: false, kind: 'other-file' })
  expect(opened?.tokens.known(token, hashOf(1), NOW)).toMatchObject({ ok: true })
})

test.each<[string, Record<string, unknown>]>([
  ['expired', { exp: NOW_S - 31 }],
  ['early', { nbf: NOW_S + 31 }],
  ['audience', { aud: 'another.example' }],
  ['audience', { aud: undefined }],
  ['unreadable', { exp: undefined }],
  ['unreadable', { info_hashes: undefined }],
  ['unreadable', { info_hashes: 'all' }],
])('a token is refused as %s with %j', async (kind, claims) => {
  await open()
  expect(await ask(await sign(claims))).toMatchObject({ ok: false, kind })
})

test('nobody signs but who has a key of the set', async () => {
  await open()
  expect(await ask(await sign({}, other))).toMatchObject({ ok: false, kind: 'signature' })
  expect(await ask(await sign({}, other, 'other'))).toMatchObject({ ok: false, kind: 'signature' })
})

test('a token without a signature is refused, and one that is signed with the public key as a secret', async () => {
  await open()
  const claims = { aud: AUDIENCE, exp: NOW_S + 60, info_hashes: '*' }
  expect(await ask(new UnsecuredJWT(claims).encode())).toMatchObject({ ok: false, kind: 'signature' })
  const secret = new TextEncoder().encode(JSON.stringify(one.jwk))
  const forged = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(secret)
  expect(await ask(forged)).toMatchObject({ ok: false, kind: 'signature' })
})

test('no text makes it throw, nor a token with characters changed pass', async () => {
  await open()
  const token = await sign()
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => !(await ask(text)).ok))
  const changed = fc.record({ at: fc.nat({ max: token.length - 2 }), put: fc.string({ minLength: 1, maxLength: 3 }) })
  await fc.assert(
    fc.asyncProperty(changed, async ({ at, put }) => {
      const text = token.slice(0, at) + put + token.slice(at + 1)
      return text === token || !(await ask(text)).ok
    }),
  )
})

test('a key that was taken out of the file lets nobody in any more, and a new one does', async () => {
  const { tokens, reload } = await open()
  const token = await sign()
  expect(await ask(token)).toMatchObject({ ok: true })
  await writeFile(file, JSON.stringify({ keys: [other.jwk] }))
  await reload()
  expect(tokens.known(token, hashOf(1), NOW)).toBeUndefined()
  expect(await ask(token)).toMatchObject({ ok: false, kind: 'signature' })
  expect(await ask(await sign({}, other, 'other'))).toMatchObject({ ok: true })
})

test('a key file that became bad changes nothing, and the log says so', async () => {
  const { reload } = await open()
  await writeFile(file, JSON.stringify({ keys: [{ ...one.jwk, d: 'secret' }] }))
  await reload()
  expect(lines).toEqual([expect.stringMatching(/^! .*only public keys.*What was read before still holds: 1 keys/)])
  expect(await ask(await sign())).toMatchObject({ ok: true })
})

test('a tracker does not start without its keys, nor with keys from where anybody may change them', async () => {
  await expect(open(join(folder, 'none.json'))).rejects.toMatchObject({ kind: 'keys-unreadable' })
  for (const url of ['http://keys.example/jwks.json', 'https://name:secret@keys.example/', 'https://[']) {
    const message = expect.not.stringMatching('secret')
    await expect(open(url)).rejects.toMatchObject({ kind: 'bad-settings', message })
  }
})

test('keys of a server are asked for when a token names an unknown one; while it is down those before hold', async () => {
  let keys = [one.jwk]
  let status = 200
  let requests = 0
  server = createServer((_, response) => {
    requests += 1
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server?.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const { tokens, reload } = await open(`http://127.0.0.1:${port}/jwks.json`)
  const token = await sign()
  expect(await ask(token)).toMatchObject({ ok: true })
  keys = [other.jwk]
  await reload()
  expect(tokens.known(token, hashOf(1), NOW)).toBeUndefined()
  expect(await ask(await sign({}, other, 'other'))).toMatchObject({ ok: true })
  status = 500
  await reload()
  const before = requests
  await reload()
  expect(requests).toBe(before + 1)
  expect(await ask(await sign({ jti: 'next' }, other, 'other'))).toMatchObject({ ok: true })
  expect(lines).toEqual([expect.stringMatching(/^! .*answered 500.*still holds/)])
})

test('a key server that is down is not asked for each token', async () => {
  let requests = 0
  server = createServer((_, response) => {
    requests += 1
    response.writeHead(500).end()
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server?.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await open(`http://127.0.0.1:${port}/jwks.json`)
  for (const jti of ['a', 'b', 'c'])
    expect(await ask(await sign({ jti }))).toMatchObject({ ok: false, kind: 'no-keys' })
  expect(requests).toBe(1)
})
