import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readIceServers } from '../../src/shared/wire/tracker-fields.ts'
import { hmacSha1Base64, readTurnSecret } from './node-turn-secret.ts'
import { TurnCredentials } from './turn-credentials.ts'

const HOUR_MS = 3_600_000
const START_MS = 1_800_000_000_000
const SETTINGS = {
  urls: ['turn:turn.example:3478', 'turns:turn.example:443'],
  secret: 'grape',
  credentialSeconds: 3600,
}

function counted(settings = SETTINGS) {
  const signed: string[] = []
  const turn = new TurnCredentials(settings, (secret, text) => {
    signed.push(text)
    return `${secret}(${text})`
  })
  return { turn, signed }
}

test('a login says when it ends, and proves it with the secret', () => {
  expect(counted().turn.serverAt(START_MS + 999)).toEqual({
    urls: SETTINGS.urls,
    username: '1800003600:grapevine',
    credential: 'grape(1800003600:grapevine)',
  })
})

test('the password is base64 of HMAC-SHA1, as in RFC 2202', () => {
  const digest = 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'
  expect(hmacSha1Base64('Jefe', 'what do ya want for nothing?')).toBe(Buffer.from(digest, 'hex').toString('base64'))
})

test('all get the same login for a quarter of its time, made once', () => {
  const { turn, signed } = counted()
  const first = turn.serverAt(START_MS)
  for (let ms = 0; ms < HOUR_MS / 4; ms += 1000) expect(turn.serverAt(START_MS + ms)).toBe(first)
  expect(signed).toHaveLength(1)
  expect(turn.serverAt(START_MS + HOUR_MS / 4)).not.toBe(first)
  expect(signed).toHaveLength(2)
})

test('whoever gets a login has it for three quarters of its time at least', () => {
  const { turn } = counted()
  for (let ms = 0; ms < 5 * HOUR_MS; ms += 7919) {
    const endsAtMs = Number.parseInt(turn.serverAt(START_MS + ms).username ?? '', 10) * 1000
    expect(endsAtMs - (START_MS + ms)).toBeGreaterThanOrEqual((HOUR_MS * 3) / 4 - 1000)
  }
})

test('a clock that was set back does not lengthen a login', () => {
  const { turn } = counted()
  turn.serverAt(START_MS)
  expect(turn.serverAt(START_MS - 60_000).username).toBe('1800003540:grapevine')
})

test('players take it as it is', () => {
  const servers = [new TurnCredentials(SETTINGS, hmacSha1Base64).serverAt(START_MS)]
  expect(readIceServers(servers)).toEqual(servers)
})

test('the secret’s file has one line; what is wrong with it is said without the secret', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'grapevine-secret-'))
  try {
    const path = join(folder, 'secret')
    const refusal = async (text: string) => {
      await writeFile(path, text)
      return expect(readTurnSecret(path)).rejects
    }
    await writeFile(path, ' grape \n')
    expect(await readTurnSecret(path)).toBe('grape')
    await (await refusal(' \n')).toMatchObject({ kind: 'bad-settings', message: `'turnSecretFile': ${path} is empty` })
    await (await refusal('grape\nvine')).toMatchObject({
      kind: 'bad-settings',
      message: `'turnSecretFile': ${path} must have the secret and nothing else, on one line`,
    })
    await expect(readTurnSecret(join(folder, 'none'))).rejects.toMatchObject({ kind: 'bad-settings' })
  } finally {
    await rm(folder, { recursive: true })
  }
})
