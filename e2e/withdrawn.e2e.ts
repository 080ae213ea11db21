/** A publisher takes episodes back: players drop what they keep of them, and of nothing else. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type InfoHash, parseInfoHash } from '../src/shared/ids.ts'
import { EPISODES, type TestEpisode } from './support/episodes.ts'
import { expect, type Stage, test } from './support/fixtures.ts'
import { startScriptedTracker } from './support/scripted-tracker.ts'
import { readStored } from './support/stored.ts'

const { audio, long, video } = EPISODES
const NOTHING = { claimed: [], hashes: {} }

function infoHashOf(episode: TestEpisode, stage: Stage): InfoHash {
  const infoHash = parseInfoHash(episode.infoHash(stage))
  if (infoHash === undefined) throw new Error(`${episode.file} has no info hash`)
  return infoHash
}

test('what is withdrawn is dropped, playing or kept from an earlier visit; playing goes on from the host', async ({
  stage,
  listen,
}) => {
  await stage.tracker.stop()
  const tracker = await startScriptedTracker(stage.tracker.url)
  try {
    const one = await listen('A', { consent: 'yes' })
    const stored = (episode: TestEpisode) => readStored(one.page, infoHashOf(episode, stage), false)
    const holdsSome = (episode: TestEpisode) => expect.poll(async () => (await stored(episode)).claimed).toContain(0)
    for (const episode of [video, long, audio]) {
      await one.choose(episode)
      await one.play()
      await holdsSome(episode)
    }
    await one.reaches(3)
    await expect.poll(() => tracker.announced).toContain(infoHashOf(audio, stage))

    tracker.withdraw(infoHashOf(audio, stage))
    await expect(one.page.locator('gv-meter')).toContainText('The publisher took this episode back')
    await expect.poll(() => stored(audio)).toEqual(NOTHING)
    await expect.poll(() => one.source()).toBe(`${stage.origin.url}/${audio.file}`)
    const position = await one.position()
    expect(position).toBeGreaterThan(2)
    await one.reaches(position + 3)
    // Played plain, nothing of it is kept anew.
    expect(await stored(audio)).toEqual(NOTHING)
    await holdsSome(video)
    await holdsSome(long)

    // The next visit offers what is kept of the others.
    await one.page.goto('about:blank')
    tracker.withdraw(infoHashOf(video, stage))
    await one.page.goto(stage.pageUrl)
    await expect.poll(() => stored(video), { timeout: 15_000 }).toEqual(NOTHING)
    await expect
      .poll(() => tracker.announced.filter((hash) => hash === infoHashOf(long, stage)).length)
      .toBeGreaterThan(1)
    await holdsSome(long)
  } finally {
    await tracker.close()
  }
})

test('an episode that is withdrawn in the tracker’s list leaves every listener, and plays on from the host', async ({
  stage,
  listen,
}) => {
  const listeners = [await listen('A', { consent: 'yes' }), await listen('B', { consent: 'yes' })]
  const claimed = async ({ page }: (typeof listeners)[number]) =>
    (await readStored(page, infoHashOf(audio, stage), false)).claimed.length
  for (const one of listeners) {
    await one.choose(audio)
    await one.play()
    await one.reaches(2)
    await expect.poll(() => claimed(one)).toBeGreaterThan(0)
  }
  const list = join(stage.showDir, 'allowlist.txt')
  const before = await readFile(list, 'utf8')
  await writeFile(list, before.replace(audio.infoHash(stage), `withdrawn ${audio.infoHash(stage)}`))
  try {
    for (const one of listeners) {
      await expect(one.page.locator('gv-meter')).toContainText('The publisher took this episode back', {
        timeout: 20_000,
      })
      await expect.poll(() => claimed(one)).toBe(0)
      await one.reaches((await one.position()) + 3)
    }
  } finally {
    // One folder for all tests of a worker.
    await writeFile(list, before)
  }
})
