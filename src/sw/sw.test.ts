/** The page's worker as the browser drives it: its events in, its answers out; the browser is a stand-in. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { cacheName } from './shell-build.ts'
import { FakeCaches } from './testing/sw-fake-caches.ts'

const SCOPE = 'https://show.example/'
const ENTRY = 'assets/index-AAAAAAAA.js'
const LIST = { first: [ENTRY], late: ['assets/late/queue-BBBBBBBB.js'], languages: [], named: [] }
const PAGE = `<script src="./${ENTRY}"></script>`

let host: Map<string, { text: string; type: string }>
let asked: string[]
let caches: FakeCaches
let registration: {
  scope: string
  active: object | null
  waiting: object | null
  installing: object | null
  update(): void
}
let skipped: number
let listeners: Map<string, (event: unknown) => void>
beforeEach(async () => {
  host = new Map([
    ['', { text: PAGE, type: 'text/html' }],
    [ENTRY, { text: 'entry', type: 'text/javascript' }],
    ['assets/late/queue-BBBBBBBB.js', { text: 'queue', type: 'text/javascript' }],
    ['assets/shell-new.json', { text: JSON.stringify(LIST), type: 'application/json' }],
  ])
  asked = []
  caches = new FakeCaches()
  registration = { scope: SCOPE, active: {}, waiting: null, installing: null, update: () => {} }
  skipped = 0
  listeners = new Map()
  const self = {
    registration,
    caches,
    location: { href: `${SCOPE}sw.js` },
    clients: { matchAll: async () => [], claim: async () => {}, get: async () => undefined },
    skipWaiting: async () => {
      skipped += 1
    },
    addEventListener: (type: string, listener: (event: unknown) => void) => listeners.set(type, listener),
  }
  vi.resetModules()
  vi.stubGlobal('self', self)
  vi.stubGlobal('GRAPEVINE_SHELL', { id: 'new', entries: [ENTRY] })
  vi.stubGlobal('fetch', async (input: string | { url: string }) => {
    const name = (typeof input === 'string' ? input : input.url).slice(SCOPE.length).replace(/\?.*/, '')
    asked.push(name)
    const file = host.get(name)
    if (file === undefined) throw new TypeError('offline')
    return new Response(file.text, { headers: { 'Content-Type': file.type } })
  })
  await import('./sw.ts')
})
afterEach(() => vi.unstubAllGlobals())

/** What the worker asks to be kept alive for. */
async function happens(type: 'install' | 'activate' | 'message', data?: unknown): Promise<void> {
  const work: Promise<unknown>[] = []
  listeners.get(type)?.({ data, waitUntil: (promise: Promise<unknown>) => work.push(promise) })
  await Promise.all(work)
}

/** @returns the answer's text, or `undefined` where the worker leaves the request alone */
async function fetched(name: string, { mode = 'cors', destination = 'script' } = {}): Promise<string | undefined> {
  let answer: Promise<Response> | undefined
  const work: Promise<unknown>[] = []
  listeners.get('fetch')?.({
    request: { url: SCOPE + name, method: 'GET', mode, destination, headers: new Headers() },
    clientId: '',
    respondWith: (promise: Promise<Response>) => {
      answer = promise
    },
    waitUntil: (promise: Promise<unknown>) => work.push(promise),
  })
  const text = await (await answer)?.text()
  await Promise.all(work)
  return text
}

const keepShell = { kind: 'grapevine-keep-shell', late: true, loaded: [] }
const keepOld = async () => {
  const cache = await caches.open(cacheName(SCOPE, { id: 'old' }))
  await cache.put(SCOPE, new Response('old page'))
}

test('the first worker takes over at once and downloads nothing', async () => {
  registration.active = null
  await happens('install')
  expect([skipped, asked]).toEqual([1, []])
})

test('a later one waits, and brings the page where this browser keeps it', async () => {
  await happens('install')
  expect([skipped, asked], 'nothing is kept of the page: a frame was here, or a first visit').toEqual([0, []])
  await keepOld()
  await happens('install')
  expect(skipped).toBe(0)
  expect(caches.held(SCOPE, 'new')).toEqual(['', ENTRY, 'assets/shell-new.json'])
})

test('a later one fails where a file is missing: the browser goes on with the old one', async () => {
  await keepOld()
  host.delete(ENTRY)
  await expect(happens('install')).rejects.toThrow()
  expect(caches.held(SCOPE, 'old')).toEqual([''])
})

test('told that nothing plays, it takes over; told anything else, it does not', async () => {
  for (const data of [undefined, null, 'grapevine-take-over', { kind: 'other' }]) await happens('message', data)
  expect(skipped).toBe(0)
  await happens('message', { kind: 'grapevine-take-over' })
  expect(skipped).toBe(1)
})

test('asked by an idle page it keeps all of it, and clears away what no tab is of', async () => {
  await keepOld()
  await happens('message', keepShell)
  expect(caches.held(SCOPE, 'new')).toEqual(['', ENTRY, 'assets/late/queue-BBBBBBBB.js', 'assets/shell-new.json'])
  expect(caches.held(SCOPE, 'old')).toEqual([])
})

test('what a newer worker has gathered is not cleared away by the one before', async () => {
  await keepOld()
  registration.waiting = {}
  await happens('message', keepShell)
  expect(caches.held(SCOPE, 'old')).toEqual([''])
})

test('where the page can not be kept that is no error of the page', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  host.delete(ENTRY)
  await happens('message', keepShell)
  expect(warn).toHaveBeenCalledOnce()
  expect(await caches.keys()).toEqual([])
})

test('without the network the page and its files are there; what is not kept fails as it would', async () => {
  await happens('message', keepShell)
  host.clear()
  const opened = { mode: 'navigate', destination: 'document' }
  expect(await fetched('?view=queue', opened)).toBe(PAGE)
  expect(await fetched('assets/late/queue-BBBBBBBB.js')).toBe('queue')
  await expect(fetched('assets/late/other-CCCCCCCC.js')).rejects.toThrow('offline')
  await expect(fetched('favicon.svg', { destination: 'image' })).rejects.toThrow('offline')
})

test('frames and their files, feeds and media that nobody may run are left alone', async () => {
  await happens('message', keepShell)
  expect(await fetched('player.html?json=x', { mode: 'navigate', destination: 'iframe' })).toBeUndefined()
  expect(await fetched('', { mode: 'navigate', destination: 'iframe' })).toBeUndefined()
  expect(await fetched('assets/frame/player-AAAAAAAA.js')).toBeUndefined()
  expect(await fetched('show/feed.xml', { destination: '' })).toBeUndefined()
  const media = '~media/1/a.mp3?src=https%3A%2F%2Fhost.example%2Fa.mp3&type=audio%2Fmpeg'
  expect(await fetched(media, { mode: 'navigate', destination: 'document' })).toBeUndefined()
})
