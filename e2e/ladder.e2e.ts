/** The ladder of delivery: service worker, MediaSource where none can be had, the plain enclosure below both. */
import { EPISODES } from './support/episodes.ts'
import { test as base, expect } from './support/fixtures.ts'
import { addLadderShow, type LadderShow } from './support/ladder-show.ts'
import type { Listener } from './support/listener.ts'

const { audio, long } = EPISODES
const NO_WORKER = { without: ['serviceworker'] } as const

const test = base.extend<{ ladder: LadderShow }>({
  ladder: async ({ stage }, use) => use(await addLadderShow(stage)),
})

/** What a plain `<audio src>` takes the episode's duration to be. */
function plainDuration(listener: Listener, url: string): Promise<number> {
  return listener.page.evaluate(
    (src) =>
      new Promise<number>((resolve) => {
        const plain = new Audio(src)
        plain.preload = 'metadata'
        plain.onloadedmetadata = () => resolve(plain.duration)
      }),
    url,
  )
}

test('ladder: without a service worker MediaSource plays an MP3, seeks ahead into what is missing and back into what was dropped', async ({
  stage,
  listen,
}) => {
  const a = await listen('A', { consent: 'no', ...NO_WORKER })
  await a.choose(long)
  await a.play()
  await a.reaches(2)
  expect(await a.source()).toMatch(/^blob:/)
  // A minute ahead, and the picture in front of the sound: not the whole file.
  await a.page.waitForTimeout(1_000)
  expect(a.originBytes()).toBeLessThan(1_600_000)

  await a.seekTo(600)
  await a.reaches(601)
  expect(await a.position()).toBeLessThan(640)
  const held = await a.meter()
  expect(held.fromHost, 'what lies between was not asked for').toBeLessThan(3_200_000)

  const duration = await a.duration()
  expect(Math.abs(duration - (await plainDuration(a, `${stage.origin.url}/${long.file}`)))).toBeLessThan(0.1)

  // What was heard is held: the host is not needed for it.
  stage.origin.mediaDown = true
  await a.seekTo(5)
  await expect.poll(() => a.position()).toBeLessThan(100)
  await a.reaches(15)
})

test('ladder: an MP3 plays to its end through MediaSource without waiting, and again from the start', {
  tag: '@full',
}, async ({ stage, ladder, listen }) => {
  const a = await listen('A', { ...NO_WORKER, pageUrl: ladder.pageUrl })
  await a.choose(ladder.episodes.minute)
  await a.play()
  await a.reaches(1)
  const duration = await a.duration()
  expect(Math.abs(duration - 60)).toBeLessThan(0.1)
  await a.media().evaluate((element) => {
    const media = element as HTMLMediaElement
    // A busy machine decodes late now and then; what counts is waiting for bytes.
    media.addEventListener('waiting', () => {
      const end = media.buffered.length > 0 ? media.buffered.end(media.buffered.length - 1) : 0
      if (end - media.currentTime < 1 && media.currentTime < media.duration - 1) media.dataset.starved = 'yes'
    })
  })
  await a.setRate(4)
  await a.ends(40_000)
  expect(await a.media().getAttribute('data-starved')).toBeNull()
  expect(Math.abs((await a.duration()) - duration)).toBeLessThan(0.1)
  expect(a.originBytes()).toBeLessThan(ladder.episodes.minute.bytes(stage) * 1.25)
  await a.play()
  await expect.poll(() => a.position()).toBeLessThan(30)
  await a.reaches(1)
  expect(await a.source()).toMatch(/^blob:/)
})

test('ladder: two listeners without service workers, the second is fed by the first', { tag: '@full' }, async ({
  stage,
  listen,
}) => {
  const a = await listen('A', { consent: 'yes', ...NO_WORKER })
  await a.choose(long)
  await a.play()
  await a.reaches(1)
  await a.setRate(4)
  await expect.poll(async () => (await a.meter()).fromHost, { timeout: 30_000 }).toBeGreaterThan(1_500_000)
  stage.origin.mediaDown = true
  const b = await listen('B', { consent: 'yes', ...NO_WORKER })
  await b.choose(long)
  await b.play()
  await b.reaches(5, 40_000)
  expect(await b.source()).toMatch(/^blob:/)
  expect((await b.meter()).fromPeers).toBeGreaterThan(100_000)
  expect(b.originBytes()).toBe(0)
  expect((await a.meter()).given).toBeGreaterThan(100_000)
})

test('ladder: in a sandboxed frame, with no origin and no storage, MediaSource plays from memory', async ({
  stage,
}) => {
  stage.origin.add(
    'frame.html',
    Buffer.from(
      `<!doctype html><title>A site</title><iframe sandbox="allow-scripts" allow="autoplay" width="900" height="700" src="${stage.pageUrl.replaceAll('&', '&amp;')}"></iframe>`,
    ),
  )
  const context = await stage.browser.newContext({ userAgent: 'Listener/F', viewport: { width: 1000, height: 800 } })
  const page = await context.newPage()
  await page.goto(`${stage.origin.url}/frame.html`)
  const frame = page.frameLocator('iframe')
  await frame.getByRole('list', { name: 'Episodes' }).getByRole('link', { name: long.title }).click()
  await frame.getByRole('button', { name: 'Play', exact: true }).click()
  const media = frame.locator('grapevine-player').locator('audio')
  const position = () => media.evaluate((element) => (element as HTMLMediaElement).currentTime)
  await expect.poll(position, { timeout: 20_000 }).toBeGreaterThan(2)
  expect(await media.evaluate((element) => [origin, (element as HTMLMediaElement).currentSrc.slice(0, 5)])).toEqual([
    'null',
    'blob:',
  ])
  // An answer could not be remembered, so nobody is asked and nothing is shared.
  await expect(frame.getByText('does not let the page remember your choice')).toBeVisible()
  expect(stage.tracker.stats().messagesReceived).toBe(0)
  const seek = (seconds: number) =>
    media.evaluate((element, to) => {
      ;(element as HTMLMediaElement).currentTime = to
    }, seconds)
  await seek(300)
  await expect.poll(position, { timeout: 20_000 }).toBeGreaterThan(301)
  // Back to what is held in memory: the host is not needed for it.
  stage.origin.mediaDown = true
  await seek(3)
  await expect.poll(position).toBeLessThan(200)
  await expect.poll(position, { timeout: 20_000 }).toBeGreaterThan(5)
  await context.close()
})

test('ladder: a type that MediaSource does not take plays plain', async ({ stage, listen }) => {
  const a = await listen('A', {
    consent: 'no',
    ...NO_WORKER,
    scripts: [
      () => {
        MediaSource.isTypeSupported = () => false
      },
    ],
  })
  await a.choose(long)
  await a.play()
  await a.reaches(2)
  expect(await a.source()).toBe(`${stage.origin.url}/${long.file}`)
})

test('ladder: MP4 that is not fragmented plays plain', async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'no', ...NO_WORKER })
  await a.choose(audio)
  await a.play()
  await a.reaches(2)
  expect(await a.source()).toBe(`${stage.origin.url}/${audio.file}`)
})

test('ladder: fragmented MP4 plays and seeks through MediaSource, with an index and without', { tag: '@full' }, async ({
  ladder,
  listen,
}) => {
  const a = await listen('A', { ...NO_WORKER, pageUrl: ladder.pageUrl })
  for (const [episode, seconds] of [
    [ladder.episodes.fragmented, 240],
    [ladder.episodes.indexed, 30],
  ] as const) {
    await a.choose(episode)
    await a.play()
    await a.reaches(1)
    expect(await a.source()).toMatch(/^blob:/)
    expect(Math.abs((await a.duration()) - seconds)).toBeLessThan(0.2)
    await a.seekTo(seconds - 10)
    await a.reaches(seconds - 9)
    await a.seekTo(3)
    await expect.poll(() => a.position()).toBeLessThan(9)
    await a.reaches(4)
    await a.seekTo(seconds - 3)
    await a.ends(20_000)
  }
})

test('ladder: an MP3 that turns into junk goes over to the plain enclosure, at the same place', {
  tag: '@full',
}, async ({ stage, ladder, listen }) => {
  const a = await listen('A', { ...NO_WORKER, pageUrl: ladder.pageUrl })
  await a.choose(ladder.episodes.junk)
  await expect.poll(() => a.source()).toMatch(/^blob:/)
  await expect.poll(() => a.duration()).toBeGreaterThan(60)
  await a.seekTo(20)
  await a.play()
  await expect.poll(() => a.source(), { timeout: 20_000 }).toBe(`${stage.origin.url}/${ladder.episodes.junk.file}`)
  await a.reaches(21)
  expect(await a.position()).toBeLessThan(30)
  await expect(a.page.getByRole('alert')).toBeHidden()
})

test('ladder: what the browser can not append goes over to the plain enclosure, at the same place', async ({
  stage,
  ladder,
  listen,
}) => {
  const a = await listen('A', {
    ...NO_WORKER,
    pageUrl: ladder.pageUrl,
    scripts: [
      () => {
        const append = SourceBuffer.prototype.appendBuffer
        SourceBuffer.prototype.appendBuffer = function (data) {
          const broken = 'breakAppends' in globalThis
          append.call(this, broken ? new Uint8Array(5_000).fill(0xff) : data)
        }
      },
    ],
  })
  await a.choose(ladder.episodes.fragmented)
  await a.play()
  await a.reaches(2)
  expect(await a.source()).toMatch(/^blob:/)
  await a.page.evaluate(() => Object.assign(globalThis, { breakAppends: true }))
  await a.seekTo(150)
  await expect
    .poll(() => a.source(), { timeout: 20_000 })
    .toBe(`${stage.origin.url}/${ladder.episodes.fragmented.file}`)
  await a.reaches(151)
  expect(await a.position()).toBeLessThan(165)
  await expect(a.page.getByRole('alert')).toBeHidden()
})

test('ladder: a browser with hardly any room for media plays to the end', { tag: '@full' }, async ({
  ladder,
  listen,
}) => {
  const a = await listen('A', {
    ...NO_WORKER,
    pageUrl: ladder.pageUrl,
    scripts: [
      () => {
        const append = SourceBuffer.prototype.appendBuffer
        SourceBuffer.prototype.appendBuffer = function (data) {
          const { buffered } = this
          let seconds = 0
          for (let i = 0; i < buffered.length; i++) seconds += buffered.end(i) - buffered.start(i)
          if (seconds > 15) {
            document.documentElement.dataset.refused = 'yes'
            throw new DOMException('no room', 'QuotaExceededError')
          }
          append.call(this, data)
        }
      },
    ],
  })
  await a.choose(ladder.episodes.minute)
  await a.play()
  await a.reaches(1)
  await a.setRate(2)
  await a.ends(60_000)
  expect(await a.page.evaluate(() => document.documentElement.dataset.refused)).toBe('yes')
  expect(await a.source()).toMatch(/^blob:/)
})

for (const [fault, title] of [
  ['mediaWithoutCors', 'forbids cross-origin reading'],
  ['ignoresRange', 'ignores ranges'],
  ['mediaDiffers', 'sends other bytes than were published'],
] as const) {
  test(`ladder: without a service worker, a host that ${title} is played as a plain enclosure`, {
    tag: '@full',
  }, async ({ stage, listen }) => {
    stage.origin[fault] = true
    const a = await listen('A', { consent: 'no', ...NO_WORKER })
    await a.choose(long)
    await a.play()
    await expect.poll(() => a.source(), { timeout: 30_000 }).toBe(`${stage.origin.url}/${long.file}`)
    await a.reaches(2)
    await expect(a.page.getByRole('alert')).toBeHidden()
  })
}

test('ladder: where there is only a managed MediaSource it is used, and its wish for calm is heard', {
  tag: '@full',
}, async ({ ladder, listen }) => {
  // As iPhones have it, as far as Chromium can play one.
  const a = await listen('A', {
    ...NO_WORKER,
    pageUrl: ladder.pageUrl,
    scripts: [
      () => {
        class Managed extends MediaSource {
          streaming = false
        }
        Object.assign(globalThis, { ManagedMediaSource: Managed, MediaSource: undefined })
      },
    ],
  })
  await a.choose(ladder.episodes.minute)
  await a.play()
  await a.reaches(3)
  expect(await a.source()).toMatch(/^blob:/)
  const facts = await a.media().evaluate((element) => {
    const { buffered, currentTime, disableRemotePlayback } = element as HTMLMediaElement
    return { ahead: buffered.end(0) - currentTime, disableRemotePlayback }
  })
  expect(facts.disableRemotePlayback).toBe(true)
  // Up to 10 s, and what was appended last.
  expect(facts.ahead).toBeLessThan(20)
})

test('ladder: the host is down before the first byte: clear words, and a retry that works', async ({
  stage,
  listen,
}) => {
  stage.origin.mediaDown = true
  const a = await listen('A', { consent: 'yes', ...NO_WORKER })
  await a.choose(long)
  await a.play()
  const alert = a.page.getByRole('alert')
  await expect(alert).toContainText(/host.*(answer|reach)/i, { timeout: 30_000 })
  stage.origin.mediaDown = false
  await alert.getByRole('button', { name: 'Try again' }).click()
  await a.reaches(1)
  expect(await a.source()).toMatch(/^blob:/)
  await expect(alert).toBeHidden()
})

test('ladder: a host that goes away in mid-file and comes back: playing goes on by itself', { tag: '@full' }, async ({
  stage,
  listen,
}) => {
  const a = await listen('A', { consent: 'no', ...NO_WORKER })
  await a.choose(long)
  await a.play()
  await a.reaches(1)
  stage.origin.mediaDown = true
  await a.seekTo(400)
  await expect(a.page.getByRole('alert')).toContainText(/host.*(answer|reach)/i, { timeout: 30_000 })
  stage.origin.mediaDown = false
  await a.reaches(401, 30_000)
  await expect(a.page.getByRole('alert')).toBeHidden()
})

test('ladder: a service worker that comes too late changes nothing for what plays', { tag: '@full' }, async ({
  listen,
}) => {
  const a = await listen('A', { consent: 'no', slow: /\/sw\.js$/ })
  await a.choose(long)
  await a.play()
  await a.reaches(2)
  const source = await a.source()
  expect(source).toMatch(/^blob:/)
  a.release()
  await a.page.evaluate(() => navigator.serviceWorker.ready)
  await a.seekTo(200)
  await a.reaches(201)
  expect(await a.source()).toBe(source)
})
