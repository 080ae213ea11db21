import { expect, test } from 'vitest'
import type { SharingAnswer } from '../sharing-consent.ts'
import { type AnswerStore, SharingChoices } from './sharing-choices.ts'

const OWN = 'https://own.example/feed.xml'
const OTHER = 'https://other.example/feed.xml'

function choices(answers: Readonly<Record<string, SharingAnswer>>, setting: 'ask' | 'on' | 'off' = 'ask') {
  const kept = new Map(Object.entries(answers))
  let tell = (): void => {}
  const store: AnswerStore = {
    canRemember: true,
    read: (key) => kept.get(key),
    write(key, answer) {
      if (answer === undefined) kept.delete(key)
      else kept.set(key, answer)
      return true
    },
    keys: () => [...kept.keys()],
    watch(changed) {
      tell = changed
      return () => {
        tell = () => {}
      }
    },
  }
  return { choices: new SharingChoices(store, { ownFeedUrl: OWN, setting }), kept, otherTab: () => tell() }
}

test('a choice is the answer that the player reads, the publisher’s own show under its own key', () => {
  const { choices: all, kept } = choices({})
  expect([all.of(OWN), all.of(OTHER)]).toEqual(['ask', 'ask'])
  all.set(OWN, 'on')
  all.set(OTHER, 'off')
  expect([...kept]).toEqual([
    ['grapevine:sharing', 'share'],
    [`grapevine:sharing:${OTHER}`, 'not-now'],
  ])
  expect([...all.answered()]).toEqual([
    [OWN, 'share'],
    [OTHER, 'not-now'],
  ])
  all.set(OTHER, 'ask')
  expect(all.of(OTHER)).toBe('ask')
})

test('what the publisher set holds for their own show only; off holds for all', () => {
  expect(choices({}, 'on').choices.of(OWN)).toBe('on')
  expect(choices({}, 'on').choices.of(OTHER)).toBe('ask')
  const off = choices({ 'grapevine:sharing': 'share', [`grapevine:sharing:${OTHER}`]: 'share' }, 'off').choices
  expect([off.of(OWN), off.of(OTHER)]).toEqual(['off-by-publisher', 'off-by-publisher'])
})

test('answers for an episode’s own file are no show’s', () => {
  const { choices: all } = choices({ [`grapevine:sharing:${OTHER} https://x.example/episodes/`]: 'share' })
  expect(all.answered().size).toBe(0)
})

test('where a show moves, a no goes with it and a yes is asked for again', () => {
  const to = 'https://new.example/feed.xml'
  const no = choices({ [`grapevine:sharing:${OTHER}`]: 'not-now' })
  no.choices.moved(OTHER, to)
  expect(no.choices.of(to)).toBe('off')
  const yes = choices({ [`grapevine:sharing:${OTHER}`]: 'share' })
  yes.choices.moved(OTHER, to)
  expect([yes.choices.of(to), yes.choices.of(OTHER)]).toEqual(['ask', 'ask'])
})

test('from a file a no is taken, a yes is asked for, and nothing changes an answer that was given here', () => {
  const { choices: all } = choices({ [`grapevine:sharing:${OTHER}`]: 'share' })
  const toAsk = all.take(
    new Map<string, SharingAnswer>([
      [OTHER, 'not-now'],
      [OWN, 'share'],
      ['https://c.example/', 'not-now'],
    ]),
  )
  expect(toAsk).toEqual([OWN])
  expect([all.of(OTHER), all.of(OWN), all.of('https://c.example/')]).toEqual(['on', 'ask', 'off'])
})

test('who watches is told of changes here and in other tabs', () => {
  const { choices: all, otherTab } = choices({})
  const told: string[] = []
  const stop = all.watch(() => told.push(all.of(OTHER)))
  all.set(OTHER, 'on')
  otherTab()
  stop()
  all.set(OTHER, 'off')
  expect(told).toEqual(['on', 'on'])
  all.dispose()
})
