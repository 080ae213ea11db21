import { expect, test } from 'vitest'
import { grownBudget, planEviction, planQuotaEviction, planShrinking } from './eviction.ts'
import { testInfoHash } from './test-episode.ts'

/** 'c:300 a:100' is two episodes, the one not used for longest first. */
function draw(text: string) {
  return text.split(' ').map((item, lastUsedAt) => {
    const [letter = '', bytes] = item.split(':')
    return { infoHash: testInfoHash(letter.charAt(0)), heldBytes: Number(bytes), lastUsedAt }
  })
}

function plan(text: string, neededBytes: number, budgetBytes: number, keep = '') {
  const kept = new Set([...keep].map(testInfoHash))
  return planEviction(draw(text).reverse(), neededBytes, budgetBytes, kept)
    ?.map((hash) => hash.charAt(0))
    .join('')
}

test('where there is room nobody goes', () => {
  expect(plan('a:300 b:300', 100, 700)).toBe('')
})

test('those not used for longest go first, and no more of them than needed', () => {
  expect(plan('a:300 b:300 c:300', 100, 900)).toBe('a')
  expect(plan('a:300 b:300 c:300', 301, 900)).toBe('ab')
})

test('who is kept stays, and who holds nothing is not evicted for nothing', () => {
  expect(plan('a:300 b:0 c:300 d:1', 100, 600, 'a')).toBe('c')
})

test('where it would not be enough nobody goes', () => {
  expect(plan('a:300 b:300', 100, 300, 'b')).toBeUndefined()
  expect(plan('a:300', 100, 50)).toBeUndefined()
})

test('a full disk takes one as large as the piece, whatever the budget says', () => {
  const held = draw('a:50 b:300 c:300')
  expect(planQuotaEviction(held, 100, new Set())).toEqual([testInfoHash('a'), testInfoHash('b')])
  expect(planQuotaEviction(held, 100, new Set(held.map(({ infoHash }) => infoHash)))).toBeUndefined()
})

test('pinned episodes are never chosen', () => {
  const pinned = { infoHash: testInfoHash('a'), heldBytes: 100, lastUsedAt: 1, pinned: true } as const
  const other = { infoHash: testInfoHash('b'), heldBytes: 100, lastUsedAt: 2 }
  expect(planEviction([pinned, other], 50, 200, new Set())).toEqual([other.infoHash])
  expect(planEviction([pinned], 150, 200, new Set())).toBeUndefined()
  expect(planQuotaEviction([pinned], 1, new Set())).toBeUndefined()
})

/** 'P' beside the letter: pinned. */
function shrink(text: string, budgetBytes: number, keep = '') {
  const held = draw(text).map((one, i) => ({ ...one, pinned: text.split(' ')[i]?.includes('P') === true }))
  return planShrinking(held.reverse(), budgetBytes, new Set([...keep].map(testInfoHash)))
    .map((hash) => hash.charAt(0))
    .join('')
}

test('a smaller budget takes those not used for longest, and no more of them than needed', () => {
  expect(shrink('a:300 b:300 c:300', 900)).toBe('')
  expect(shrink('a:300 b:300 c:300', 899)).toBe('a')
  expect(shrink('a:300 b:300 c:300', 300)).toBe('ab')
  expect(shrink('a:300 b:300', Number.POSITIVE_INFINITY)).toBe('')
})

test('a smaller budget leaves what may not go, and takes the rest all the same', () => {
  expect(shrink('a:300 b:300 c:300', 100, 'b')).toBe('ac')
  expect(shrink('aP:300 b:300 c:300', 700)).toBe('b')
})

test('what is pinned fills a smaller budget: a quarter of that is left for the rest', () => {
  expect(shrink('aP:900 b:100 c:100', 400)).toBe('b')
  expect(shrink('aP:900 b:100 c:101', 400)).toBe('bc')
})

test('the budget grows with what is pinned, and leaves a quarter of it to the rest', () => {
  expect(grownBudget(1_000, 0)).toBe(1_000)
  expect(grownBudget(1_000, 700)).toBe(1_000)
  expect(grownBudget(1_000, 900)).toBe(1_150)
  expect(grownBudget(1_000, 5_000)).toBe(5_250)
})
