/** Who plays in which tab, by locks that behave as the specification has them (Web Locks API, 4.2). */
import { expect, test } from 'vitest'
import { PlayingLock } from './dom-playing-lock.ts'
import { fakeLocks } from './testing/fake-locks.ts'

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

test('a tab alone is quiet, whether it plays or not', async () => {
  const tab = new PlayingLock(fakeLocks())
  let ran = 0
  const task = () => {
    ran += 1
  }
  expect(await tab.ifOthersAreQuiet(task)).toBe(true)
  tab.set(true)
  expect(await tab.ifOthersAreQuiet(task)).toBe(true)
  expect(ran).toBe(2)
})

test('while another tab plays nothing is done, and afterwards this one still plays for the others', async () => {
  const locks = fakeLocks()
  const [one, two] = [new PlayingLock(locks), new PlayingLock(locks)]
  one.set(true)
  two.set(true)
  await settled()
  expect(await one.ifOthersAreQuiet(() => expect.unreachable())).toBe(false)
  expect(await two.ifOthersAreQuiet(() => expect.unreachable())).toBe(false)
  one.set(false)
  expect(await two.ifOthersAreQuiet(() => {})).toBe(true)
})

test('silence is waited for until nothing plays anywhere, also what began meanwhile', async () => {
  const locks = fakeLocks()
  const [one, two, three] = [new PlayingLock(locks), new PlayingLock(locks), new PlayingLock(locks)]
  one.set(true)
  await settled()
  let quiet = false
  const waiting = three.whenQuiet(new AbortController().signal).then(() => {
    quiet = true
  })
  await settled()
  two.set(true)
  await settled()
  one.set(false)
  await settled()
  expect(quiet, 'the second tab began before the first one stopped').toBe(false)
  two.set(false)
  await waiting
  expect(quiet).toBe(true)
})

test('who stops at once, and who stops waiting, leaves nothing behind', async () => {
  const locks = fakeLocks()
  const [one, two] = [new PlayingLock(locks), new PlayingLock(locks)]
  one.set(true)
  one.set(false)
  two.set(true)
  await settled()
  const stop = new AbortController()
  const waiting = one.whenQuiet(stop.signal)
  await settled()
  stop.abort()
  await expect(waiting).rejects.toThrow()
  two.set(false)
  expect(await one.ifOthersAreQuiet(() => {})).toBe(true)
})

test('without locks nobody is waited for', async () => {
  const tab = new PlayingLock(undefined)
  tab.set(true)
  expect(await tab.ifOthersAreQuiet(() => {})).toBe(true)
  await tab.whenQuiet(new AbortController().signal)
})
