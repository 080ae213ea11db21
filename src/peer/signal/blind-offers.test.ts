import { expect, test } from 'vitest'
import type { OfferId } from '../../shared/wire/tracker.ts'
import { BlindOffers } from './blind-offers.ts'

function start({ refused = [] as readonly number[] } = {}) {
  const begun: { offerId: OfferId; described: (sdp: string) => void; ended: () => void; isOver: boolean }[] = []
  let ids = 0
  const blind = new BlindOffers(
    () => `offer-${ids++}` as OfferId,
    (offerId, described, ended) => {
      if (refused.includes(ids - 1)) return undefined
      const end = () => {
        one.isOver = true
      }
      const one = { offerId, described, ended, isOver: false, end }
      begun.push(one)
      return one
    },
  )
  return { blind, begun }
}

test('offers are there once all are described, without those that could not be made or ended before', async () => {
  const { blind, begun } = start({ refused: [1] })
  const offers = blind.make(4)
  begun[0]?.described('a')
  begun[1]?.ended()
  begun[2]?.described('c')
  expect(await offers).toEqual([
    { offerId: 'offer-0', sdp: 'a' },
    { offerId: 'offer-3', sdp: 'c' },
  ])
  expect(blind.size).toBe(2)
})

test('one is taken once, and is not ended with the others', () => {
  const { blind, begun } = start()
  void blind.make(2)
  expect(blind.take('offer-0' as OfferId)).toBe(begun[0])
  expect(blind.take('offer-0' as OfferId)).toBeUndefined()
  blind.end()
  expect(begun.map(({ isOver }) => isOver)).toEqual([false, true])
  expect(blind.size).toBe(0)
})
