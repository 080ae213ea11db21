import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { firstDifference, nodeTooOld, whyInstall } from './install.mjs'

const MACHINE = { os: 'linux', cpu: 'x64', libc: 'glibc' }
const lock = (packages) => JSON.stringify({ lockfileVersion: 3, packages: { '': { name: 'root' }, ...packages } })

const trees = []

afterEach(() => {
  for (const tree of trees.splice(0)) rmSync(tree, { recursive: true, force: true })
})

/** A project with a lock file and, where `installed` is given, node_modules as npm leaves it. */
function project(wanted, installed) {
  const root = mkdtempSync(join(tmpdir(), 'install-'))
  trees.push(root)
  writeFileSync(join(root, 'package-lock.json'), lock(wanted))
  if (installed !== undefined) {
    mkdirSync(join(root, 'node_modules'))
    writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: installed }))
  }
  return root
}

test('Node 20.19 is old enough, and anything older is refused in words', () => {
  expect(nodeTooOld('20.19.0')).toBeUndefined()
  expect(nodeTooOld('22.0.0')).toBeUndefined()
  expect(nodeTooOld('20.18.3')).toMatch(/needs Node 20\.19 or newer; this is Node 20\.18\.3/)
  expect(nodeTooOld('18.20.4')).toMatch(/this is Node 18\.20\.4/)
})

test('an installation that agrees with the lock file needs nothing', () => {
  const packages = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } }
  expect(firstDifference(lock(packages), JSON.stringify({ packages }), MACHINE)).toBeUndefined()
})

test.each([
  ['a missing package', { 'node_modules/a': { version: '1' } }, {}, 'node_modules/a is missing'],
  [
    'another version',
    { 'node_modules/a': { version: '2' } },
    { 'node_modules/a': { version: '1' } },
    'another version',
  ],
  ['a package too many', {}, { 'node_modules/a': { version: '1' } }, 'left over'],
  [
    'the binary for this machine',
    { 'node_modules/b': { version: '1', optional: true, os: ['linux'], cpu: ['x64'], libc: ['glibc'] } },
    {},
    'node_modules/b is missing',
  ],
])('%s is noticed', (_what, wanted, packages, words) => {
  expect(firstDifference(lock(wanted), JSON.stringify({ packages }), MACHINE)).toContain(words)
})

test.each([
  ['another system', { os: ['darwin'] }],
  ['another processor', { os: ['linux'], cpu: ['arm64'] }],
  ['another C library', { os: ['linux'], cpu: ['x64'], libc: ['musl'] }],
  ['any but this system', { os: ['!linux'] }],
])('an optional package for %s may be missing', (_what, fits) => {
  const wanted = { 'node_modules/b': { version: '1', optional: true, ...fits } }
  expect(firstDifference(lock(wanted), JSON.stringify({ packages: {} }), MACHINE)).toBeUndefined()
})

test('a fresh clone and a broken-off installation both need installing', () => {
  expect(whyInstall(project({}))).toContain('not there yet')
  const broken = project({})
  mkdirSync(join(broken, 'node_modules'))
  expect(whyInstall(broken)).toContain('did not finish')
})

test('an installation by hand is accepted and remembered; a new lock file is noticed all the same', () => {
  const packages = { 'node_modules/a': { version: '1' } }
  const root = project(packages, packages)
  expect(whyInstall(root)).toBeUndefined()
  expect(readFileSync(join(root, 'node_modules/.grapevine-stamp'), 'utf8')).toMatch(/^[0-9a-f]{64} node-\d+ /)
  expect(whyInstall(root)).toBeUndefined()
  writeFileSync(join(root, 'package-lock.json'), lock({ 'node_modules/a': { version: '2' } }))
  expect(whyInstall(root)).toContain('another version')
})

test('what was installed for another Node or machine is installed anew', () => {
  const root = project({}, {})
  expect(whyInstall(root)).toBeUndefined()
  const stamp = join(root, 'node_modules/.grapevine-stamp')
  writeFileSync(stamp, readFileSync(stamp, 'utf8').replace(/node-\d+/, 'node-18'))
  expect(whyInstall(root)).toContain('installed for node-18')
})
