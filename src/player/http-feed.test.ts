import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { FeedPart } from './feed-desk.ts'
import { fetchFeed } from './http-feed.ts'

let server: Server | undefined

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = undefined
})

/** @returns the address of a feed that is sent by hand. */
async function serve(answer: (response: ServerResponse) => void): Promise<string> {
  const started = createServer((_request, response) => answer(response))
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/feed.xml`
}

/** A clock that stands still until it is told to go. */
class HandClock {
  #now = 0
  readonly #timers = new Map<() => void, number>()
  /** Called whenever one is set. */
  onTimer = () => {}
  now = () => this.#now
  after = (delayMs: number, callback: () => void) => {
    const timer = () => callback()
    this.#timers.set(timer, this.#now + delayMs)
    this.onTimer()
    return () => this.#timers.delete(timer)
  }
  get timers(): number {
    return this.#timers.size
  }
  pass(ms: number): void {
    this.#now += ms
    for (const [timer, at] of [...this.#timers]) {
      if (at > this.#now) continue
      this.#timers.delete(timer)
      timer()
    }
  }
}

const never = new AbortController().signal
const START = '<rss><channel><title>S</title>'
const item = (n: number) =>
  `<item><guid>${n}</guid><title>Episode ${n}</title><description>Notes ${n}</description></item>`
const items = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => item(from + n)).join('')

/** Resolves with each part as it comes. */
function parts() {
  const taken: FeedPart[] = []
  let told: (() => void) | undefined
  return {
    taken,
    onPart: (part: FeedPart) => {
      taken.push(part)
      told?.()
    },
    async next(): Promise<FeedPart | undefined> {
      if (taken.length === 0) await new Promise<void>((resolve) => (told = resolve))
      return taken.shift()
    },
  }
}

test('the first fifty episodes are handed over while the host still sends the rest', async () => {
  let response: ServerResponse | undefined
  const url = await serve((given) => {
    response = given
    given.write(`${START}${items(0, 60)}`)
  })
  const stream = parts()
  const fetched = fetchFeed(url, never, { withNotes: true, onPart: stream.onPart })
  const first = await stream.next()
  expect(first?.head?.title).toBe('S')
  expect(first?.episodes).toHaveLength(50)
  expect(first?.episodes[0]).not.toHaveProperty('notesHtml')
  response?.end(`${items(60, 260)}</channel></rss>`)
  const { end, notes } = await fetched
  // No task of the page gets more than it can take at once.
  expect(stream.taken.map(({ episodes }) => episodes.length)).toEqual([100, 100, 10])
  expect(stream.taken.every(({ head }) => head === undefined)).toBe(true)
  expect(end).not.toHaveProperty('incomplete')
  expect([notes.size, notes.get('259')]).toEqual([260, 'Notes 259'])
})

test('notes that nobody asked for are not kept', async () => {
  const url = await serve((response) => response.end(`${START}${items(0, 3)}</channel></rss>`))
  expect((await fetchFeed(url, never, { withNotes: false, onPart: () => {} })).notes.size).toBe(0)
})

test('where the connection breaks, the episodes until then are a show that says so', async () => {
  const url = await serve((response) => {
    response.write(`${START}${items(0, 3)}`, () => response.destroy())
  })
  const stream = parts()
  const { end } = await fetchFeed(url, never, { withNotes: false, onPart: stream.onPart })
  expect(end.incomplete).toBe(true)
  expect(end.warnings[0]).toMatch(/connection broke/)
  expect(stream.taken.flatMap(({ episodes }) => episodes)).toHaveLength(3)
})

test('where it breaks before the first episode, the feed can not be reached', async () => {
  const url = await serve((response) => {
    response.write(START, () => response.destroy())
  })
  await expect(fetchFeed(url, never, { withNotes: false, onPart: () => {} })).rejects.toMatchObject({
    kind: 'feed-unreachable',
  })
})

test('a feed that sends no episode for 30 seconds is endless', async () => {
  const clock = new HandClock()
  let timers = 0
  // The two of the beginning, and the one that waits for an episode once the host answered.
  clock.onTimer = () => {
    if (++timers === 3) queueMicrotask(() => clock.pass(30_000))
  }
  const url = await serve((response) => {
    response.write(START)
  })
  const fetched = fetchFeed(url, never, { withNotes: false, onPart: () => {}, clock })
  await expect(fetched).rejects.toMatchObject({ kind: 'feed-endless' })
  expect(clock.timers).toBe(0)
})

test('one that always sends another episode is ended after two minutes, and shown as far as it came', async () => {
  const clock = new HandClock()
  // One is set for each episode.
  clock.onTimer = () => queueMicrotask(() => clock.pass(1_000))
  let closed: () => void = () => {}
  const isClosed = new Promise<void>((resolve) => (closed = resolve))
  const url = await serve((response) => {
    response.on('close', closed)
    response.write(START)
    let sent = 0
    const send = () => {
      if (response.destroyed) return
      response.write(item(sent++))
      setImmediate(send)
    }
    send()
  })
  const stream = parts()
  const { end } = await fetchFeed(url, never, { withNotes: false, onPart: stream.onPart, clock })
  expect(end.incomplete).toBe(true)
  expect(end.warnings[0]).toMatch(/did not end in time/)
  expect(stream.taken.flatMap(({ episodes }) => episodes).length).toBeGreaterThan(0)
  await isClosed
})

test('a host that does not answer at all can not be reached', async () => {
  const clock = new HandClock()
  const url = await serve(() => clock.pass(30_000))
  await expect(fetchFeed(url, never, { withNotes: false, onPart: () => {}, clock })).rejects.toMatchObject({
    kind: 'feed-unreachable',
  })
})

test('who gives up hears nothing more, and the host is let go', async () => {
  const aborter = new AbortController()
  let closed: () => void = () => {}
  const isClosed = new Promise<void>((resolve) => (closed = resolve))
  const url = await serve((response) => {
    response.on('close', closed)
    response.write(`${START}${items(0, 60)}`)
  })
  const clock = new HandClock()
  const stream = parts()
  const fetched = fetchFeed(url, aborter.signal, { withNotes: false, onPart: stream.onPart, clock })
  await stream.next()
  aborter.abort()
  await expect(fetched).rejects.toMatchObject({ kind: 'feed-unreachable' })
  await isClosed
  expect(stream.taken).toEqual([])
  expect(clock.timers).toBe(0)
})

test('with more than 32 MB, the episodes until then are a show that says so', async () => {
  const url = await serve((response) => {
    response.write(`${START}${items(0, 3)}<x>`)
    response.end(Buffer.alloc(32 * 1024 * 1024, ' '))
  })
  const { end } = await fetchFeed(url, never, { withNotes: false, onPart: () => {} })
  expect(end.incomplete).toBe(true)
  expect(end.warnings[0]).toMatch(/longer than 32 MB/)
})

test('a web page is refused by its first bytes, however long it is', async () => {
  let sent = 0
  const url = await serve((response) => {
    const send = () => {
      if (response.destroyed) return
      sent += 65_536
      response.write(`<!doctype html><html>${'x'.repeat(65_536)}`)
      setImmediate(send)
    }
    send()
  })
  await expect(fetchFeed(url, never, { withNotes: false, onPart: () => {} })).rejects.toMatchObject({
    kind: 'feed-unreadable',
  })
  expect(sent).toBeLessThan(16 * 1024 * 1024)
})
