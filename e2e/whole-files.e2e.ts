/** Episodes without a torrent, as most are: kept as whole files, played from there, and what happens where they can't be. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import { shellIsKept } from './support/kept-shell.ts'
import { test as base, expect, showQuery } from './support/library-fixtures.ts'
import { LibraryPage } from './support/library-page.ts'
import { Listener } from './support/listener.ts'
import { addPlainShow, type PlainShow } from './support/plain-show.ts'

const test = base.extend<object, { plain: PlainShow }>({
  plain: [async ({ workerStage }, use) => use(await addPlainShow(workerStage)), { scope: 'worker' }],
})

/** What lies in the database of whole files. It is not made by looking: the page must find it as it left it. */
function inDatabase(page: Page): Promise<{ readonly files: number; readonly chunks: number }> {
  return page.evaluate(async () => {
    const name = 'grapevine-files'
    if (!(await indexedDB.databases()).some((one) => one.name === name)) return { files: 0, chunks: 0 }
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open(name)
      opening.onerror = () => reject(opening.error)
      opening.onsuccess = () => {
        const db = opening.result
        const tx = db.transaction(['files', 'chunks'])
        const files = tx.objectStore('files').count()
        const chunks = tx.objectStore('chunks').count()
        tx.oncomplete = () => {
          resolve({ files: files.result, chunks: chunks.result })
          db.close()
        }
      }
    })
  })
}

/** Status, length and range of an answer about what is in the player. */
function answer(a: LibraryPage, range?: string) {
  return a.media().evaluate(async (element, asked) => {
    const headers: Record<string, string> = asked === undefined ? {} : { Range: asked }
    const response = await fetch((element as HTMLMediaElement).currentSrc, { headers })
    const { byteLength } = await response.arrayBuffer()
    return { status: response.status, bytes: byteLength, range: response.headers.get('Content-Range') }
  }, range)
}

test('without a torrent an episode is kept, and plays and seeks after a reload with network, host and page server gone', async ({
  stage,
  plain,
  host,
  visitHost,
}) => {
  const { other, video } = plain
  const a = await visitHost(showQuery(plain.feedUrl))
  await a.shows(plain.title)
  await a.follow()
  for (const { title } of [other, video]) await a.keep(title)
  for (const { title } of [other, video]) await a.isKept(title)
  expect(stage.origin.mediaBytes(undefined, other.file), 'the host sent it once').toBe(other.bytes)
  await shellIsKept(a)
  await host.down()
  stage.origin.down = true
  await a.page.context().setOffline(true)

  await a.page.reload()
  await a.shows(plain.title)
  await a.goToPart('Downloads')
  await a.playFromRow(other.title)
  await a.reaches(2)
  await a.seekTo(85)
  await a.reaches(86)
  await a.seekTo(3)
  await a.reaches(4)
  const { bytes } = other
  expect(await answer(a)).toEqual({ status: 200, bytes, range: null })
  expect(await answer(a, 'bytes=100-199')).toEqual({ status: 206, bytes: 100, range: `bytes 100-199/${bytes}` })
  expect(await answer(a, 'bytes=-50')).toMatchObject({ status: 206, bytes: 50 })
  expect(await answer(a, `bytes=${bytes}-`)).toEqual({ status: 416, bytes: 0, range: `bytes */${bytes}` })

  await a.goToPart('Downloads')
  await a.playFromRow(video.title)
  await a.reaches(2)
  await a.seekTo(40)
  await a.reaches(41)
  expect(await a.media().evaluate((element) => (element as HTMLVideoElement).videoWidth)).toBeGreaterThan(0)
})

test('online, too, what is kept does not come from the host again; it is on no list of what is passed on', async ({
  stage,
  plain: { feedUrl, title, sound },
  visit,
}) => {
  const a = await visit(showQuery(feedUrl))
  await a.keep(sound.title)
  await a.isKept(sound.title)
  await a.page.reload()
  // Until then it was in the player from its host.
  await a.isKept(sound.title)
  const sent = stage.origin.mediaBytes(undefined, sound.file)
  await a.playFromRow(sound.title)
  await a.reaches(2)
  expect(stage.origin.mediaBytes(undefined, sound.file)).toBe(sent)
  await a.goToPart('Passing on')
  await expect(a.page.getByText(sound.title)).toHaveCount(1)
  await expect(a.player().getByText(sound.title).first()).toBeVisible()
  await a.goToPart('Storage')
  const byShow = a.section('By show')
  await byShow.getByRole('button', { name: title }).click()
  await expect(byShow.getByText('Kept by you')).toHaveCount(1)
  await byShow.getByRole('button', { name: `Remove from this device: ${sound.title}` }).click()
  await expect(a.page.getByText('Nothing is kept.')).toBeVisible()
  expect(await inDatabase(a.page)).toEqual({ files: 0, chunks: 0 })
  // What was removed while it played goes on from the host.
  await a.seekTo(90)
  await a.reaches(91)
})

test('what is kept plays from here though its feed gives another address for it now', async ({
  stage,
  plain: { feedUrl, feed, title, sound },
  visit,
}) => {
  const a = await visit(showQuery(feedUrl))
  await a.follow()
  await a.keep(sound.title)
  await a.isKept(sound.title)
  try {
    // Nothing is there: what plays is what was kept.
    stage.origin.add('plain/feed.xml', Buffer.from(feed.replaceAll('.mp3"', '-moved.mp3"')))
    const look = a.page.getByRole('button', { name: 'Look for new episodes' })
    const read = a.page.waitForResponse(feedUrl)
    await look.click()
    await (await read).finished()
    await expect(look).toBeEnabled()
    await a.goToShow(title)
    await a.playFromRow(sound.title)
    await a.reaches(1)
  } finally {
    stage.origin.add('plain/feed.xml', Buffer.from(feed))
  }
})

test('a host that lets pages play an episode but not read it is named, and it plays from there', async ({
  stage,
  plain: { feedUrl, sound },
  visit,
}) => {
  const a = await visit(showQuery(feedUrl))
  stage.origin.mediaWithoutCors = true
  await a.keep(sound.title)
  await expect(a.row(sound.title)).toContainText('Not kept: its host does not let it be kept here.')
  await expect(a.page.getByText('lets pages play this episode but not keep it')).toBeVisible()
  expect(await inDatabase(a.page)).toEqual({ files: 0, chunks: 0 })
  await a.playFromRow(sound.title)
  await a.reaches(1)
})

test('keeping that is called off midway leaves nothing', async ({ stage, plain: { feedUrl, long }, visit }) => {
  const a = await visit(showQuery(feedUrl))
  stage.origin.mediaPaced = true
  await a.keep(long.title)
  await expect(a.row(long.title)).toContainText(/Being kept: \d/)
  await expect.poll(async () => (await inDatabase(a.page)).chunks).toBeGreaterThan(0)
  await a
    .row(long.title)
    .getByRole('button', { name: `Keep “${long.title}” no longer` })
    .click()
  await expect(a.page.getByText(`“${long.title}” is no longer on this device.`)).toBeVisible()
  expect(await inDatabase(a.page)).toEqual({ files: 0, chunks: 0 })
  const sent = stage.origin.mediaBytes(undefined, long.file)
  expect(sent).toBeLessThan(long.bytes)
  await a.goToPart('Storage')
  await expect(a.page.getByText('Nothing is kept.')).toBeVisible()
})

test('a page that is loaded anew midway claims nothing, and keeps all of it in the end', async ({
  stage,
  plain: { feedUrl, long },
  visit,
}) => {
  const a = await visit(showQuery(feedUrl))
  await a.follow()
  stage.origin.mediaPaced = true
  await a.keep(long.title)
  await expect.poll(async () => (await inDatabase(a.page)).chunks).toBeGreaterThan(1)
  stage.origin.mediaDown = true
  await a.page.reload()
  await a.goToPart('Downloads')
  await expect(a.row(long.title)).toBeVisible()
  await expect(a.row(long.title)).not.toContainText('Kept, ')
  stage.origin.mediaDown = false
  stage.origin.mediaPaced = false
  await a.isKept(long.title, 60_000)
  const megabytes = (long.bytes / 1_000_000).toFixed(1)
  await expect(a.row(long.title)).toContainText(`Kept, ${megabytes} MB`)
})

test('a full disk is said in the same words as of pieces, and what was kept before stays', async ({ stage, plain }) => {
  const { feedUrl, sound, other } = plain
  const profileDir = await mkdtemp(join(tmpdir(), 'grapevine-profile-'))
  const pageUrl = `${new URL('/', stage.pageUrl).href}?${showQuery(feedUrl)}`
  // The library and one episode fit; another one does not.
  const listener = await Listener.inProfile(stage, 'A', profileDir, { pageUrl, quotaBytes: 1_900_000 })
  try {
    const a = new LibraryPage(listener.page)
    await a.follow()
    await a.keep(sound.title)
    await a.isKept(sound.title)
    await a.keep(other.title)
    await expect(a.row(other.title)).toContainText('Not kept: there is no room left.', { timeout: 30_000 })
    stage.origin.mediaDown = true
    await a.page.reload()
    await a.goToPart('Downloads')
    await expect(a.row(sound.title)).toContainText('Kept')
    await a.playFromRow(sound.title)
    await a.reaches(2)
    expect((await inDatabase(a.page)).files).toBe(1)
  } finally {
    await listener.close()
    await rm(profileDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  }
})
