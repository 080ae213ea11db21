import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseQueue } from './parsed-queue.ts'
import { changeQueue, MOST_ENTRIES, nextAfter, playsNext, type Queue, type QueueChange } from './queue.ts'

/** `'a b c'` as a queue, and back. */
const queueOf = (ids: string): Queue =>
  ids.split(' ').flatMap((id) => (id === '' ? [] : [{ id, title: `Title ${id}` }]))
const drawn = (queue: Queue): string => queue.map(({ id }) => id).join(' ')
const entry = (id: string) => ({ id, title: `Title ${id}` })
const after = (ids: string, change: QueueChange, currentId?: string) =>
  drawn(changeQueue(queueOf(ids), change, currentId))

test('next is behind the current episode, or first where that is not in the queue', () => {
  expect(after('a b c', { kind: 'add-next', entry: entry('x') }, 'b')).toBe('a b x c')
  expect(after('a b c', { kind: 'add-next', entry: entry('x') }, 'elsewhere')).toBe('x a b c')
  expect(after('a b c', { kind: 'add-next', entry: entry('x') })).toBe('x a b c')
})

test('last is at the end', () => {
  expect(after('', { kind: 'add-last', entry: entry('x') })).toBe('x')
  expect(after('a b', { kind: 'add-last', entry: entry('x') }, 'a')).toBe('a b x')
})

test('adding what is in the queue moves it there', () => {
  expect(after('a b c', { kind: 'add-last', entry: entry('a') }, 'b')).toBe('b c a')
  expect(after('a b c d', { kind: 'add-next', entry: entry('a') }, 'c')).toBe('b c a d')
  expect(after('a b c', { kind: 'add-next', entry: entry('b') }, 'b')).toBe('a b c')
})

test('an entry moves to the place that was asked for, and no further than the ends', () => {
  expect(after('a b c', { kind: 'move', id: 'a', toIndex: 1 })).toBe('b a c')
  expect(after('a b c', { kind: 'move', id: 'c', toIndex: 0 })).toBe('c a b')
  expect(after('a b c', { kind: 'move', id: 'a', toIndex: 99 })).toBe('b c a')
  expect(after('a b c', { kind: 'move', id: 'b', toIndex: -1 })).toBe('b a c')
  expect(after('a b c', { kind: 'move', id: 'gone', toIndex: 0 })).toBe('a b c')
})

test('removing takes out the one entry; clearing all', () => {
  expect(after('a b c', { kind: 'remove', id: 'b' })).toBe('a c')
  expect(after('a b c', { kind: 'remove', id: 'gone' })).toBe('a b c')
  expect(after('a b c', { kind: 'clear' })).toBe('')
})

test('the queue is bounded, and what was added is never what falls off', () => {
  const full = queueOf(Array.from({ length: MOST_ENTRIES }, (_, i) => `e${i}`).join(' '))
  const last = changeQueue(full, { kind: 'add-last', entry: entry('x') }, undefined)
  expect(last).toHaveLength(MOST_ENTRIES)
  expect(last.at(-1)?.id).toBe('x')
  const next = changeQueue(full, { kind: 'add-next', entry: entry('x') }, 'e3')
  expect(next).toHaveLength(MOST_ENTRIES)
  expect(next[4]?.id).toBe('x')
})

test('what is next stands behind the current one; behind the last there is nothing', () => {
  expect(nextAfter(queueOf('a b c'), 'a')?.id).toBe('b')
  expect(nextAfter(queueOf('a b c'), 'elsewhere')?.id).toBe('a')
  expect(nextAfter(queueOf('a b c'), undefined)?.id).toBe('a')
  expect(nextAfter(queueOf('a b c'), 'c')).toBeUndefined()
  expect(nextAfter([], 'a')).toBeUndefined()
})

test('the next one plays by itself only with autoplay on and nobody asleep', () => {
  const queue = queueOf('a b')
  const settings = { next: 'n', autoplay: true, sleeping: false }
  expect(playsNext(queue, 'a', settings)).toBe('b')
  expect(playsNext(queue, 'a', { ...settings, autoplay: false }), 'what was queued was asked for').toBe('b')
  expect(playsNext(queue, 'a', { ...settings, sleeping: true })).toBeUndefined()
  expect(playsNext([], 'a', settings)).toBe('n')
  expect(playsNext([], 'a', { ...settings, autoplay: false })).toBeUndefined()
})

test('damaged storage gives what is left of it', () => {
  expect([null, '', '{', '7', 'null', '{"a":1}'].map(parseQueue)).toEqual([[], [], [], [], [], []])
  const text = JSON.stringify([
    { id: 'a', title: 'A', durationSeconds: 60, imageUrl: 'https://host.example/a.jpg', more: true },
    { id: 'a', title: 'again' },
    { id: '', title: 'no id' },
    { id: 'b', title: 7 },
    null,
    'c',
    { id: 'd', title: 'D', durationSeconds: -1, imageUrl: 'javascript:alert(1)' },
    { id: 'e', title: 'E'.repeat(600), durationSeconds: null },
  ])
  expect(parseQueue(text)).toEqual([
    { id: 'a', title: 'A', durationSeconds: 60, imageUrl: 'https://host.example/a.jpg' },
    { id: 'd', title: 'D' },
    { id: 'e', title: 'E'.repeat(500) },
  ])
  const many = Array.from({ length: 300 }, (_, i) => ({ id: `e${i}`, title: '' }))
  expect(parseQueue(JSON.stringify(many))).toHaveLength(MOST_ENTRIES)
})

test('whatever is asked for, ids stay unique and nothing but the removed one is lost', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
  const change: fc.Arbitrary<QueueChange> = fc.oneof(
    fc.record({ kind: fc.constantFrom('add-next' as const, 'add-last' as const), entry: id.map(entry) }),
    fc.record({ kind: fc.constant('remove' as const), id }),
    fc.record({ kind: fc.constant('move' as const), id, toIndex: fc.integer({ min: -2, max: 9 }) }),
  )
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), fc.option(id, { nil: undefined }), (changes, currentId) => {
      let queue: Queue = []
      for (const one of changes) {
        const before = new Set(queue.map((it) => it.id))
        queue = changeQueue(queue, one, currentId)
        const now = new Set(queue.map((it) => it.id))
        expect(now.size).toBe(queue.length)
        for (const kept of before) if (one.kind !== 'remove' || one.id !== kept) expect(now.has(kept)).toBe(true)
      }
    }),
  )
})
