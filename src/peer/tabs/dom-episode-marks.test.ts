import { expect, test } from 'vitest'
import { testInfoHash } from '../store/test-episode.ts'
import { LockedEpisodeMarks } from './dom-episode-marks.ts'
import { TestLocks } from './node-test-locks.ts'

const a = testInfoHash('a')
const b = testInfoHash('b')

function twoTabs() {
  const locks = new TestLocks()
  return [new LockedEpisodeMarks(locks.manager), new LockedEpisodeMarks(locks.manager)] as const
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 0))

test('what one tab marks every tab sees, until the last of them takes it away', async () => {
  const [one, other] = twoTabs()
  const unmark = one.mark(a)
  const unmarkOther = other.mark(a)
  await turn()
  expect([...(await other.marked())]).toEqual([a])
  unmark()
  expect([...(await one.marked())]).toEqual([a])
  unmarkOther()
  expect([...(await other.marked())]).toEqual([])
})

test('what a tab has marked no other works on; what was given up just now is free at once', async () => {
  const [one, other] = twoTabs()
  const unmark = one.mark(a)
  await turn()
  expect(await other.unlessMarked(a, async () => 'done')).toBeUndefined()
  expect(await other.unlessMarked(b, async () => 'done')).toBe('done')
  unmark()
  expect(await one.unlessMarked(a, async () => 'done')).toBe('done')
})

test('while one works on it, a mark waits and another who would is told no', async () => {
  const [one, other] = twoTabs()
  let finish: () => void = () => {}
  const work = new Promise<void>((resolve) => {
    finish = resolve
  })
  const working = one.unlessMarked(a, () => work.then(() => 'done'))
  await turn()
  const unmark = other.mark(a)
  await turn()
  // Somebody is about to hear it.
  expect([...(await one.marked())]).toEqual([a])
  expect(await other.unlessMarked(a, async () => 'too')).toBeUndefined()
  finish()
  expect(await working).toBe('done')
  await turn()
  expect(await one.unlessMarked(a, async () => 'too')).toBeUndefined()
  unmark()
  // Marked and taken away again before it was granted: nothing stays.
  one.mark(b)()
  expect([...(await other.marked())]).toEqual([])
})

test('what fails, fails; and a browser that has no locks, or refuses them, lets every tab be for itself', async () => {
  const [one] = twoTabs()
  await expect(one.unlessMarked(a, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk')
  const refuse = () => {
    throw new DOMException('an opaque frame', 'SecurityError')
  }
  const refused = new LockedEpisodeMarks({ request: refuse, query: refuse })
  for (const marks of [new LockedEpisodeMarks(undefined), refused]) {
    const unmark = marks.mark(a)
    expect([...(await marks.marked())]).toEqual([])
    expect(await marks.unlessMarked(a, async () => 'done')).toBe('done')
    unmark()
  }
})
