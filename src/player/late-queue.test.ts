import { expect, test } from 'vitest'
import { Subject } from '../shared/emitter.ts'
import { LateQueue } from './late-queue.ts'
import { changeQueue, type Queue, type QueueStore } from './queue.ts'

class KeptQueue extends Subject<Queue> implements QueueStore {
  update(change: (queue: Queue) => Queue): void {
    this.set(change(this.snapshot))
  }
}

const add = (id: string) => (queue: Queue) =>
  changeQueue(queue, { kind: 'add-last', entry: { id, title: id } }, undefined)
const ids = (queue: Queue) => queue.map(({ id }) => id)

test('wishes show at once, and are carried out on what was kept once that is here', async () => {
  const kept = new KeptQueue([{ id: 'old', title: 'old' }])
  let opened = 0
  const queue = new LateQueue(async () => {
    opened += 1
    return kept
  })
  expect(opened).toBe(0)
  queue.update(add('one'))
  queue.update(add('two'))
  expect(ids(queue.snapshot)).toEqual(['one', 'two'])
  await new Promise((resolve) => setTimeout(resolve))
  expect(ids(kept.snapshot)).toEqual(['old', 'one', 'two'])
  expect(opened).toBe(1)
})

test('where the library can not be had the wish holds for this page, and the next one tries again', async () => {
  let opened = 0
  const kept = new KeptQueue([])
  const queue = new LateQueue(async () => {
    opened += 1
    if (opened === 1) throw new Error('offline')
    return kept
  })
  queue.update(add('one'))
  await new Promise((resolve) => setTimeout(resolve))
  queue.update(add('two'))
  expect(ids(queue.snapshot)).toEqual(['one', 'two'])
  await new Promise((resolve) => setTimeout(resolve))
  expect(opened).toBe(2)
  expect(ids(kept.snapshot), 'what waited is not lost').toEqual(['one', 'two'])
})
