/**
 * What this browser keeps: replayed with the network gone, and true whatever happens to it: a killed browser, a full disk, another
 * version of us in another tab. In real Chromium, with profiles on disk where the disk matters.
 */
import { createHash } from 'node:crypto'
import { mkdtemp, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EPISODES, type TestEpisode } from './support/episodes.ts'
import { test as base, expect, type Stage } from './support/fixtures.ts'
import { Listener } from './support/listener.ts'
import { readStored, type Stored } from './support/stored.ts'

const { audio, long, video } = EPISODES
/** What `publish` cuts episodes of this size into. */
const PIECE_BYTES = 64 * 1024

const test = base.extend<{ profileDir: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
  profileDir: async ({}, use) => {
    const dir = await mkdtemp(join(tmpdir(), 'grapevine-profile-'))
    await use(dir)
    await rm(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  },
})

/** Every piece that is claimed is there and is the one that was published. */
async function expectTrue(stored: Stored, episode: TestEpisode, stage: Stage): Promise<void> {
  const content = await episode.content(stage)
  const hashOf = (index: number) =>
    createHash('sha1')
      .update(content.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES))
      .digest('hex')
  const claims = Object.fromEntries(stored.claimed.map((index) => [index, hashOf(index)]))
  expect(stored.hashes).toEqual(claims)
}

test('cache: with host, torrent file and tracker gone, an episode that was kept plays from its beginning and seeks', async ({
  stage,
  listen,
}) => {
  const a = await listen('A', { consent: 'yes' })
  await a.choose(long)
  await a.play()
  await a.setRate(16)
  await a.storesAll(long, 60_000)
  await a.page.goto(stage.pageUrl)
  await expect(a.page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  // The page and the feed are here; from now on there is no network.
  stage.origin.down = true
  await stage.tracker.stop()
  await a.choose(long)
  await a.seekTo(0)
  await a.play()
  await a.reaches(2)
  expect((await a.meter()).fromCache).toBe(long.bytes(stage))
  const duration = await a.duration()
  await a.seekTo(duration - 10)
  await a.ends(30_000)
  expect(await a.source()).toContain('~media/')
})

test('cache: a browser killed in mid-write holds all that was promised, and claims nothing that is not there', async ({
  stage,
  profileDir,
}) => {
  const before = await Listener.inProfile(stage, 'A', profileDir, { consent: 'no' })
  await before.choose(long)
  const infoHash = long.infoHash(stage)
  const pieceCount = Math.ceil(long.bytes(stage) / PIECE_BYTES)
  await before.play()
  await before.setRate(16)
  // Another connection sees only what was committed: that is what we promised.
  let promised: readonly number[] = []
  await expect
    .poll(
      async () => {
        promised = (await readStored(before.page, infoHash, false)).claimed
        return promised.length
      },
      { intervals: [1], timeout: 20_000 },
    )
    .toBeGreaterThan(5)
  const gone = new Promise<void>((resolve) => before.context.once('close', () => resolve()))
  // Chromium's own note of who uses the profile: HOST-PID.
  process.kill(Number((await readlink(join(profileDir, 'SingletonLock'))).split('-').pop()), 'SIGKILL')
  await gone
  expect(promised.length).toBeLessThan(pieceCount)

  const after = await Listener.inProfile(stage, 'B', profileDir)
  try {
    const stored = await readStored(after.page, infoHash)
    await expectTrue(stored, long, stage)
    expect(promised.filter((index) => !stored.claimed.includes(index))).toEqual([])
    const heldBytes = stored.claimed.reduce(
      (sum, i) => sum + Math.min(PIECE_BYTES, long.bytes(stage) - i * PIECE_BYTES),
      0,
    )
    await after.choose(long)
    await after.play()
    await after.setRate(16)
    await after.holdsAll(60_000)
    expect((await after.meter()).fromCache).toBe(heldBytes)
  } finally {
    await after.close()
  }
})

test('cache: a full disk costs what has no room, not the sound, and what was kept before stays true', {
  tag: '@full',
}, async ({ stage, profileDir }) => {
  const a = await Listener.inProfile(stage, 'A', profileDir, { consent: 'no', quotaBytes: 1_200_000 })
  try {
    await a.choose(video)
    await a.play()
    await a.reaches(1)
    await a.setRate(16)
    await a.ends(40_000)
    await a.holdsAll(10_000)
    // One copy, and what was on its way when the element dropped its first request.
    expect(a.originBytes()).toBeLessThan(video.bytes(stage) + 300_000)
    const stored = await readStored(a.page, video.infoHash(stage))
    expect(stored.claimed.length).toBeGreaterThan(0)
    expect(stored.claimed.length * PIECE_BYTES).toBeLessThan(video.bytes(stage) / 2)
    await expectTrue(stored, video, stage)

    // The next episode makes room for itself: the one before goes as a whole.
    await a.choose(audio)
    await a.play()
    await a.reaches(1)
    await expect.poll(async () => (await readStored(a.page, audio.infoHash(stage))).claimed.length).toBeGreaterThan(0)
    await expectTrue(await readStored(a.page, video.infoHash(stage)), video, stage)
    await expectTrue(await readStored(a.page, audio.infoHash(stage)), audio, stage)
  } finally {
    await a.close()
  }
})

test('cache: a newer version of us in another tab gets the database at once, and this tab plays on', {
  tag: '@full',
}, async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'no' })
  await a.choose(long)
  await a.play()
  await a.reaches(1)
  const newer = await a.context.newPage()
  await newer.goto(`${new URL(stage.pageUrl).origin}/robots.txt`)
  const blocked = await newer.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const opening = indexedDB.open('grapevine', 1_000)
        let wasBlocked = false
        opening.onblocked = () => {
          wasBlocked = true
        }
        opening.onsuccess = () => resolve(wasBlocked)
      }),
  )
  expect(blocked).toBe(false)
  const at = await a.position()
  await a.seekTo(at + 200)
  await a.reaches(at + 203)
  expect(await a.source()).toContain('~media/')
})

test('cache: a tab that will not let go of an older database costs the cache, not the sound; once it is closed there is one', {
  tag: '@full',
}, async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'no' })
  await a.page.goto('about:blank')
  const older = await a.context.newPage()
  await older.goto(`${new URL(stage.pageUrl).origin}/robots.txt`)
  await older.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const removing = indexedDB.deleteDatabase('grapevine')
        removing.onerror = () => reject(removing.error)
        removing.onsuccess = () => {
          // As a version of us that knew other stores, and never closes: ours has to be made anew, and can't.
          const opening = indexedDB.open('grapevine', 1)
          opening.onupgradeneeded = () => opening.result.createObjectStore('other')
          opening.onsuccess = () => {
            Object.assign(globalThis, { held: opening.result })
            resolve()
          }
        }
      }),
  )
  await a.page.goto(stage.pageUrl)
  await a.choose(video)
  await a.play()
  await a.reaches(2, 8_000)
  await a.setRate(16)
  await a.ends(40_000)
  expect((await a.meter()).fromHost).toBe(video.bytes(stage))
  await older.close()
  await a.page.goto(stage.pageUrl)
  await a.choose(video)
  await a.play()
  await a.storesAll(video, 40_000)
})
