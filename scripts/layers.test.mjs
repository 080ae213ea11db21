import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { checkTree, readRules } from './layers.mjs'

const trees = []

afterEach(() => {
  for (const tree of trees.splice(0)) rmSync(tree, { recursive: true, force: true })
})

/** Lays a small tree of files and judges it by the project's own rules, less its exceptions. */
function violationsIn(files, exceptions = []) {
  const root = mkdtempSync(join(tmpdir(), 'layers-'))
  trees.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const rules = readRules()
  const { violations } = checkTree(root, { ...rules, pure: { ...rules.pure, exceptions } })
  return violations.map(({ file, line, rule }) => `${file}:${line}: ${rule}`)
}

const CLOCK = { 'src/shared/clock.ts': 'export const second = 1000\n' }
const STORE = { 'src/peer/idb-store.ts': "import { openDB } from 'idb'\nexport const open = () => openDB('x')\n" }

test('a tree that keeps the rules has nothing to say', () => {
  const plan = `import { second } from '../shared/clock.ts'
import type { open } from './idb-store.ts'
export const plan = (now: number, open2: typeof open) => Math.max(now, second, open2.length)
`
  expect(violationsIn({ ...CLOCK, ...STORE, 'src/peer/plan.ts': plan })).toEqual([])
})

test('shared imports nothing: an import of the engine is refused, with its line', () => {
  const files = {
    'src/peer/types.ts': 'export const a = 1\n',
    'src/shared/a.ts': "\nexport * from '../peer/types.ts'\n",
  }
  expect(violationsIn(files)).toEqual(['src/shared/a.ts:2: shared may not import src/peer/types.ts'])
})

test.each([
  ["import '../peer/index.ts'", 'a static import'],
  ["export { a } from '../peer/index.ts'", 'a re-export'],
  ["void import('../peer/index.ts')", 'a dynamic import'],
  ["import type { A } from '../peer/index.ts'", 'an import of types'],
])('a forbidden layer is found in every way to ask for it: %s (%s)', (text) => {
  const files = {
    'src/peer/index.ts': 'export const a = 1\n',
    'tracker/swarm.ts': `${text.replace('../', '../src/')}\n`,
  }
  expect(violationsIn(files)).toEqual(['tracker/swarm.ts:1: tracker may not import src/peer/index.ts'])
})

test('the player reaches the engine by its public entries only', () => {
  const files = {
    'src/peer/index.ts': 'export const a = 1\n',
    'src/peer/plan.ts': 'export const b = 1\n',
    'src/player/state.ts':
      "import type { a } from '../peer/index.ts'\nimport { b } from '../peer/plan.ts'\nexport { b }\n",
  }
  expect(violationsIn(files)).toEqual(['src/player/state.ts:2: player may not import src/peer/plan.ts'])
})

test('a layer imports only the packages on its list, and browsers nothing of Node', () => {
  const files = {
    'src/peer/bittorrent-a.ts': "import 'bittorrent-protocol'\nimport 'lit'\nimport 'node:fs'\n",
  }
  expect(violationsIn(files)).toEqual([
    'src/peer/bittorrent-a.ts:2: peer may not import the package lit',
    'src/peer/bittorrent-a.ts:3: peer runs in browsers and may not import node:fs',
  ])
})

test('a pure file imports no shell and no package, not even one its layer may use', () => {
  const plan = "import { open } from './idb-store.ts'\nimport { openDB } from 'idb'\nexport { open, openDB }\n"
  expect(violationsIn({ ...STORE, 'src/peer/plan.ts': plan })).toEqual([
    'src/peer/plan.ts:1: a pure file may not import the shell src/peer/idb-store.ts',
    'src/peer/plan.ts:2: a pure file may not import the package idb; only shells do',
  ])
})

test.each([
  ['Date.now()', 'Date.now'],
  ['new Date()', 'Date'],
  ['Math.random()', 'Math.random'],
  ["Math['random']()", 'Math.random'],
  ['setTimeout(() => {}, 1)', 'setTimeout'],
  ['performance.now()', 'performance.now'],
  ["document.querySelector('a')", 'document.querySelector'],
  ["fetch('/a')", 'fetch'],
  ['crypto.randomUUID()', 'crypto.randomUUID'],
  ['globalThis.document', 'globalThis.document'],
  ['process.env', 'process.env'],
  ['AbortSignal.timeout(5)', 'AbortSignal.timeout'],
])('a pure file may not ask the world: %s', (text, name) => {
  expect(violationsIn({ 'src/peer/plan.ts': `export const a = () => ${text}\n` })).toEqual([
    `src/peer/plan.ts:1: a pure file may not use ${name}; have it handed in by a shell`,
  ])
  expect(violationsIn({ 'src/peer/dom-plan.ts': `export const a = () => ${text}\n` })).toEqual([])
})

test('Math.random cannot hide behind a destructured Math', () => {
  expect(violationsIn({ 'src/peer/plan.ts': 'const { random } = Math\nexport { random }\n' })).toHaveLength(1)
})

test('what a pure file declares or is handed is its own, whatever its name; a neighbouring scope changes nothing', () => {
  const own = `export function a(performance: { now(): number }, { fetch }: { fetch: () => void }) {
  for (const document of [1]) fetch.call(document)
  return { crypto: performance.now(), Date: 1 }.Date
}
export type When = Date
declare const window: Window
`
  expect(violationsIn({ 'src/peer/plan.ts': own })).toEqual([])
  const leak = 'export function a(document: number) { return document }\nexport const b = () => document\n'
  expect(violationsIn({ 'src/peer/plan.ts': leak })).toEqual([
    'src/peer/plan.ts:2: a pure file may not use document; have it handed in by a shell',
  ])
})

test('tests may use test packages and Node, and nothing else may import a test', () => {
  const files = {
    'src/peer/plan.test.ts': "import 'vitest'\nimport 'node:fs'\nexport const drawing = Date.now()\n",
    'src/peer/plan.ts': "export { drawing } from './plan.test.ts'\n",
  }
  expect(violationsIn(files)).toEqual(['src/peer/plan.ts:1: only tests may import the test src/peer/plan.test.ts'])
})

test('a simulation drives the pure files of the engine only', () => {
  const files = { ...STORE, 'src/peer/plan.ts': 'export const p = 1\n' }
  const sim =
    "import { p } from '../src/peer/plan.ts'\nimport { open } from '../src/peer/idb-store.ts'\nexport { p, open }\n"
  expect(violationsIn({ ...files, 'sim/node-run.ts': sim })).toEqual([
    'sim/node-run.ts:2: sim may import only the pure files of peer, not src/peer/idb-store.ts',
  ])
})

test('an unknown folder, a missing file and an import nobody can check are all named', () => {
  const files = {
    'src/misc/a.ts': 'export const a = 1\n',
    'src/shared/b.ts': "import './gone.ts'\nexport const c = (x: string) => import(x)\n",
    'src/shared/d.ts': 'export const = 1\n',
  }
  const found = violationsIn(files)
  expect(found).toHaveLength(4)
  expect(found[0]).toContain('src/misc/a.ts:1: no layer has this folder')
  expect(found[1]).toContain('src/shared/b.ts:1: imports ./gone.ts, which is not there')
  expect(found[2]).toContain('src/shared/b.ts:2: imports something that is not a plain string')
  expect(found[3]).toContain('src/shared/d.ts:1: cannot be read')
})

test('an exception lets one file through, and is reported once nobody needs it', () => {
  const exception = { file: 'src/shared/e.ts', globals: ['console'], because: 'a test' }
  expect(violationsIn({ 'src/shared/e.ts': "console.log('a')\n" }, [exception])).toEqual([])
  expect(violationsIn({ 'src/shared/e.ts': 'export const a = 1\n' }, [exception])).toEqual([
    'scripts/layers.json:1: the exception for src/shared/e.ts is needed by no file any more; take it out',
  ])
})

test('every exception in the rules gives its reason', () => {
  for (const { because } of readRules().pure.exceptions) expect(because).toMatch(/\w{3,}/)
})
