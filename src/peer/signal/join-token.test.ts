import { expect, test } from 'vitest'
import type { InfoHash } from '../../shared/ids.ts'
import type { JoinTokenSource } from '../types.ts'
import { JoinToken } from './join-token.ts'

const SHOW = 'ee'.repeat(20) as InfoHash

function holder(source?: JoinTokenSource) {
  const complaints: string[] = []
  let asked = 0
  let ready = 0
  const counting: JoinTokenSource = (infoHash) => {
    asked += 1
    return source?.(infoHash)
  }
  const token = new JoinToken(SHOW, {
    source: () => (source === undefined ? undefined : counting),
    ready: () => {
      ready += 1
    },
    complain: (words) => complaints.push(words),
  })
  return { token, complaints, asked: () => asked, ready: () => ready }
}

test('a page that configures none announces without a token, whatever the tracker says', () => {
  const { token } = holder()
  expect(token.take()).toEqual({})
  expect(token.refused()).toBe(false)
  expect(token.take()).toEqual({})
})

test('a token at hand is asked for once, by the info hash, and sent from then on', () => {
  const { token, asked } = holder((infoHash) => `for ${infoHash}`)
  expect([token.take(), token.take(), asked()]).toEqual([{ token: `for ${SHOW}` }, { token: `for ${SHOW}` }, 1])
})

test('one that has to be fetched is waited for', async () => {
  const { token, asked, ready } = holder(() => Promise.resolve('a.b.c'))
  expect([token.take(), token.take(), asked(), ready()]).toEqual([undefined, undefined, 1, 0])
  await Promise.resolve()
  expect([ready(), token.take(), asked()]).toEqual([1, { token: 'a.b.c' }, 1])
})

test('a refused one is asked for again at once, but only once until the tracker takes one', () => {
  let number = 0
  const { token } = holder(() => `token ${++number}`)
  token.take()
  expect([token.refused(), token.take()]).toEqual([true, { token: 'token 2' }])
  expect([token.refused(), token.take()]).toEqual([false, { token: 'token 3' }])
  token.accepted()
  expect([token.refused(), token.take()]).toEqual([true, { token: 'token 4' }])
})

test('a refusal while one is being fetched fetches no second one', () => {
  const { token, asked } = holder(() => new Promise(() => {}))
  token.take()
  token.refused()
  expect([token.take(), asked()]).toEqual([undefined, 1])
})

test('no token is none, and is asked for again when the tracker wants one', () => {
  const { token, asked, complaints } = holder(() => undefined)
  expect([token.take(), token.refused(), token.take()]).toEqual([{}, true, {}])
  expect([asked(), complaints]).toEqual([2, []])
})

test.each<[string, () => unknown]>([
  ['throws', () => JSON.parse('oops')],
  ['gives a number', () => 5],
  ['gives null', () => null],
  ['gives an object', () => ({ token: 'a' })],
  ['gives nothing in a text', () => ''],
  ['gives a novel', () => 'x'.repeat(4097)],
  ['rejects', () => Promise.reject(new Error('logged out'))],
  ['gives an object at last', () => Promise.resolve({ token: 'a' })],
])('a page whose function %s announces without a token, and is told', async (_, source) => {
  const { token, complaints } = holder(source as JoinTokenSource)
  token.take()
  await new Promise((resolve) => setTimeout(resolve))
  expect(token.take()).toEqual({})
  expect(complaints).toEqual([expect.stringMatching(/^'joinToken' /)])
})
