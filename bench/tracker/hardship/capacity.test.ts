import { expect, test } from 'vitest'
import { capacityOf, HARDSHIP_SOCKETS } from './capacity.ts'

test('as many sockets are idle as were asked for, where the process may have so many', () => {
  expect(capacityOf(20_000, 30, 65_536)).toEqual({ idle: 20_000, staying: 20_000, why: undefined })
  expect(capacityOf(20_000, 30, Number.POSITIVE_INFINITY).idle).toBe(20_000)
})

test('a limit of the process takes idle sockets away, in words; some leave so that the hardships have room', () => {
  expect(capacityOf(20_000, 30, 20_000)).toEqual({
    idle: 19_370,
    staying: 19_370 - HARDSHIP_SOCKETS,
    why: '19370 idle sockets, not 20000: a process may have 20000 files open here (ulimit -n)',
  })
  expect(capacityOf(20_000, 30, 256)).toMatchObject({ idle: 0, staying: 0 })
})
