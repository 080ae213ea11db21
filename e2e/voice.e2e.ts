/** Silence skipping and voice boost, measured: what is heard, how long it takes, and that nothing is touched when off. */
import { test as base, expect, type Page } from 'playwright/test'
import { startGallery } from './support/gallery-server.ts'
import { listenIn, type SoundStage, startSoundStage } from './support/sound-stage.ts'

interface Stage extends SoundStage {
  readonly modules: string
}

type Voice = new (media: HTMLAudioElement, port: { setPace(pace: number): void }) => InPage['voice']

/** What the tests hold on to in the page. */
interface InPage {
  DomVoice: Voice
  soundStage: { contexts: number; ears: AnalyserNode[] }
  audio: HTMLAudioElement
  paces: { pace: number; at: number }[]
  voice: {
    snapshot: { effect: string; savedSeconds: number }
    setBoost(on: boolean): void
    setSkipSilence(on: boolean): void
    mustReplace(url: string): boolean
    use(media: HTMLAudioElement, port: { setPace(pace: number): void }): void
    dispose(): void
  }
}

const talk = Array.from({ length: 5 }, () => [
  { seconds: 1, peakDb: -12 },
  { seconds: 1, peakDb: -66 },
]).flat()
const files = {
  '/talk.wav': talk,
  '/quiet.wav': [{ seconds: 20, peakDb: -40 }],
  '/loud.wav': [{ seconds: 20, peakDb: -0.5 }],
  '/tone.wav': [{ seconds: 20, peakDb: -20 }],
}

const test = base.extend<{ stage: Page }, { servers: Stage }>({
  servers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern.
    async ({}, use) => {
      const gallery = await startGallery()
      const modules = new URL(gallery.url).origin
      const stage = await startSoundStage(files, modules)
      await use({ ...stage, modules })
      await stage.close()
      await gallery.close()
    },
    { scope: 'worker' },
  ],
  stage: async ({ page, servers }, use) => {
    await page.addInitScript(listenIn)
    await page.goto(servers.url)
    await page.click('p')
    await use(page)
  },
})

/** Puts an element with this file and its sound processing into the page; nothing plays, nothing is on. */
async function setUp(page: Page, servers: Stage, src: string): Promise<void> {
  await page.evaluate(
    `import('${servers.modules}/src/player/dom-voice.ts').then((it) => Object.assign(globalThis, it))`,
  )
  await page.evaluate((src) => {
    const here = globalThis as unknown as InPage
    here.paces = []
    here.audio = new Audio(src)
    here.voice = new here.DomVoice(here.audio, {
      setPace(pace: number) {
        here.audio.playbackRate = pace
        here.paces.push({ pace, at: here.audio.currentTime })
      },
    })
  }, src)
}

const effect = (page: Page) =>
  expect.poll(() => page.evaluate(() => (globalThis as unknown as InPage).voice.snapshot.effect))

/** Level of what comes out, dBFS, loudest sample and RMS, once `until` holds for the RMS. */
async function heard(page: Page, until: (rmsDb: number) => boolean): Promise<{ rmsDb: number; peak: number }> {
  let last = { rmsDb: Number.NaN, peak: 0 }
  await expect
    .poll(async () => {
      last = await page.evaluate(() => {
        const [ear] = (globalThis as unknown as InPage).soundStage.ears
        const samples = new Float32Array(4096)
        ear?.getFloatTimeDomainData(samples)
        const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
        return {
          rmsDb: Math.max(-200, 20 * Math.log10(rms)),
          peak: samples.reduce((peak, it) => Math.max(peak, Math.abs(it)), 0),
        }
      })
      return until(last.rmsDb)
    })
    .toBe(true)
  return last
}

test('pauses take less time, and what is said is played at the listener’s speed', async ({ stage, servers }) => {
  await setUp(stage, servers, `${servers.url}/talk.wav`)
  const { tookSeconds, paces, state } = await stage.evaluate(async () => {
    const { audio, voice, paces } = globalThis as unknown as InPage
    voice.setSkipSilence(true)
    await audio.play()
    const from = performance.now()
    await new Promise((done) => audio.addEventListener('ended', done, { once: true }))
    return { tookSeconds: (performance.now() - from) / 1000, paces, state: voice.snapshot }
  })
  expect(state.effect).toBe('working')
  // 10 s of file, 5 s of it pauses; half of a pause of one second is passed.
  expect(tookSeconds).toBeLessThan(8.6)
  expect(tookSeconds).toBeGreaterThan(6.5)
  expect(state.savedSeconds).toBeGreaterThan(1.2)
  expect(Math.abs(10 - tookSeconds - state.savedSeconds)).toBeLessThan(0.8)
  const fasterIn = paces.filter(({ pace }) => pace > 1).map(({ at }) => at)
  const hurried: number[] = []
  for (const tone of [0, 2, 4, 6, 8]) {
    expect(
      fasterIn.some((at) => at > tone + 1.1 && at < tone + 2),
      `faster in the pause at ${tone + 1}`,
    ).toBe(true)
    expect(fasterIn.filter((at) => at >= tone && at <= tone + 1.1)).toEqual([])
    expect(paces.findLast(({ at }) => at < tone + 1)?.pace ?? 1, `pace in the tone at ${tone}`).toBe(1)
    hurried.push(Math.max(0, (paces.findLast(({ at }) => at < tone + 1)?.at ?? 0) - tone))
  }
  // Back to the listener's speed within moments of the first sound; a busy machine may be late for one of them.
  const [, , median = Number.NaN] = hurried.sort((a, b) => a - b)
  expect(median).toBeLessThan(0.2)
})

test('voice boost lifts a quiet voice, keeps a loud one below full scale, and lets go again', async ({
  stage,
  servers,
}) => {
  await setUp(stage, servers, `${servers.url}/quiet.wav`)
  await stage.evaluate(async () => {
    const { audio, voice } = globalThis as unknown as InPage
    audio.loop = true
    voice.setSkipSilence(true)
    await audio.play()
  })
  await effect(stage).toBe('working')
  const plain = await heard(stage, (rmsDb) => rmsDb > -45)
  expect(plain.rmsDb).toBeCloseTo(-43, 0)
  await stage.evaluate(() => (globalThis as unknown as InPage).voice.setBoost(true))
  const boosted = await heard(stage, (rmsDb) => rmsDb > plain.rmsDb + 8)
  expect(boosted.rmsDb).toBeLessThan(plain.rmsDb + 16)
  await stage.evaluate(() => (globalThis as unknown as InPage).voice.setBoost(false))
  await heard(stage, (rmsDb) => Math.abs(rmsDb - plain.rmsDb) < 0.5)

  await stage.evaluate(async (src) => {
    const { audio, voice } = globalThis as unknown as InPage
    audio.src = src
    await audio.play()
    voice.setBoost(true)
  }, `${servers.url}/loud.wav`)
  const loud = await heard(stage, (rmsDb) => rmsDb > -12)
  expect(loud.peak).toBeLessThan(1)
})

test('turned off, nothing is tapped: no AudioContext is made', async ({ stage, servers }) => {
  await setUp(stage, servers, `${servers.url}/tone.wav`)
  await stage.evaluate(async () => {
    const { audio, voice } = globalThis as unknown as InPage
    await audio.play()
    voice.setBoost(false)
    voice.setSkipSilence(false)
    await new Promise((done) => audio.addEventListener('timeupdate', done, { once: true }))
  })
  expect(await stage.evaluate(() => (globalThis as unknown as InPage).soundStage.contexts)).toBe(0)
  await effect(stage).toBe('off')
})

test('an opaque source is never tapped, and a tapped element asks to be replaced before it plays one', async ({
  stage,
  servers,
}) => {
  await setUp(stage, servers, `${servers.elsewhere}/tone.wav`)
  await stage.evaluate(async () => {
    const { audio, voice } = globalThis as unknown as InPage
    voice.setBoost(true)
    await audio.play()
  })
  await effect(stage).toBe('opaque')
  expect(await stage.evaluate(() => (globalThis as unknown as InPage).soundStage.contexts)).toBe(0)

  // The next episode comes from the page's own origin: what was asked for begins to work.
  await stage.evaluate(async (src) => {
    const { audio } = globalThis as unknown as InPage
    audio.src = src
    await audio.play()
  }, `${servers.url}/tone.wav`)
  await effect(stage).toBe('working')
  const asked = await stage.evaluate(
    ([own = '', other = '']) => {
      const { voice } = globalThis as unknown as InPage
      return { own: voice.mustReplace(own), other: voice.mustReplace(other) }
    },
    [`${servers.url}/quiet.wav`, `${servers.elsewhere}/quiet.wav`],
  )
  expect(asked).toEqual({ own: false, other: true })
})

test('an address that redirects elsewhere is heard to be mute, and a new element plays on', async ({
  stage,
  servers,
}) => {
  await setUp(stage, servers, `${servers.url}/redirect.wav`)
  await stage.evaluate(async () => {
    const { audio, voice } = globalThis as unknown as InPage
    voice.setBoost(true)
    await audio.play()
  })
  await effect(stage).toBe('working')
  await expect
    .poll(() => stage.evaluate(() => (globalThis as unknown as InPage).voice.snapshot.effect), { timeout: 15_000 })
    .toBe('silenced')
  await stage.evaluate(async (src) => {
    const here = globalThis as unknown as InPage
    here.audio.pause()
    here.audio = new Audio(src)
    here.voice.use(here.audio, { setPace: () => {} })
    await here.audio.play()
  }, `${servers.url}/tone.wav`)
  await effect(stage).toBe('working')
  await heard(stage, (rmsDb) => rmsDb > -40)
  expect(await stage.evaluate(() => (globalThis as unknown as InPage).soundStage.contexts)).toBe(1)
})

test('disposed, the context is closed and the page’s gestures are left alone', async ({ stage, servers }) => {
  await setUp(stage, servers, `${servers.url}/tone.wav`)
  await stage.evaluate(async () => {
    const { audio, voice } = globalThis as unknown as InPage
    voice.setBoost(true)
    await audio.play()
  })
  await effect(stage).toBe('working')
  await stage.evaluate(() => (globalThis as unknown as InPage).voice.dispose())
  await expect
    .poll(() => stage.evaluate(() => (globalThis as unknown as InPage).soundStage.ears[0]?.context.state))
    .toBe('closed')
})
