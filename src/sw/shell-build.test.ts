import { expect, test } from 'vitest'
import { cacheName, isOfBuild, isShellCache, isTheFile, parseShellList, stemOf } from './shell-build.ts'

test('a page is of a build where it names all its entry files, whatever a publisher wrote around them', () => {
  const build = { entries: ['assets/index-AAAAAAAA.js', 'assets/index-BBBBBBBB.css'] }
  const page = '<script src="./assets/index-AAAAAAAA.js"></script><link href="./assets/index-BBBBBBBB.css">'
  expect(isOfBuild(page, build)).toBe(true)
  expect(
    isOfBuild(`<meta name="grapevine:feed" content="mine.xml">${page}<script src="/count.js"></script>`, build),
  ).toBe(true)
  expect(isOfBuild(page.replace('AAAAAAAA', 'CCCCCCCC'), build)).toBe(false)
  expect(isOfBuild('<h1>Sign in to this network</h1>', build)).toBe(false)
})

test("a cache is a page's own: neither of a page in another folder, nor of anything else on the site", () => {
  const scope = 'https://show.example/listen/'
  expect(isShellCache(scope, cacheName(scope, { id: 'a' }))).toBe(true)
  for (const other of ['https://show.example/', 'https://show.example/listen/two/', 'https://show.example/liste/']) {
    expect(isShellCache(scope, cacheName(other, { id: 'a' }))).toBe(false)
  }
  expect(isShellCache(scope, 'workbox-precache')).toBe(false)
})

test("a host's front page is never taken for a script", () => {
  expect(isTheFile('assets/index-AAAAAAAA.js', 'text/javascript; charset=utf-8')).toBe(true)
  expect(isTheFile('assets/index-AAAAAAAA.js', 'application/javascript')).toBe(true)
  expect(isTheFile('assets/index-BBBBBBBB.css', 'text/css')).toBe(true)
  expect(isTheFile('icons/icon-192.png', 'image/png')).toBe(true)
  expect(isTheFile('manifest.webmanifest', 'application/manifest+json')).toBe(true)
  for (const name of [
    'assets/index-AAAAAAAA.js',
    'assets/index-BBBBBBBB.css',
    'icons/icon-192.png',
    'assets/shell-1.json',
  ])
    expect(isTheFile(name, 'text/html; charset=utf-8'), name).toBe(false)
  expect(isTheFile('assets/index-AAAAAAAA.js', null)).toBe(false)
})

test('a file keeps its stem from build to build', () => {
  expect(stemOf('assets/late/gv-queue-DoeFKiI_.js')).toBe('assets/late/gv-queue.js')
  expect(stemOf('icons/icon-192.png')).toBe('icons/icon-192.png')
})

test('a list that is none is refused in words', () => {
  const list = { first: ['a'], late: [], languages: [], named: [] }
  expect(parseShellList(list)).toEqual(list)
  for (const none of [null, [], {}, { ...list, first: [] }, { ...list, late: 'a' }, { ...list, named: [1] }]) {
    expect(() => parseShellList(none)).toThrow('The list of what belongs to the page')
  }
})
