/** Keeping a build of the page, against caches in memory and a host that is a table. */
import { beforeEach, expect, test } from 'vitest'
import { cacheName, listName } from './shell-build.ts'
import { KeptShell } from './sw-kept-shell.ts'
import { FakeCaches } from './testing/sw-fake-caches.ts'

const SCOPE = 'https://show.example/'
const BUILDS = {
  old: { id: 'old', entries: ['assets/index-OLDOLDOL.js'] },
  new: { id: 'new', entries: ['assets/index-NEWNEWNE.js'] },
}

let caches: FakeCaches
const held = (id: string) => caches.held(SCOPE, id)
let host: Map<string, string>
let asked: string[]
beforeEach(() => {
  caches = new FakeCaches()
  host = new Map()
  asked = []
})

/** Puts a build on the host, which has only one at a time. */
function deploy(id: 'old' | 'new'): void {
  host.clear()
  const hash = id.toUpperCase()
  const list = {
    first: BUILDS[id].entries,
    late: [`assets/late/queue-${hash}QUEUE.js`, 'assets/late/same-SAMESAME.js'],
    languages: [`assets/languages/de-${hash}GERMA.js`, `assets/languages/fr-${hash}FRENC.js`],
    named: ['icons/icon-192.png'],
  }
  host.set('', `<script src="./${BUILDS[id].entries[0]}"></script>`)
  host.set(listName({ id }), JSON.stringify(list))
  for (const name of [...list.first, ...list.late, ...list.languages, ...list.named]) host.set(name, `${id} ${name}`)
}

const typeOf = (name: string) =>
  name === ''
    ? 'text/html'
    : name.endsWith('.json')
      ? 'application/json'
      : name.endsWith('.png')
        ? 'image/png'
        : 'text/javascript'

function shellOf(id: 'old' | 'new'): KeptShell {
  return new KeptShell({
    caches: caches as unknown as CacheStorage,
    scope: SCOPE,
    build: BUILDS[id],
    fetch: async (address) => {
      const name = address.slice(SCOPE.length)
      asked.push(name)
      const text = host.get(name)
      // As many hosts answer what they don't have.
      if (text === undefined) return new Response('<h1>Welcome</h1>', { headers: { 'Content-Type': 'text/html' } })
      return new Response(text, { headers: { 'Content-Type': typeOf(name) } })
    },
  })
}

const text = async (answer: Promise<Response | undefined>) => (await answer)?.text()
const german = [`${SCOPE}assets/languages/de-OLDGERMA.js`]

async function keepOld(): Promise<KeptShell> {
  deploy('old')
  const old = shellOf('old')
  await old.fillFirst()
  await old.fillLate(german, true)
  asked = []
  return old
}

test('a page is kept with what it loads before play, then with the rest, of the languages only those in use', async () => {
  deploy('old')
  const shell = shellOf('old')
  expect(await shell.isWanted()).toBe(false)
  await shell.fillFirst()
  expect(held('old')).toEqual(['', 'assets/index-OLDOLDOL.js', 'assets/shell-old.json'])
  await shell.fillLate(german, true)
  expect(held('old').slice(2)).toEqual([
    'assets/languages/de-OLDGERMA.js',
    'assets/late/queue-OLDQUEUE.js',
    'assets/late/same-SAMESAME.js',
    'assets/shell-old.json',
    'icons/icon-192.png',
  ])
  expect(await shell.isWanted()).toBe(true)
  asked = []
  await shell.fillFirst()
  await shell.fillLate(german, true)
  expect(asked, 'what is kept is not asked for again').toEqual([])
})

test('who saves data keeps the language in use and nothing else that comes later', async () => {
  deploy('old')
  const shell = shellOf('old')
  await shell.fillFirst()
  await shell.fillLate(german, false)
  expect(held('old')).toEqual([
    '',
    'assets/index-OLDOLDOL.js',
    'assets/languages/de-OLDGERMA.js',
    'assets/shell-old.json',
  ])
})

test('an update brings all that worked offline before, and fetches only what is different', async () => {
  await keepOld()
  deploy('new')
  await shellOf('new').fillFirst()
  expect(held('new')).toEqual([
    '',
    'assets/index-NEWNEWNE.js',
    'assets/languages/de-NEWGERMA.js',
    'assets/late/queue-NEWQUEUE.js',
    'assets/late/same-SAMESAME.js',
    'assets/shell-new.json',
    'icons/icon-192.png',
  ])
  expect(asked).not.toContain('assets/late/same-SAMESAME.js')
})

test.each([
  ['a file is missing', () => host.delete('assets/index-NEWNEWNE.js')],
  [
    'the page is still that of the build before',
    () => host.set('', '<script src="./assets/index-OLDOLDOL.js"></script>'),
  ],
  ['there is no room', () => caches.fillUpAt(/NEWQUEUE/)],
])('where %s nothing of an update is kept, and all of what was there before', async (_why, break_) => {
  const old = await keepOld()
  const before = held('old')
  deploy('new')
  break_()
  const update = shellOf('new')
  await expect(update.fillFirst()).rejects.toThrow()
  expect(held('new')).toEqual([])
  expect(await update.page()).toBeUndefined()
  expect(held('old')).toEqual(before)
  expect(await text(old.page())).toContain('index-OLDOLDOL')
})

test('what comes late and can not be had is tried again the next time', async () => {
  deploy('old')
  const shell = shellOf('old')
  await shell.fillFirst()
  const file = 'assets/late/queue-OLDQUEUE.js'
  host.delete(file)
  await shell.fillLate([], true)
  expect(held('old')).not.toContain(file)
  expect(held('old')).toContain('icons/icon-192.png')
  host.set(file, 'queue')
  await shell.fillLate([], true)
  expect(await text(shell.file(SCOPE + file))).toBe('queue')
})

test('a file that the host has deleted since comes from the build that had it, whichever worker is asked', async () => {
  await keepOld()
  deploy('new')
  const update = shellOf('new')
  await update.fillFirst()
  expect(await text(update.file(`${SCOPE}assets/late/queue-OLDQUEUE.js`))).toBe('old assets/late/queue-OLDQUEUE.js')
})

test('an old build goes once no tab is of it, and not while one is, or does not say', async () => {
  await keepOld()
  deploy('new')
  const update = shellOf('new')
  await update.fillFirst()
  const ofOld = `${SCOPE}assets/index-OLDOLDOL.js`
  const ofNew = `${SCOPE}assets/index-NEWNEWNE.js`
  caches.stored.set('grapevine:shell:/other/:x', new Map())
  caches.stored.set('of the publisher', new Map())
  for (const tabs of [
    [ofNew, ofOld],
    [ofNew, undefined],
  ]) {
    await update.dropOthers(async () => tabs)
    expect(held('old')).not.toEqual([])
  }
  await update.dropOthers(async () => [ofNew])
  expect(await caches.keys()).toEqual([
    cacheName(SCOPE, { id: 'new' }),
    'grapevine:shell:/other/:x',
    'of the publisher',
  ])
})

test('an old build whose script is the same goes as well', async () => {
  await keepOld()
  deploy('new')
  const update = shellOf('new')
  await update.fillFirst()
  const [shared = ''] = BUILDS.new.entries
  await (await caches.open(cacheName(SCOPE, { id: 'old' }))).put(SCOPE + shared, new Response('the same'))
  await update.dropOthers(async () => [SCOPE + shared])
  expect(held('old')).toEqual([])
})

test('with one build there is nobody to ask', async () => {
  const shell = await keepOld()
  await shell.dropOthers(() => Promise.reject(new Error('asked')))
  expect(held('old')).not.toEqual([])
})

test('a page edited by hand takes the place of the kept one', async () => {
  const shell = await keepOld()
  await shell.replacePage(new Response('<meta content="mine">', { headers: { 'Content-Type': 'text/html' } }))
  const page = await shell.page()
  expect(page?.headers.get('Content-Type')).toBe('text/html')
  expect(await page?.text()).toBe('<meta content="mine">')
})

test('since when there is another build is remembered until the page is of this one again', async () => {
  const shell = await keepOld()
  expect(await shell.otherBuildSince(1_000)).toBe(1_000)
  expect(await shell.otherBuildSince(9_000)).toBe(1_000)
  expect(await shell.otherBuildSince(500), 'a clock that was set back').toBe(500)
  await shell.replacePage(new Response('page'))
  expect(await shell.otherBuildSince(20_000)).toBe(20_000)
})
