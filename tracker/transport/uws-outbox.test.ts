import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { NO_ENTRY, Outbox, type OutboxReceiver } from './uws-outbox.ts'

/** Each delivery is one list: what would be one write. */
class Inbox implements OutboxReceiver {
  firstEntry = NO_ENTRY
  lastEntry = NO_ENTRY
  readonly deliveries: string[][] = []

  deliver(outbox: Outbox): void {
    this.deliveries.push([...outbox.messagesOf(this)].map((message) => Buffer.from(message).toString('latin1')))
  }
}

test('what is sent within a turn is delivered at its end: once for each receiver, in order', async () => {
  const outbox = new Outbox()
  const [a, b] = [new Inbox(), new Inbox()]
  outbox.add(a, 'a1')
  outbox.add(b, 'b1 \u00e9')
  outbox.add(a, 'a2')
  expect(a.deliveries).toEqual([])
  await turn()
  expect([a.deliveries, b.deliveries]).toEqual([[['a1', 'a2']], [['b1 \u00e9']]])
  outbox.add(a, 'a3')
  await turn()
  await turn()
  expect(a.deliveries).toEqual([['a1', 'a2'], ['a3']])
})

test('one of them may have its own at once, and again at the end of the turn, each message once', async () => {
  const outbox = new Outbox()
  const [a, b] = [new Inbox(), new Inbox()]
  outbox.add(a, 'a1')
  outbox.add(b, 'b1')
  outbox.deliverTo(a)
  outbox.deliverTo(a)
  outbox.add(a, 'a2')
  expect(a.deliveries).toEqual([['a1']])
  await turn()
  expect([a.deliveries, b.deliveries]).toEqual([[['a1'], ['a2']], [['b1']]])
})

test('a receiver that fails takes nothing from what comes later', async () => {
  const outbox = new Outbox()
  const [bad, good] = [new Inbox(), new Inbox()]
  bad.deliver = () => {
    throw new Error('gone')
  }
  outbox.add(bad, 'x')
  outbox.add(good, 'lost')
  expect(() => outbox.flush()).toThrow('gone')
  outbox.add(good, 'later')
  await turn()
  expect(good.deliveries).toEqual([['later']])
})

test('more than it holds goes out before the end of the turn, and nothing is lost', async () => {
  const outbox = new Outbox()
  const inboxes = Array.from({ length: 7 }, () => new Inbox())
  const sent = inboxes.map((): string[] => [])
  for (let i = 0; i < 40_000; i++) {
    const text = `${i} ${'x'.repeat(i % 500)}`
    outbox.add(inboxes[i % 7] as Inbox, text)
    sent[i % 7]?.push(text)
  }
  await turn()
  expect(inboxes.map(({ deliveries }) => deliveries.flat())).toEqual(sent)
  expect(inboxes[0]?.deliveries.length).toBeGreaterThan(1)
})
