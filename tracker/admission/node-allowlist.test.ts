import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Clock } from '../../src/shared/clock.ts'
import { hexToBinaryString, type InfoHash } from '../../src/shared/ids.ts'
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

const isListed = (byte: number) => list?.standing(hashOf(byte)) === 'listed'

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
  expect([isListed(1), isListed(2), changes]).toEqual([true, false, 0])
  await opened.check()
  expect(changes).toBe(0)

  await writeFile(join(folder, 'new'), `${hashOf(2)} Another\n`)
  await rename(join(folder, 'new'), file)
  await opened.check()
  expect([isListed(1), isListed(2), changes]).toEqual([false, true, 1])
})

test('a list that became bad changes nothing, and the log says so once', async () => {
  await writeFile(file, `${hashOf(1)}\n`)
  const opened = await open()
  await writeFile(file, `${hashOf(1)}\noops\n`)
  await opened.check()
  await opened.check()
  expect([isListed(1), changes]).toEqual([true, 0])
  expect(lines).toEqual([expect.stringMatching(/^! .*line 2: .*What was read before still holds: 1 files are served/)])

  await rm(file)
  await opened.check()
  expect(isListed(1)).toBe(true)
  expect(lines[1]).toMatch(/cannot be read/)

  await writeFile(file, `${hashOf(3)}\n`)
  await opened.check()
  expect([isListed(1), isListed(3), changes]).toEqual([false, true, 1])
})

test('a tracker does not start without its list, or with a bad one', async () => {
  await expect(open()).rejects.toMatchObject({
    kind: 'allowlist-unreadable',
    message: expect.stringMatching(/cannot be read/),
  })
  await writeFile(file, 'oops\n')
  await expect(open()).rejects.toMatchObject({ kind: 'allowlist-unreadable', message: expect.stringMatching(/line 1/) })
})

test('what was taken back is known as that, and is not counted among what is served', async () => {
  await writeFile(file, `${hashOf(1)}\nwithdrawn ${hashOf(2)}\n`)
  const opened = await open()
  expect([1, 2, 3].map((byte) => opened.standing(hashOf(byte)))).toEqual(['listed', 'withdrawn', 'unlisted'])
  expect(opened.size).toBe(1)
})

test('a reload reads whether anything changed or not, and how reading went is counted', async () => {
  await writeFile(file, `${hashOf(1)}\n`)
  const opened = await open()
  expect(opened.reads).toEqual({ ok: 1, failed: 0, lastGoodAt: 0 })
  await opened.reload()
  expect([opened.reads.ok, changes]).toEqual([2, 1])
  await writeFile(file, 'oops\n')
  await opened.reload()
  await opened.reload()
  expect([opened.reads, changes]).toEqual([{ ok: 2, failed: 2, lastGoodAt: 0 }, 1])
})

test('of readings at the same time the last one to be asked for is believed', async () => {
  await writeFile(file, `${hashOf(1)}\n`)
  const opened = await open()
  const first = opened.reload()
  await writeFile(file, `${hashOf(2)}\n`)
  await Promise.all([first, opened.reload(), opened.check()])
  expect([isListed(1), isListed(2)]).toEqual([false, true])
})

test('once closed it reads nothing any more', async () => {
  await writeFile(file, `${hashOf(1)}\n`)
  const opened = await open()
  opened.close()
  await writeFile(file, `${hashOf(2)}\n`)
  await opened.reload()
  expect([isListed(1), isListed(2), changes]).toEqual([true, false, 0])
})

test('hashes are held in the form that the tracker wants', async () => {
  await writeFile(file, `${hashOf(0x41)}\n`)
  list = await NodeAllowlist.open(file, stopped, log, () => {}, hexToBinaryString)
  expect(list.standing('A'.repeat(20) as InfoHash)).toBe('listed')
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
