/** It plays, whatever is refused or missing. */
import { EPISODES } from './support/episodes.ts'
import { expect, test } from './support/fixtures.ts'

const { audio, video } = EPISODES

test('sharing refused: no PeerConnection, no tracker socket, and it plays', async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'no' })
  await a.choose(audio)
  await a.play()
  await a.reaches(4)
  expect(await a.connections()).toEqual({ peerConnections: 0, sockets: 0 })
  // Also after coming back.
  await a.page.reload()
  await a.choose(audio)
  await a.play()
  await a.reaches(1)
  expect(await a.connections()).toEqual({ peerConnections: 0, sockets: 0 })
  expect(stage.tracker.stats().messagesReceived).toBe(0)
})

test('nobody is asked twice, and nothing is joined before the answer', async ({ stage, listen }) => {
  const a = await listen('A')
  await a.choose(audio)
  await a.play()
  await a.reaches(2)
  await expect(a.sharingQuestion()).toBeVisible()
  expect(await a.connections()).toEqual({ peerConnections: 0, sockets: 0 })
  await a.answerSharing('yes')
  await expect.poll(() => stage.tracker.stats().peers).toBe(1)
  await a.page.reload()
  await a.choose(audio)
  await expect(a.sharingQuestion()).toBeHidden()
})

for (const missing of ['webrtc', 'indexeddb', 'serviceworker'] as const) {
  test(`${missing} missing: it plays and seeks`, async ({ listen }) => {
    const a = await listen('A', { consent: 'yes', without: [missing] })
    await a.choose(audio)
    await a.play()
    await a.reaches(2)
    await a.seekTo((await a.duration()) - 10)
    await a.reaches((await a.duration()) - 8)
    expect(a.originBytes()).toBeGreaterThan(0)
  })
}

test('the tracker is down: it plays, and connects when the tracker comes back', async ({ stage, listen }) => {
  await stage.tracker.stop()
  const a = await listen('A', { consent: 'yes' })
  await a.choose(audio)
  await a.play()
  await a.reaches(2)
  await stage.tracker.start()
  await expect.poll(() => stage.tracker.stats().peers, { timeout: 30_000 }).toBe(1)
})

test('the host is down and nobody has it: clear words, and a retry that works', async ({ stage, listen }) => {
  stage.origin.mediaDown = true
  const a = await listen('A', { consent: 'yes' })
  await a.choose(audio)
  await a.play()
  const alert = a.page.getByRole('alert')
  await expect(alert).toContainText(/host.*(answer|reach)/i, { timeout: 30_000 })
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible()
  stage.origin.mediaDown = false
  await alert.getByRole('button', { name: 'Try again' }).click()
  await a.reaches(1)
  await expect(alert).toBeHidden()
})

for (const [fault, title] of [
  ['mediaWithoutCors', 'forbids cross-origin reading'],
  ['ignoresRange', 'ignores ranges'],
] as const) {
  // Of ignored ranges faults.e2e tells the same, by bytes.
  const tag = fault === 'ignoresRange' ? '@full' : []
  test(`a host that ${title} is played as a plain enclosure`, { tag }, async ({ stage, listen }) => {
    stage.origin[fault] = true
    const a = await listen('A', { consent: 'no' })
    await a.choose(audio)
    await a.play()
    await a.reaches(2, 30_000)
    expect(await a.source()).toBe(`${stage.origin.url}/${audio.file}`)
  })

  test(`a host that ${title}, and a slow torrent file: played as a plain enclosure`, { tag: '@full' }, async ({
    stage,
    listen,
  }) => {
    stage.origin[fault] = true
    const a = await listen('A', { consent: 'no', slow: /\.torrent$/ })
    await a.choose(audio)
    await a.play()
    await a.page.waitForTimeout(1_500)
    a.release()
    await a.reaches(2, 30_000)
    expect(await a.source()).toBe(`${stage.origin.url}/${audio.file}`)
  })
}

test('a service worker script that hangs: it plays', async ({ listen, stage }) => {
  const a = await listen('A', { consent: 'no', slow: /\/sw\.js$/ })
  await a.choose(audio)
  await a.play()
  await a.reaches(2)
  expect(await a.source()).toBe(`${stage.origin.url}/${audio.file}`)
})

test('video plays, with its captions', async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'yes' })
  await a.choose(video)
  await a.play()
  await a.reaches(2)
  const facts = await a.media().evaluate((element) => {
    const media = element as HTMLVideoElement
    return { width: media.videoWidth, tracks: media.textTracks.length }
  })
  expect(facts.width).toBeGreaterThan(0)
  expect(facts.tracks).toBeGreaterThan(0)
  await a.page.getByRole('button', { name: /captions/i }).click()
  await expect
    .poll(() =>
      a.media().evaluate((element) => {
        const [track] = [...(element as HTMLVideoElement).textTracks]
        return `${track?.mode} ${(track?.cues?.length ?? 0) > 0}`
      }),
    )
    .toBe('showing true')
  const b = await listen('B', { consent: 'yes' })
  await b.choose(video)
  await b.play()
  await b.reaches(2)
  await expect.poll(async () => (await b.meter()).fromPeers, { timeout: 30_000 }).toBeGreaterThan(0)
  expect(stage.origin.mediaBytes('unknown')).toBe(0)
})

test('seeking to the end and back while pieces are missing works', async ({ stage, listen }) => {
  const a = await listen('A', { consent: 'yes' })
  await a.choose(audio)
  await a.play()
  await a.reaches(1)
  const duration = await a.duration()
  const held = await a.meter()
  expect(held.fromHost, 'pieces are missing').toBeLessThan(audio.bytes(stage))
  await a.seekTo(duration - 5)
  await a.reaches(duration - 4)
  await a.seekTo(20)
  await expect.poll(() => a.position()).toBeLessThan(60)
  await a.reaches(22)
  await a.seekTo(duration / 2)
  await a.reaches(duration / 2 + 1)
})
