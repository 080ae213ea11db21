import { expect, test } from 'vitest'
import { hashOf } from '../testing/ids.ts'
import type { JoinGrant } from './join-claims.ts'
import { type CheckedToken, JoinTokens } from './join-tokens.ts'

const MINUTE = 60_000
const SOCKET = {}

/** Tokens whose signatures are checked when the test says so; each grants file 1 for an hour. */
function tokensWith(grant: Partial<JoinGrant> = {}, capacity = 100) {
  const asked: string[] = []
  const answers: ((checked?: CheckedToken) => void)[] = []
  const granted: CheckedToken = {
    ok: true,
    grant: { infoHashes: new Set([hashOf(1)]), expiresAtMs: 60 * MINUTE, ...grant },
  }
  const tokens = new JoinTokens({
    capacity,
    digest: (token) => `#${token}`,
    check: (token) => {
      asked.push(token)
      return new Promise((resolve) => answers.push((checked = granted) => resolve(checked)))
    },
  })
  const answerAll = (checked?: CheckedToken) => {
    for (const answer of answers.splice(0)) answer(checked)
  }
  const learn = async (token: string, nowMs = 0, asker: object = {}) => {
    const verdict = tokens.verify(token, hashOf(1), nowMs, asker)
    answerAll()
    return verdict
  }
  return { tokens, asked, answerAll, learn }
}

test('a token that was checked lets its bearer in again without a signature', async () => {
  const { tokens, asked, learn } = tokensWith()
  expect(tokens.known('a', hashOf(1), 0)).toBeUndefined()
  expect(await learn('a')).toEqual({ ok: true, expiresAtMs: 60 * MINUTE })
  expect(tokens.known('a', hashOf(1), 2 * MINUTE)).toEqual({ ok: true, expiresAtMs: 60 * MINUTE })
  expect(await tokens.verify('a', hashOf(1), 2 * MINUTE, SOCKET)).toMatchObject({ ok: true })
  expect(asked).toEqual(['a'])
})

test('and is known to say nothing of other files', async () => {
  const { tokens, learn } = tokensWith()
  await learn('a')
  expect(tokens.known('a', hashOf(2), 0)).toMatchObject({ ok: false, kind: 'other-file' })
})

test('a token for all files lets into each', async () => {
  const { tokens, learn } = tokensWith({ infoHashes: 'all' })
  await learn('a')
  expect(tokens.known('a', hashOf(7), 0)).toMatchObject({ ok: true })
})

test('what was checked ten minutes ago is checked again: its key may be gone', async () => {
  const { tokens, asked, learn } = tokensWith()
  await learn('a')
  expect(tokens.known('a', hashOf(1), 10 * MINUTE - 1)).toBeDefined()
  expect(tokens.known('a', hashOf(1), 10 * MINUTE)).toBeUndefined()
  await learn('a', 10 * MINUTE)
  expect(asked).toEqual(['a', 'a'])
})

test('an expired token is no longer known', async () => {
  const { tokens, learn } = tokensWith({ expiresAtMs: MINUTE })
  await learn('a')
  expect(tokens.known('a', hashOf(1), MINUTE - 1)).toMatchObject({ ok: true })
  expect(tokens.known('a', hashOf(1), MINUTE)).toBeUndefined()
})

test('a clock that was put back makes nothing known for longer', async () => {
  const { tokens, learn } = tokensWith()
  await learn('a', 30 * MINUTE)
  expect(tokens.known('a', hashOf(1), 0)).toBeUndefined()
})

test('once other keys hold, nothing is known any more, not even what is being checked', async () => {
  const { tokens, answerAll, learn } = tokensWith()
  await learn('a')
  const late = tokens.verify('b', hashOf(1), 0, SOCKET)
  tokens.forget()
  answerAll()
  await late
  expect([tokens.known('a', hashOf(1), 0), tokens.known('b', hashOf(1), 0)]).toEqual([undefined, undefined])
})

test('one token for several files at a time is checked once', async () => {
  const { tokens, asked, answerAll } = tokensWith({ infoHashes: 'all' })
  const verdicts = [1, 2, 3].map((byte) => tokens.verify('a', hashOf(byte), 0, SOCKET))
  answerAll()
  expect((await Promise.all(verdicts)).map(({ ok }) => ok)).toEqual([true, true, true])
  expect(asked).toHaveLength(1)
})

test('a token that is refused says why, and is not remembered', async () => {
  const { tokens, asked, answerAll, learn } = tokensWith()
  const verdict = tokens.verify('a', hashOf(1), 0, SOCKET)
  answerAll({ ok: false, kind: 'signature' })
  expect(await verdict).toEqual({ ok: false, kind: 'signature', reason: expect.stringMatching(/not signed/) })
  expect(tokens.known('a', hashOf(1), 0)).toBeUndefined()
  await learn('a')
  expect(asked).toHaveLength(2)
})

test('one socket has sixty signatures a minute, and another its own', async () => {
  const { tokens, asked, learn } = tokensWith()
  for (let i = 0; i < 60; i++) expect(await learn(`t${i}`, 0, SOCKET)).toMatchObject({ ok: true })
  expect(await tokens.verify('more', hashOf(1), 0, SOCKET)).toMatchObject({ ok: false, kind: 'too-many' })
  expect(asked).toHaveLength(60)
  expect(tokens.known('t59', hashOf(1), 0)).toMatchObject({ ok: true })
  expect(await learn('more', 0, {})).toMatchObject({ ok: true })
  expect(await learn('even more', 5_000, SOCKET)).toMatchObject({ ok: true })
})

test('no more are remembered than there is room for, those used last', async () => {
  const { tokens, learn } = tokensWith({}, 2)
  await learn('a')
  await learn('b')
  tokens.known('a', hashOf(1), 0)
  await learn('c')
  expect(['a', 'b', 'c'].map((token) => tokens.known(token, hashOf(1), 0) !== undefined)).toEqual([true, false, true])
})
