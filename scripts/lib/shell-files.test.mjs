import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { shellFiles } from './shell-files.mjs'

const PAGE = {
  'index.html':
    '<script type="module" src="./assets/index-AAAAAAAA.js"></script><link rel="stylesheet" href="./assets/index-BBBBBBBB.css">',
  'assets/index-AAAAAAAA.js': 'import{a}from"./lit-CCCCCCCC.js";import("./late/queue-DDDDDDDD.js")',
  'assets/index-BBBBBBBB.css': 'html{}',
  'assets/lit-CCCCCCCC.js': 'export const a=1',
  'assets/late/queue-DDDDDDDD.js': 'import"../shared-EEEEEEEE.js"',
  'assets/shared-EEEEEEEE.js': '',
  'assets/languages/de-FFFFFFFF.js': '',
  'assets/frame/player-GGGGGGGG.js': '',
  'icons/icon-192.png': 'png',
  'manifest.webmanifest': '{}',
  'favicon.svg': '<svg/>',
  'player.html': '',
  'embed.js': '',
  'sw.js': '',
}

let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'grapevine-shell-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function built(files = PAGE) {
  rmSync(folder, { recursive: true, force: true })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return shellFiles(folder)
}

test('what is loaded before play comes first; what frames and other sites load is not named', () => {
  const { entries, list } = built()
  expect(list).toEqual({
    first: ['assets/index-AAAAAAAA.js', 'assets/index-BBBBBBBB.css', 'assets/lit-CCCCCCCC.js'],
    late: ['assets/late/queue-DDDDDDDD.js', 'assets/shared-EEEEEEEE.js'],
    languages: ['assets/languages/de-FFFFFFFF.js'],
    named: ['favicon.svg', 'manifest.webmanifest', 'icons/icon-192.png'],
  })
  expect(entries).toEqual(['assets/index-AAAAAAAA.js', 'assets/index-BBBBBBBB.css'])
})

test('the id is the same for the same files, and another one when any of them differs', () => {
  const { id } = built()
  expect(id).toMatch(/^[0-9a-f]{12}$/)
  expect(built().id).toBe(id)
  const { 'assets/late/queue-DDDDDDDD.js': late, ...others } = PAGE
  const changed = [
    { ...PAGE, 'index.html': `${PAGE['index.html']}<!-- -->` },
    { ...PAGE, 'icons/icon-192.png': 'another' },
    { ...PAGE, 'manifest.webmanifest': '{ }' },
    { ...others, 'assets/late/queue-ZZZZZZZZ.js': late },
    { ...PAGE, 'assets/languages/fr-HHHHHHHH.js': '' },
  ].map((files) => built(files).id)
  expect(new Set([id, ...changed]).size).toBe(changed.length + 1)
})

test('what frames, other sites and the workers are made of changes nothing', () => {
  const { id } = built()
  const changed = { 'player.html': '1', 'embed.js': '1', 'sw.js': '1', 'assets/frame/player-GGGGGGGG.js': '1' }
  expect(built({ ...PAGE, ...changed, 'assets/shell-0123456789ab.json': '{}' }).id).toBe(id)
})

test('a page that is not built, and a file whose name would stay, are errors in words', () => {
  expect(() => shellFiles(join(folder, 'none'))).toThrow('the page is built before its service worker')
  expect(() => built({ ...PAGE, 'assets/plain.js': '' })).toThrow('assets/plain.js has no hash in its name')
})
