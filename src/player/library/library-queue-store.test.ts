import { expect, test } from 'vitest'
import { changeQueue, nextAfter } from '../queue.ts'
import { queued, refOfId } from './global-queue.ts'
import { KeptLibrary } from './kept-library.ts'
import { LibraryQueueStore } from './library-queue-store.ts'
import { MemoryTables } from './memory-tables.ts'
import { feedOf } from './test-shows.ts'

const A = feedOf('a')
const B = feedOf('b')
const open = () => KeptLibrary.open({ tables: new MemoryTables(), now: () => 1 })

test('a show’s page adds its own episodes by guid, and sees those of other shows by their keys', async () => {
  const library = await open()
  const [a, b] = [
    new LibraryQueueStore(library, A, { title: 'Show A' }),
    new LibraryQueueStore(library, B, { title: 'Show B' }),
  ]
  a.update((queue) => changeQueue(queue, { kind: 'add-last', entry: { id: 'e1', title: 'One of A' } }, undefined))
  b.update((queue) =>
    changeQueue(queue, { kind: 'add-last', entry: { id: 'e1', title: 'One of B', durationSeconds: 60 } }, undefined),
  )
  expect(a.snapshot.map(({ id }) => id)).toEqual(['e1', `${B} e1`])
  expect(b.snapshot.map(({ id }) => id)).toEqual([`${A} e1`, 'e1'])
  expect(nextAfter(a.snapshot, 'e1')?.title).toBe('One of B')
  expect(library.queue.snapshot).toMatchObject([
    { feedUrl: A, guid: 'e1', title: 'One of A', showTitle: 'Show A' },
    { feedUrl: B, guid: 'e1', title: 'One of B', showTitle: 'Show B', durationSeconds: 60 },
  ])
  expect(refOfId(library.queue.snapshot, `${B} e1`, A)).toEqual({ feedUrl: B, guid: 'e1' })
  expect(refOfId(library.queue.snapshot, 'e1', A)).toEqual({ feedUrl: A, guid: 'e1' })
  library.close()
})

test('moving and removing on one show’s page leaves the others’ entries what they are', async () => {
  const library = await open()
  const entries = [
    queued({ feedUrl: B, guid: 'b1' }, { title: 'B1', showTitle: 'Bee' }),
    queued({ feedUrl: A, guid: 'a1' }, { title: 'A1' }),
  ]
  await library.changeQueue(() => entries)
  const store = new LibraryQueueStore(library, A, { title: 'Show A' })
  const told: number[] = []
  const stop = store.subscribe((queue) => told.push(queue.length))
  store.update((queue) => changeQueue(queue, { kind: 'move', id: 'a1', toIndex: 0 }, undefined))
  expect(library.queue.snapshot).toEqual([entries[1], entries[0]])
  store.update((queue) => changeQueue(queue, { kind: 'remove', id: `${B} b1` }, undefined))
  expect(library.queue.snapshot).toEqual([entries[1]])
  expect(told).toEqual([2, 1])
  stop()
  library.close()
})
