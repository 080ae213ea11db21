import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MemoryPreferences } from '../memory-preferences.ts'
import { defaultPreferences } from '../preferences.ts'
import type { SharingAnswer } from '../sharing-consent.ts'
import { AFTER_ALL, contents } from './arbitrary-contents.contract.ts'
import { KeptLibrary } from './kept-library.ts'
import { libraryFileParts, MOST_FILE_CHARACTERS } from './library-file.ts'
import { readLibraryFile } from './library-file-read.ts'
import { LibraryFileError, libraryFileErrorWords, libraryFileWarningWords } from './library-file-words.ts'
import { exportEverything, importEverything, type TransferPlaces } from './library-transfer.ts'
import { MemoryTables } from './memory-tables.ts'
import { type AnswerStore, SharingChoices } from './sharing-choices.ts'

const EXPORTED = '2026-01-01T00:00:00.000Z'
const FEED = 'https://a.example/feed.xml'
const DEFAULTS = {
  allowanceBytesPerDay: 250_000_000,
  uploadBytesPerSecond: 125_000,
  pauseOnBattery: true,
  pauseOnMetered: true,
  shareOnUnknownConnection: false,
} as const
const file = (fields: object) => JSON.stringify({ format: 'grapevine-library', version: 1, ...fields })
const read = (fields: object) => readLibraryFile(file(fields), AFTER_ALL)
function errorOf(text: string): string | undefined {
  try {
    readLibraryFile(text, AFTER_ALL)
    return undefined
  } catch (error) {
    if (error instanceof LibraryFileError) return error.kind
    throw error
  }
}

test('what is written is read back, all of it', () => {
  const answer: fc.Arbitrary<SharingAnswer> = fc.constantFrom('share', 'not-now')
  const answers = fc.dictionary(fc.constantFrom(FEED, 'https://b.example/'), answer)
  const budgets = fc.oneof(fc.constant('unlimited' as const), fc.integer({ min: 1 }))
  fc.assert(
    fc.property(contents, answers, budgets, (library, given, budget) => {
      const written = {
        ...library,
        preferences: { ...defaultPreferences, rate: 1.5, captions: true },
        sharing: { answers: new Map(Object.entries(given)), settings: { ...DEFAULTS, uploadBytesPerSecond: 5 } },
        storage: { budget },
      }
      const text = [...libraryFileParts(written, EXPORTED)].join('')
      expect(readLibraryFile(text, AFTER_ALL)).toEqual({ file: written, warnings: [] })
    }),
    { numRuns: 60 },
  )
})

test('a large library comes in parts, none of them large', () => {
  const heard = Array.from({ length: 5_000 }, (_, at) => ({
    feedUrl: FEED,
    guid: `e${at}`,
    atSeconds: 0,
    changedAt: at,
  }))
  const settings = { refreshByItself: true, changedAt: 0 }
  const library = { subscriptions: [], heard, queue: [], wanted: [], settings }
  const parts = [
    ...libraryFileParts(
      { ...library, preferences: {}, sharing: { answers: new Map(), settings: {} }, storage: {} },
      EXPORTED,
    ),
  ]
  expect(Math.max(...parts.map(({ length }) => length))).toBeLessThan(50_000)
  expect(readLibraryFile(parts.join(''), AFTER_ALL).file.heard).toHaveLength(5_000)
})

test('what is no library is refused in words, a newer one as such', () => {
  expect(errorOf('')).toBe('not-a-library')
  expect(errorOf('<opml/>')).toBe('not-a-library')
  expect(errorOf('[]')).toBe('not-a-library')
  expect(errorOf('{"format":"something","version":1}')).toBe('not-a-library')
  expect(errorOf(file({ version: 'one' }))).toBe('not-a-library')
  expect(errorOf(file({ version: 2 }))).toBe('newer-version')
  expect(errorOf(`${file({})}${' '.repeat(MOST_FILE_CHARACTERS)}`)).toBe('too-large')
  expect(libraryFileErrorWords('newer-version')).toContain('newer version')
})

test('bad entries are skipped with words, and cost no others', () => {
  const good = { feedUrl: FEED, title: 'A' }
  const { file: found, warnings } = read({
    subscriptions: [good, { feedUrl: 'javascript:1' }, null, 'x', good],
    heard: [{ feedUrl: FEED, guid: 'e1', atSeconds: -5, changedAt: 1e99 }, { feedUrl: FEED }, 7],
    queue: { not: 'a list' },
    sharing: { answers: { [FEED]: 'share', 'no address': 'share', 'https://b.example/': 'maybe' } },
  })
  expect(found.subscriptions).toMatchObject([good])
  expect(found.heard).toEqual([{ feedUrl: FEED, guid: 'e1', atSeconds: 0, changedAt: 0 }])
  expect(found.queue).toEqual([])
  expect([...found.sharing.answers]).toEqual([[FEED, 'share']])
  expect(warnings.map(libraryFileWarningWords)).toEqual([
    '2 answers about sharing were left out.',
    '3 shows could not be read and were left out.',
    '2 episodes could not be read and were left out.',
    'A part of this file is damaged and was left out; the rest was read.',
  ])
})

test('a file with the meter in the library’s settings, where it stood once, is read: the meter is a preference', () => {
  const { file: found, warnings } = read({
    settings: { refreshByItself: false, meterInTitle: false, changedAt: 5 },
    preferences: { titleMeter: true },
  })
  expect(warnings).toEqual([])
  expect(found.settings).toEqual({ refreshByItself: false, changedAt: 5 })
  expect(found.preferences).toEqual({ titleMeter: true })
})

test('nobody is announced to on a file’s word, and nothing in it lies ahead', () => {
  const infoHash = 'a'.repeat(40)
  const swarm = { infoHash, trackers: ['wss://evil.example/'] }
  const { file: found } = read({
    heard: [{ feedUrl: FEED, guid: 'e1', atSeconds: 5, changedAt: AFTER_ALL * 3, heardAt: AFTER_ALL * 3, swarm }],
    wanted: [{ feedUrl: FEED, guid: 'e1', wantedAt: AFTER_ALL * 3, episode: { enclosure: { ...swarm, url: 'x' } } }],
    settings: { refreshByItself: false, changedAt: AFTER_ALL * 3 },
  })
  expect(JSON.stringify(found)).not.toContain('evil')
  expect(found.heard[0]).toMatchObject({ changedAt: AFTER_ALL, heardAt: AFTER_ALL, resumeAt: AFTER_ALL })
  expect(found.wanted).toEqual([{ feedUrl: FEED, guid: 'e1', title: 'e1', wantedAt: AFTER_ALL }])
  expect(found.settings).toEqual({ refreshByItself: false, changedAt: AFTER_ALL })
})

test.each([0, -5, 1.5, '5', Number.NaN, null])('what is no budget is none: %s', (budget) => {
  expect(read({ storage: { budget } }).file.storage).toEqual({})
})

test('whatever stands in the fields, reading never breaks', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom('subscriptions', 'heard', 'queue', 'wanted', 'settings', 'preferences', 'sharing', 'storage'),
        fc.jsonValue(),
      ),
      (fields) => {
        read(fields)
      },
    ),
  )
})

function answerStore(): AnswerStore {
  const answers = new Map<string, SharingAnswer>()
  return {
    canRemember: true,
    read: (key) => answers.get(key),
    write(key, answer) {
      if (answer === undefined) answers.delete(key)
      else answers.set(key, answer)
      return true
    },
    keys: () => [...answers.keys()],
    watch: () => () => {},
  }
}

async function browser(now = 1_750_000_000_000) {
  const library = await KeptLibrary.open({ tables: new MemoryTables(), now: () => now })
  const preferences = new MemoryPreferences()
  const choices = new SharingChoices(answerStore(), { ownFeedUrl: undefined, setting: 'ask' })
  const sharing = {
    settings: { ...DEFAULTS } as TransferPlaces['sharing']['settings'],
    defaults: DEFAULTS,
    async configure(change: Partial<TransferPlaces['sharing']['settings']>) {
      sharing.settings = { ...sharing.settings, ...change }
    },
  }
  const storage = {
    budget: 1_000 as TransferPlaces['storage']['budget'],
    defaultBudget: 1_000,
    async take(budget: TransferPlaces['storage']['budget']) {
      storage.budget = budget
    },
  }
  return { library, preferences, choices, sharing, storage }
}

test('everything one has goes from one browser to another, but a yes to sharing, which is asked for again', async () => {
  const old = await browser()
  await old.library.subscribe([{ feedUrl: FEED, title: 'A' }])
  await old.library.heard({ feedUrl: FEED, guid: 'e1', title: 'One' }, { atSeconds: 60, durationSeconds: 600 })
  await old.library.changeSettings({ refreshByItself: false })
  old.preferences.change({ rate: 2 })
  old.choices.set(FEED, 'on')
  old.choices.set('https://b.example/', 'off')
  await old.sharing.configure({ allowanceBytesPerDay: 'unlimited' })
  await old.storage.take('unlimited')
  const text = [...(await exportEverything(old, EXPORTED))].join('')

  const fresh = await browser()
  const report = await importEverything(text, fresh, AFTER_ALL)
  expect(report).toEqual({
    merged: { subscriptions: 1, heard: 1, queued: 0, wanted: 0, settings: true },
    warnings: [],
    toAsk: [FEED],
  })
  expect(await fresh.library.contents()).toEqual(await old.library.contents())
  expect(fresh.preferences.snapshot).toEqual(old.preferences.snapshot)
  expect(fresh.sharing.settings).toEqual(old.sharing.settings)
  expect(fresh.storage.budget).toBe('unlimited')
  expect([fresh.choices.of(FEED), fresh.choices.of('https://b.example/')]).toEqual(['ask', 'off'])
  // A second time nothing is new.
  expect(await importEverything(text, fresh, AFTER_ALL)).toMatchObject({
    merged: { subscriptions: 0, heard: 0, queued: 0, wanted: 0, settings: false },
  })
})

test('what the listener set in this browser is not undone by a file', async () => {
  const old = await browser()
  old.preferences.change({ rate: 2, volume: 0.5 })
  await old.sharing.configure({ uploadBytesPerSecond: 9 })
  await old.storage.take(5_000)
  old.choices.set(FEED, 'off')
  const text = [...(await exportEverything(old, EXPORTED))].join('')
  const other = await browser()
  other.preferences.change({ rate: 1.5 })
  await other.sharing.configure({ uploadBytesPerSecond: 7 })
  await other.storage.take(2_000)
  other.choices.set(FEED, 'on')
  await importEverything(text, other, AFTER_ALL)
  expect(other.preferences.snapshot).toMatchObject({ rate: 1.5, volume: 0.5 })
  expect(other.sharing.settings.uploadBytesPerSecond).toBe(7)
  expect(other.storage.budget).toBe(2_000)
  expect(other.choices.of(FEED)).toBe('on')
})
