import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Clock } from '../../src/shared/clock.ts'
import { hashOf } from '../testing/ids.ts'
import { NodeAllowlist } from './node-allowlist.ts'

let folder: string
let file: string
let lines: string[]
let changes: number
let list: NodeAllowlist | undefined

/** A clock that never gets anywhere: the tests ask for a check themselves. */
const stopped: Clock = { now: () => 0, after: () => () => {} }
const log = { info: (line: string) => lines.push(line), warn: (line: string) => lines.push(`! ${line}`) }

async function open(): Promise<NodeAllowlist> {
  list = await NodeAllowlist.open(file, stopped, log, () => {
    changes += 1
  })
  return list
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'allowlist-'))
  file = join(folder, 'allow.txt')
  lines = []
  changes = 0
})

afterEach(async () => {
  list?.close()
  await rm(folder, { recursive: true })
})

test('a list is read at once, and again when it changed', async () => {
  await writeFile(file, `${hashOf(1)}\n`)
  const opened = await open()
  expect([opened.has(hashOf(1)), opened.has(hashOf(2)), changes]).toEqual([true, false, 0])
  await opened.check()
  expect(changes).toBe(0)

  await writeFile(join(folder, 'new'), `${hashOf(2)} Another\n`)
  await rename(join(folder, 'new'), file)
  await opened.check()
  expect([opened.has(hashOf(1)), opened.has(hashOf(2)), changes]).toEqual([false, true, 1])
})

test('a list that became bad changes nothing, and the log says so once', async () => {
  await writeFile(file, `${hashOf(1)}\n`)
  const opened = await open()
  await writeFile(file, `${hashOf(1)}\noops\n`)
  await opened.check()
  await opened.check()
  expect([opened.has(hashOf(1)), changes]).toEqual([true, 0])
  expect(lines).toEqual([expect.stringMatching(/^! .*line 2: .*The last good list \(1 files\) still holds/)])

  await rm(file)
  await opened.check()
  expect(opened.has(hashOf(1))).toBe(true)
  expect(lines[1]).toMatch(/cannot be read/)

  await writeFile(file, `${hashOf(3)}\n`)
  await opened.check()
  expect([opened.has(hashOf(1)), opened.has(hashOf(3)), changes]).toEqual([false, true, 1])
})

test('a tracker does not start without its list, or with a bad one', async () => {
  await expect(open()).rejects.toMatchObject({
    kind: 'allowlist-unreadable',
    message: expect.stringMatching(/cannot be read/),
  })
  await writeFile(file, 'oops\n')
  await expect(open()).rejects.toMatchObject({ kind: 'allowlist-unreadable', message: expect.stringMatching(/line 1/) })
})

test('it looks once a second until it is closed', async () => {
  await writeFile(file, `${hashOf(1)}\n`)
  const armed: number[] = []
  let cancelled = 0
  const clock: Clock = {
    now: () => 0,
    after(delayMs) {
      armed.push(delayMs)
      return () => {
        cancelled += 1
      }
    },
  }
  list = await NodeAllowlist.open(file, clock, log, () => {})
  list.close()
  expect([armed, cancelled]).toEqual([[1000], 1])
})
