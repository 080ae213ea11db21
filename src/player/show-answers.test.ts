import { expect, test } from 'vitest'
import type { ConsentStore, SharingAnswer } from './sharing-consent.ts'
import { ShowAnswers } from './show-answers.ts'

const A = { key: 'show a', setting: 'ask' } as const
const B = { key: 'show b', setting: 'ask' } as const

function setUp(remembered: Readonly<Record<string, SharingAnswer>> = {}) {
  const stored = new Map(Object.entries(remembered))
  const watchers = new Map<string, () => void>()
  const answers = new ShowAnswers((key): ConsentStore => {
    return {
      canRemember: true,
      read: () => stored.get(key),
      write: (answer) => {
        stored.set(key, answer)
        return true
      },
      watch: (changed) => {
        watchers.set(key, changed)
        return () => void watchers.delete(key)
      },
    }
  })
  const told: string[] = []
  const engine = { setSharing: (on: boolean, scope: string) => void told.push(`${scope} ${on}`) }
  const inAnotherTab = (key: string, answer: SharingAnswer) => {
    stored.set(key, answer)
    watchers.get(key)?.()
  }
  return { answers, stored, told, engine, inAnotherTab }
}

test('each show has one answer, the same object whenever it is asked for', () => {
  const { answers } = setUp({ 'show a': 'share' })
  expect(answers.of(A)).toBe(answers.of({ ...A }))
  expect([answers.of(A).snapshot, answers.of(B).snapshot]).toEqual(['on', 'ask'])
})

test('an engine that comes later is told what was answered, one that is here of each show before anything is named to it', () => {
  const { answers, told, engine } = setUp({ 'show a': 'share', 'show b': 'not-now' })
  answers.of(A)
  answers.tell(engine)
  expect(told).toEqual(['show a true'])
  expect(answers.scopeOf(B)).toBe('show b')
  expect(told).toEqual(['show a true', 'show b false'])
})

test('a no reaches the engine at once, whichever show is in the player, from this tab and from another', () => {
  const { answers, told, engine, inAnotherTab } = setUp({ 'show a': 'share', 'show b': 'share' })
  answers.tell(engine)
  answers.of(A)
  answers.of(B)
  told.length = 0
  answers.of(A).answer(false)
  inAnotherTab('show b', 'not-now')
  expect(told).toEqual(['show a false', 'show b false'])
})

test('answers that something else on the page has written are known once they are read again', () => {
  const { answers, told, engine, stored } = setUp({ 'show a': 'share' })
  answers.tell(engine)
  answers.of(A)
  stored.set('show a', 'not-now')
  answers.reread()
  expect(told.at(-1)).toBe('show a false')
})
