/**
 * What every library promises, as tests: each implementation's test file runs this suite over its own tables.
 */
import { expect, test } from 'vitest'
import { episodeKey } from './episode-ref.ts'
import { queued } from './global-queue.ts'
import type { Library } from './library.ts'
import { lightEpisode } from './light-episode.ts'
import { feedOf, testEpisode, testShow } from './test-shows.ts'

/** Opens a new, empty library; the suite closes it. `now` goes on by one second at each look. */
export type OpenEmptyLibrary = (now: () => number) => Promise<Library>

const NOW = 1_750_000_000_000
const A = feedOf('a')
const B = feedOf('b')
const words = (guid: string, feedUrl = A) => ({ feedUrl, guid, title: `Title ${guid}`, showTitle: 'A Show' })
const half = { atSeconds: 900, durationSeconds: 1800 }
const end = { atSeconds: 1795, durationSeconds: 1800 }

export function describeLibrary(openEmpty: OpenEmptyLibrary): void {
  function rule(name: string, body: (library: Library) => Promise<void>): void {
    test(name, async () => {
      let now = NOW
      const library = await openEmpty(() => {
        now += 1000
        return now
      })
      try {
        await body(library)
      } finally {
        library.close()
      }
    })
  }
  const feeds = (library: Library) => library.subscriptions.snapshot.map(({ feedUrl }) => feedUrl)
  const guids = (list: readonly { readonly guid: string }[]) => list.map(({ guid }) => guid)

  rule('a new library is empty', async (library) => {
    expect(library.subscriptions.snapshot).toEqual([])
    expect(library.continueListening.snapshot).toEqual([])
    expect(library.newEpisodes.snapshot).toEqual([])
    expect(library.queue.snapshot).toEqual([])
    expect(library.history.snapshot).toEqual({ heard: [] })
    expect(library.downloads.snapshot).toEqual([])
    expect(await library.show(A)).toBeUndefined()
    expect(library.state.snapshot.problem).toBeUndefined()
  })

  rule('shows are followed once, in the order they came', async (library) => {
    expect(await library.subscribe([{ feedUrl: B, title: 'Bee' }, { feedUrl: A }])).toBe(2)
    expect(await library.subscribe([{ feedUrl: B, title: 'Again' }, { feedUrl: `${A}#top` }])).toBe(0)
    expect(feeds(library)).toEqual([B, A])
    expect(library.subscriptions.snapshot[0]).toMatchObject({ title: 'Bee', addedAt: NOW + 1000, failures: 0 })
    expect(library.subscriptions.snapshot[1]?.title).toBe('a.example')
  })

  rule('what is no address of a feed is not followed', async (library) => {
    expect(await library.subscribe([{ feedUrl: 'javascript:alert(1)' }, { feedUrl: '/feed' }])).toBe(0)
    expect(feeds(library)).toEqual([])
  })

  rule('the listener orders their shows', async (library) => {
    await library.subscribe([{ feedUrl: A }, { feedUrl: B }, { feedUrl: feedOf('c') }])
    await library.moveSubscription(feedOf('c'), 0)
    expect(feeds(library)).toEqual([feedOf('c'), A, B])
    await library.moveSubscription(feedOf('c'), 99)
    await library.moveSubscription('https://nobody.example/', 0)
    expect(feeds(library)).toEqual([A, B, feedOf('c')])
  })

  rule('a show has settings of its own, and only sound ones', async (library) => {
    await library.subscribe([{ feedUrl: A }])
    await library.changeShowSettings(A, { rate: 99, trimSilence: true })
    expect(library.subscriptions.snapshot[0]?.settings).toEqual({ rate: 3, trimSilence: true })
  })

  rule('a show that was read opens again without the network, without its notes', async (library) => {
    const show = testShow(250, { author: 'Somebody', language: 'en', imageUrl: 'https://a.example/cover.jpg' })
    await library.takeShow(A, show)
    const kept = await library.show(A)
    expect(kept).toMatchObject({ feedUrl: A, title: 'A Show', author: 'Somebody', description: 'About it' })
    expect(kept?.episodes).toHaveLength(250)
    expect(guids(kept?.episodes ?? [])).toEqual(guids(show.episodes))
    expect(kept?.episodes[3]?.enclosure).toEqual(show.episodes[3]?.enclosure)
    expect(kept?.episodes.some((episode) => 'notesHtml' in episode)).toBe(false)
    expect(await library.episode({ feedUrl: A, guid: 'e7' })).toMatchObject({ title: 'Episode 7' })
  })

  rule(
    'nothing is new when a show is read for the first time; what comes later is, the newest first',
    async (library) => {
      await library.subscribe([{ feedUrl: A }, { feedUrl: B }])
      expect(await library.takeShow(A, testShow(3))).toMatchObject({ added: 3, fresh: 0 })
      expect(await library.takeShow(B, testShow(4))).toMatchObject({ added: 4, fresh: 0 })
      expect(await library.takeShow(A, testShow(5))).toMatchObject({ added: 2, fresh: 2, changed: 0, withdrawn: 0 })
      expect(await library.takeShow(B, testShow(5))).toMatchObject({ fresh: 1 })
      expect(library.newEpisodes.snapshot.map(({ feedUrl, guid }) => `${feedUrl} ${guid}`)).toEqual([
        `${B} e4`,
        `${A} e4`,
        `${A} e3`,
      ])
      expect(library.subscriptions.snapshot[0]).toMatchObject({ title: 'A Show', lastRefreshedAt: expect.any(Number) })
    },
  )

  rule('what was heard, looked at or withdrawn is not new any more', async (library) => {
    await library.subscribe([{ feedUrl: A }])
    await library.takeShow(A, testShow(1))
    await library.takeShow(A, testShow(6))
    await library.heard(words('e5'), half)
    await library.markSeen({ feedUrl: A, guid: 'e4' })
    await library.markPlayed([words('e3')], true)
    await library.takeShow(A, { ...testShow(6), episodes: testShow(6).episodes.filter(({ guid }) => guid !== 'e2') })
    expect(guids(library.newEpisodes.snapshot)).toEqual(['e1'])
    await library.markSeen({ feedUrl: A })
    expect(library.newEpisodes.snapshot).toEqual([])
  })

  rule('a show that is not followed has no new episodes', async (library) => {
    await library.takeShow(A, testShow(1))
    await library.takeShow(A, testShow(3))
    expect(library.newEpisodes.snapshot).toEqual([])
  })

  rule('a withdrawn episode leaves the list and stays in the history', async (library) => {
    await library.takeShow(A, testShow(3))
    await library.heard(words('e2'), half)
    await library.takeShow(A, testShow(2))
    expect(guids((await library.show(A))?.episodes ?? [])).toEqual(['e1', 'e0'])
    expect(guids(library.history.snapshot.heard)).toEqual(['e2'])
  })

  rule(
    'of a withdrawn episode that was heard, what it takes to play it stays, however it is heard or marked',
    async (library) => {
      await library.takeShow(A, testShow(3))
      await library.heard(words('e2'), half)
      await library.takeShow(A, testShow(1))
      expect(await library.episode({ feedUrl: A, guid: 'e1' }), 'never heard').toBeUndefined()
      const left = await library.episode({ feedUrl: A, guid: 'e2' })
      expect(left).toEqual(lightEpisode(testEpisode(2)))
      await library.heard(words('e2'), { atSeconds: 1000, durationSeconds: 1800 })
      await library.markPlayed([words('e2')], true)
      await library.forgetHistory({ feedUrl: A, guid: 'e2' })
      const contents = await library.contents()
      expect(JSON.stringify(contents), 'where its file is goes into no file').not.toContain('cdn.example')
      await library.merge({
        ...contents,
        heard: contents.heard.map((one) => ({ ...one, changedAt: one.changedAt + 9 })),
      })
      await library.takeShow(A, testShow(1))
      expect(await library.episode({ feedUrl: A, guid: 'e2' })).toEqual(left)
      const renewed = testEpisode(2, { title: 'Episode 2, once more' })
      await library.takeShow(A, { ...testShow(1), episodes: [renewed] })
      expect((await library.episode({ feedUrl: A, guid: 'e2' }))?.title, 'the feed’s word is the newer').toBe(
        renewed.title,
      )
    },
  )

  rule('a feed that broke off withdraws nothing', async (library) => {
    await library.takeShow(A, testShow(300))
    await library.takeShow(A, { ...testShow(301), episodes: testShow(301).episodes.slice(0, 2) }, false)
    expect((await library.show(A))?.episodes).toHaveLength(301)
    await library.takeShow(A, { ...testShow(0) })
    expect((await library.show(A))?.episodes).toHaveLength(301)
    await library.takeShow(A, testShow(120))
    expect((await library.show(A))?.episodes).toHaveLength(120)
  })

  rule('an episode left in the middle is continued where it was left, the latest first', async (library) => {
    await library.heard(words('e1'), half)
    await library.heard(words('e2'), { atSeconds: 61.7, durationSeconds: Number.NaN })
    expect(guids(library.continueListening.snapshot)).toEqual(['e2', 'e1'])
    expect(await library.place({ feedUrl: A, guid: 'e2' })).toBe(61)
    expect(await library.place({ feedUrl: A, guid: 'e9' })).toBe(0)
    await library.heard(words('e1'), { ...half, atSeconds: 950 })
    expect(guids(library.continueListening.snapshot)).toEqual(['e1', 'e2'])
    expect(library.continueListening.snapshot[0]).toMatchObject({
      atSeconds: 950,
      durationSeconds: 1800,
      title: 'Title e1',
    })
  })

  rule('who left within the first seconds has not heard it; who left within the last has', async (library) => {
    await library.heard(words('e1'), { atSeconds: 4, durationSeconds: 1800 })
    expect(library.history.snapshot.heard).toEqual([])
    await library.heard(words('e1'), end)
    expect(library.continueListening.snapshot).toEqual([])
    expect(library.history.snapshot.heard[0]).toMatchObject({
      guid: 'e1',
      atSeconds: 0,
      finishedAt: expect.any(Number),
    })
    expect((await library.marks(A)).get('e1')).toEqual({ isNew: false, atSeconds: 0, isFinished: true })
  })

  rule('an episode that was finished and is heard again is both', async (library) => {
    await library.heard(words('e1'), end)
    await library.heard(words('e1'), half)
    expect((await library.marks(A)).get('e1')).toMatchObject({ atSeconds: 900, isFinished: true })
    await library.markPlayed([words('e1')], false)
    expect((await library.marks(A)).get('e1')).toMatchObject({ atSeconds: 0, isFinished: false })
    expect(library.continueListening.snapshot).toEqual([])
    expect(guids(library.history.snapshot.heard)).toEqual(['e1'])
  })

  rule('the history is read page by page, each episode once', async (library) => {
    for (let number = 0; number < 120; number++) await library.heard(words(`e${number}`), half)
    const seen: string[] = []
    let page = library.history.snapshot
    expect(page.heard).toHaveLength(50)
    for (let turns = 0; turns < 10; turns++) {
      seen.push(...guids(page.heard))
      if (page.next === undefined) break
      page = await library.historyPage(page.next, 30)
    }
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => `e${119 - index}`))
  })

  rule('forgotten history keeps places and played marks', async (library) => {
    await library.heard(words('e1'), half)
    await library.heard(words('e2'), end)
    await library.heard(words('e3'), half)
    await library.forgetHistory({ feedUrl: A, guid: 'e3' })
    expect(guids(library.history.snapshot.heard)).toEqual(['e2', 'e1'])
    await library.forgetHistory('all')
    expect(library.history.snapshot).toEqual({ heard: [] })
    expect(await library.place({ feedUrl: A, guid: 'e1' })).toBe(900)
    expect((await library.marks(A)).get('e2')?.isFinished).toBe(true)
  })

  rule('a show that is no longer followed leaves behind what was heard, queued and kept', async (library) => {
    await library.subscribe([{ feedUrl: A }])
    await library.takeShow(A, testShow(2))
    await library.heard(words('e1'), half)
    await library.changeQueue((queue) => [...queue, queued({ feedUrl: A, guid: 'e0' }, { title: 'Zero' })])
    await library.want(A, testEpisode(1), { title: 'A Show' })
    expect(await library.unsubscribe(A)).toEqual({ heard: 1, queued: 1, downloads: 1 })
    expect(feeds(library)).toEqual([])
    expect(await library.place({ feedUrl: A, guid: 'e1' })).toBe(900)
    await library.subscribe([{ feedUrl: A }])
    expect((await library.marks(A)).get('e1')).toMatchObject({ atSeconds: 900, download: 'wanted' })
  })

  rule('the queue goes across shows, and shows wishes at once', async (library) => {
    const [a, b] = [
      queued({ feedUrl: A, guid: 'same' }, { title: 'A' }),
      queued({ feedUrl: B, guid: 'same' }, { title: 'B' }),
    ]
    const first = library.changeQueue((queue) => [...queue, a])
    const second = library.changeQueue((queue) => [b, ...queue])
    expect(library.queue.snapshot).toEqual([b, a])
    await Promise.all([first, second])
    expect(library.queue.snapshot).toEqual([b, a])
    await library.changeQueue((queue) => queue.filter(({ id }) => id !== episodeKey(a)))
    expect(library.queue.snapshot).toEqual([b])
  })

  rule('a wanted episode goes its way, and plays without its feed', async (library) => {
    const ref = { feedUrl: A, guid: 'e1' }
    await library.want(A, testEpisode(1), { title: 'A Show', imageUrl: 'https://a.example/cover.jpg' })
    expect(library.downloads.snapshot[0]).toMatchObject({ ...ref, state: 'wanted', showTitle: 'A Show', heldBytes: 0 })
    await library.tellDownload(ref, { kind: 'loading', heldBytes: 5, lengthBytes: 10 })
    await library.tellDownload(ref, { kind: 'failed', problem: 'no-room' })
    expect(library.downloads.snapshot[0]).toMatchObject({ state: 'failed', problem: 'no-room', heldBytes: 5 })
    await library.want(A, testEpisode(1), { title: 'A Show' })
    expect(library.downloads.snapshot[0]?.state).toBe('wanted')
    await library.tellDownload(ref, { kind: 'kept', lengthBytes: 10 })
    await library.want(A, testEpisode(1), { title: 'A Show' })
    expect(library.downloads.snapshot).toMatchObject([{ state: 'kept', heldBytes: 10, lengthBytes: 10 }])
    expect(library.downloads.snapshot[0]).not.toHaveProperty('problem')
    expect(await library.episode(ref)).toMatchObject({ title: 'Episode 1', enclosure: { type: 'audio/mpeg' } })
    expect(await library.notes(ref)).toBe('<p>Notes of 1</p>')
    await library.unwant(ref)
    expect(library.downloads.snapshot).toEqual([])
    expect(await library.notes(ref)).toBeUndefined()
    await library.tellDownload(ref, { kind: 'gone' })
    expect(library.downloads.snapshot).toEqual([])
  })

  rule('what was heard and what is wanted can be shared again, each file once', async (library) => {
    const { infoHash, trackers = [] } = testEpisode(1).enclosure ?? {}
    await library.heard({ ...words('e1'), ...(infoHash && { swarm: { infoHash, trackers } }) }, half)
    await library.want(A, testEpisode(1), { title: 'A Show' })
    await library.want(A, testEpisode(2), { title: 'A Show' })
    const swarms = await library.swarms()
    expect(swarms.map((one) => one.guid).sort()).toEqual(['e1', 'e2'])
    expect(swarms[0]).toMatchObject({ infoHash, trackers: ['wss://tracker.example/'] })
  })

  rule('a guid that was changed keeps its place, its mark and its turn in the queue', async (library) => {
    await library.subscribe([{ feedUrl: A }])
    await library.takeShow(A, testShow(3))
    await library.heard(words('e2'), half)
    await library.changeQueue(() => [queued({ feedUrl: A, guid: 'e1' }, { title: 'One' })])
    const reissued = testShow(3).episodes.map((episode) => ({ ...episode, guid: `new-${episode.guid}` }))
    expect(await library.takeShow(A, testShow(3, { episodes: reissued }))).toMatchObject({
      added: 0,
      fresh: 0,
      renamed: 3,
    })
    expect(await library.place({ feedUrl: A, guid: 'new-e2' })).toBe(900)
    expect(await library.place({ feedUrl: A, guid: 'e2' })).toBe(0)
    expect(library.queue.snapshot.map(({ id }) => id)).toEqual([`${A} new-e1`])
    expect(library.newEpisodes.snapshot).toEqual([])
  })

  rule('a show that moved takes everything along', async (library) => {
    await library.subscribe([{ feedUrl: feedOf('x') }, { feedUrl: A }])
    await library.changeShowSettings(A, { rate: 2 })
    await library.takeShow(A, testShow(2))
    await library.takeShow(A, testShow(3))
    await library.heard(words('e1'), half)
    await library.want(A, testEpisode(0), { title: 'A Show' })
    await library.changeQueue(() => [queued({ feedUrl: A, guid: 'e0' }, { title: 'Zero' })])
    await library.moveShow(A, B)
    expect(feeds(library)).toEqual([feedOf('x'), B])
    expect(library.subscriptions.snapshot[1]?.settings).toEqual({ rate: 2 })
    expect(await library.place({ feedUrl: B, guid: 'e1' })).toBe(900)
    expect(library.queue.snapshot.map(({ id }) => id)).toEqual([`${B} e0`])
    expect(library.downloads.snapshot).toMatchObject([{ feedUrl: B, guid: 'e0' }])
    expect(library.newEpisodes.snapshot).toMatchObject([{ feedUrl: B, guid: 'e2' }])
    expect((await library.show(B))?.episodes).toHaveLength(3)
    expect(await library.show(A)).toBeUndefined()
    expect(await library.takeShow(B, testShow(3))).toMatchObject({ added: 0, changed: 0 })
  })

  rule('a failed refresh is counted, a good one forgets it', async (library) => {
    await library.subscribe([{ feedUrl: A }])
    await library.noteFailure(A, 'feed-unreachable')
    await library.noteFailure(A, 'feed-refused')
    expect(library.subscriptions.snapshot[0]).toMatchObject({ failures: 2, problem: 'feed-refused' })
    await library.takeShow(A, testShow(1))
    expect(library.subscriptions.snapshot[0]).toMatchObject({ failures: 0 })
    expect(library.subscriptions.snapshot[0]).not.toHaveProperty('problem')
  })

  rule('of shows that are not followed only the latest are remembered', async (library) => {
    await library.subscribe([{ feedUrl: A }])
    await library.takeShow(A, testShow(1))
    for (let number = 0; number < 25; number++) await library.takeShow(feedOf(`v${number}`), testShow(1))
    expect(await library.show(feedOf('v4'))).toBeUndefined()
    expect((await library.show(feedOf('v5')))?.episodes).toHaveLength(1)
    expect(await library.show(A)).toBeDefined()
  })

  rule('one show can be cleared without the others, and everything at once', async (library) => {
    for (const feedUrl of [A, B]) {
      await library.subscribe([{ feedUrl }])
      await library.takeShow(feedUrl, testShow(2))
      await library.heard(words('e1', feedUrl), half)
      await library.want(feedUrl, testEpisode(0), { title: 'A Show' })
      await library.changeQueue((queue) => [...queue, queued({ feedUrl, guid: 'e0' }, { title: 'Zero' })])
    }
    await library.changeSettings({ refreshByItself: false })
    await library.clear(A)
    const all = [library.subscriptions, library.continueListening, library.queue, library.downloads]
    expect(all.map(({ snapshot }) => snapshot.map(({ feedUrl }) => feedUrl))).toEqual([[B], [B], [B], [B]])
    expect(await library.show(A)).toBeUndefined()
    expect((await library.marks(A)).size).toBe(0)
    await library.clear()
    expect(all.map(({ snapshot }) => snapshot)).toEqual([[], [], [], []])
    expect(library.settings.snapshot.refreshByItself).toBe(true)
    expect(await library.contents()).toMatchObject({ subscriptions: [], heard: [], queue: [], wanted: [] })
  })

  rule('what is taken from a file is there, and what was there stays', async (library) => {
    await library.subscribe([{ feedUrl: A }])
    await library.heard(words('e1'), half)
    const contents = await library.contents()
    await library.clear(A)
    await library.subscribe([{ feedUrl: B }])
    expect(await library.merge(contents)).toMatchObject({ subscriptions: 1, heard: 1, queued: 0, settings: false })
    expect(feeds(library)).toEqual([B, A])
    expect(guids(library.continueListening.snapshot)).toEqual(['e1'])
    expect(await library.merge(contents)).toEqual({ subscriptions: 0, heard: 0, queued: 0, wanted: 0, settings: false })
  })

  rule('an episode that a file wants is loaded once its feed was read', async (library) => {
    const { wanted: _, ...contents } = await library.contents()
    await library.merge({ ...contents, wanted: [{ feedUrl: A, guid: 'e1', title: 'One', wantedAt: 5 }] })
    expect(library.downloads.snapshot[0]?.episode.enclosure).toBeUndefined()
    await library.takeShow(A, testShow(2))
    expect(library.downloads.snapshot[0]).toMatchObject({ state: 'wanted', wantedAt: 5, title: 'Episode 1' })
    expect(library.downloads.snapshot[0]?.episode.enclosure?.url).toBe('https://cdn.example/1.mp3')
    expect(await library.notes({ feedUrl: A, guid: 'e1' })).toBe('<p>Notes of 1</p>')
  })

  rule('slices are told when they become different, and only then', async (library) => {
    await library.subscribe([{ feedUrl: A }])
    const told: number[] = []
    library.subscriptions.subscribe((list) => told.push(list.length))
    await library.subscribe([{ feedUrl: A }])
    expect(told).toEqual([])
    await library.subscribe([{ feedUrl: B }])
    expect(told).toEqual([2])
  })

  rule('a closed library refuses, and says so', async (library) => {
    library.close()
    await expect(library.subscribe([{ feedUrl: A }])).rejects.toMatchObject({ name: 'LibraryError', kind: 'closed' })
    await expect(library.show(A)).rejects.toMatchObject({ kind: 'closed' })
  })
}
