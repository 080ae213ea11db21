/** What is minted is what the tracker takes. */
import { stat } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { domClock } from '../src/shared/dom-clock.ts'
import type { InfoHash } from '../src/shared/ids.ts'
import { openJoinTokens } from '../tracker/index.ts'
import { makeJoinKeys, mintJoinToken } from './jose-token.ts'
import { makeFolder, type TestFolder } from './testing/node-show-folder.ts'

const ONE = '11'.repeat(20) as InfoHash
const TWO = '22'.repeat(20) as InfoHash
const NOW = 1_790_000_000_000

let folder: TestFolder
beforeEach(async () => {
  folder = await makeFolder()
})
afterEach(() => folder.remove())

test('a tracker with the public key takes tokens of the private one, for their files and hours', async () => {
  const { privateFile, publicFile } = await makeJoinKeys(folder.dir)
  const log = { info: () => {}, warn: () => {} }
  const context = { clock: domClock, log, written: (hex: string) => hex }
  const { tokens, close } = await openJoinTokens({ tokenKeys: publicFile, tokenAudience: 'a.example' }, context)
  const token = { keyFile: privateFile, audience: 'a.example', hours: 2, nowMs: NOW }
  const forOne = await mintJoinToken({ ...token, infoHashes: [ONE] })
  const forAll = await mintJoinToken({ ...token, infoHashes: [] })
  const atEnd = NOW + 2 * 3_600_000 + 30_000
  expect(await tokens.verify(forOne, ONE, NOW, {})).toEqual({ ok: true, expiresAtMs: atEnd })
  expect(await tokens.verify(forOne, TWO, NOW, {})).toMatchObject({ ok: false, kind: 'other-file' })
  expect(await tokens.verify(forAll, TWO, NOW, {})).toMatchObject({ ok: true })
  expect(await tokens.verify(forAll, TWO, atEnd, {})).toMatchObject({ ok: false, kind: 'expired' })
  close()
})

test('the private key is for its owner alone, and never overwritten', async () => {
  const { privateFile } = await makeJoinKeys(folder.dir)
  expect((await stat(privateFile)).mode & 0o777).toBe(0o600)
  const before = await folder.read('join-key.private.json')
  await expect(makeJoinKeys(folder.dir)).rejects.toMatchObject({ kind: 'cannot-write' })
  expect(await folder.read('join-key.private.json')).toEqual(before)
})

test('the public key signs nothing', async () => {
  const { publicFile } = await makeJoinKeys(folder.dir)
  const minting = mintJoinToken({ keyFile: publicFile, audience: 'a', infoHashes: [], hours: 1, nowMs: NOW })
  await expect(minting).rejects.toMatchObject({ kind: 'bad-options' })
})
