import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { openLibraryDatabase } from './idb-library-database.ts'
import { openLibrary } from './idb-open-library.ts'
import { SCHEMA_VERSION, UPGRADE_STEPS, type UpgradeStep } from './schema.ts'

let databases = 0
const freshName = () => `upgrade-${databases++}`
const FEED = 'https://a.example/feed.xml'

/** What each version wrote, as it wrote it. Never changed once the version was released. */
const ROWS_OF_VERSION: Readonly<Record<number, Readonly<Record<string, readonly object[]>>>> = {
  1: {
    subscriptions: [
      { feedUrl: FEED, title: 'A Show', addedAt: 5, order: 0, settings: { rate: 2 }, changedAt: 5, failures: 0 },
    ],
    shows: [{ feedUrl: FEED, title: 'A Show', description: '', keptAt: 6 }],
    chunks: [{ feedUrl: FEED, at: 0, episodes: [{ guid: 'e1', title: 'One', summary: '', transcripts: [] }] }],
    heard: [
      { feedUrl: FEED, guid: 'e1', title: 'One', atSeconds: 90, changedAt: 7, heardAt: 7 },
      { feedUrl: FEED, guid: 'e2', title: 'Two', atSeconds: 0, changedAt: 8, heardAt: 8, finishedAt: 8 },
    ],
    singles: [
      { name: 'queue', value: [{ feedUrl: FEED, guid: 'e1', title: 'One' }] },
      { name: 'settings', value: { refreshByItself: false, meterInTitle: false, changedAt: 4 } },
    ],
  },
  2: {
    news: [{ feedUrl: FEED, guid: 'e1', title: 'One', newAt: 9 }],
    downloads: [
      {
        feedUrl: FEED,
        guid: 'e1',
        title: 'One',
        episode: { guid: 'e1', title: 'One', summary: '', transcripts: [] },
        state: 'kept',
        heldBytes: 10,
        lengthBytes: 10,
        wantedAt: 3,
      },
    ],
    notes: [{ feedUrl: FEED, guid: 'e1', html: '<p>Notes</p>' }],
  },
}

/** A database as `version` left it, with what that version and those before it wrote. */
async function databaseOf(version: number): Promise<string> {
  const name = freshName()
  const steps = UPGRADE_STEPS.filter((step) => step.version <= version)
  const { db } = await openLibraryDatabase({ name, steps, timeoutMs: 5_000, onGone() {} })
  for (const step of steps) {
    for (const [table, rows] of Object.entries(ROWS_OF_VERSION[step.version] ?? {})) {
      for (const row of rows) await db.put(table, row)
    }
  }
  db.close()
  return name
}

test('versions go up by one, so that each older one is tested below', () => {
  expect(UPGRADE_STEPS.map(({ version }) => version)).toEqual(UPGRADE_STEPS.map((_, index) => index + 1))
  expect(SCHEMA_VERSION).toBe(UPGRADE_STEPS.length)
})

for (const { version } of UPGRADE_STEPS.slice(0, -1)) {
  test(`a library of version ${version} is upgraded with all that is in it`, async () => {
    const library = await openLibrary({ name: await databaseOf(version) })
    expect(library.state.snapshot).toEqual({ kind: 'indexeddb' })
    expect(library.subscriptions.snapshot).toMatchObject([{ feedUrl: FEED, title: 'A Show', settings: { rate: 2 } }])
    expect((await library.show(FEED))?.episodes).toMatchObject([{ guid: 'e1', title: 'One' }])
    expect(library.history.snapshot.heard.map(({ guid }) => guid)).toEqual(['e2', 'e1'])
    expect(library.continueListening.snapshot).toMatchObject([{ guid: 'e1', atSeconds: 90 }])
    expect(library.queue.snapshot).toMatchObject([{ guid: 'e1' }])
    expect(library.settings.snapshot).toEqual({ refreshByItself: false, changedAt: 4 })
    expect(library.newEpisodes.snapshot).toHaveLength(version < 2 ? 0 : 1)
    expect(library.downloads.snapshot).toHaveLength(version < 2 ? 0 : 1)
    expect(await library.notes({ feedUrl: FEED, guid: 'e1' })).toBe(version < 2 ? undefined : '<p>Notes</p>')
    library.close()
  })
}

test('a damaged row is swept out by an upgrade, or read as nothing; the others stay', async () => {
  const name = await databaseOf(1)
  const { db } = await openLibraryDatabase({ name, steps: UPGRADE_STEPS.slice(0, 1), timeoutMs: 5_000, onGone() {} })
  await db.put('heard', { feedUrl: 'no address', guid: 'e1', atSeconds: 'far' })
  await db.put('subscriptions', { feedUrl: 'no address' })
  await db.put('chunks', { feedUrl: FEED, at: 1, episodes: [{ guid: 3 }, null] })
  await db.put('singles', { name: 'settings', value: 'nonsense' })
  db.close()
  const library = await openLibrary({ name })
  expect(library.subscriptions.snapshot).toHaveLength(1)
  expect(library.continueListening.snapshot).toHaveLength(1)
  expect((await library.show(FEED))?.episodes).toHaveLength(1)
  expect(library.settings.snapshot.refreshByItself).toBe(true)
  library.close()
})

test('an upgrade that fails leaves the older library as it was', async () => {
  const name = await databaseOf(1)
  const failing: UpgradeStep = {
    version: 2,
    rows: [
      {
        table: 'heard',
        change: () => {
          throw new Error('our bug')
        },
      },
    ],
  }
  const steps = [...UPGRADE_STEPS.slice(0, 1), failing]
  await expect(openLibraryDatabase({ name, steps, timeoutMs: 5_000, onGone() {} })).rejects.toMatchObject({
    kind: 'refused',
  })
  const library = await openLibrary({ name })
  expect(library.history.snapshot.heard).toHaveLength(2)
  library.close()
})
