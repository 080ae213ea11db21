import { expect, test } from 'vitest'
import { HandClock } from '../testing/hand-clock.ts'
import { Connection } from './connection.ts'
import { MessageAllowance } from './message-allowance.ts'

function flooding() {
  const clock = new HandClock()
  const said: string[] = []
  const note = (word: string) => () => void said.push(word)
  const connection = new Connection('192.0.2.1', clock, new MessageAllowance(5, 0), undefined, {
    text: note('text'),
    opened() {},
    tooFast: note('dropped'),
    ended: note('ended'),
  })
  connection.opened({
    send() {},
    ping() {},
    pause: note('pause'),
    resume: note('resume'),
    close: note('close'),
    terminate() {},
  })
  for (let i = 0; i < 7; i++) connection.text('{}')
  return { clock, said, connection }
}

test('who sends more than it may is not read for half a second, and then is', () => {
  const { clock, said } = flooding()
  expect(said.slice(4)).toEqual(['text', 'pause', 'dropped', 'dropped'])
  clock.advance(499)
  expect(said).not.toContain('resume')
  clock.advance(1)
  expect(said.filter((word) => word === 'resume')).toHaveLength(1)
})

test('it rests again when it goes on', () => {
  const { clock, said, connection } = flooding()
  clock.advance(500)
  connection.text('{}')
  expect(said.filter((word) => word === 'pause')).toHaveLength(2)
})

test('who is closed while it rests is read again, for its goodbye', () => {
  const { clock, said, connection } = flooding()
  connection.close(1008, 'enough', 'too-many-messages')
  expect(said.slice(-3)).toEqual(['resume', 'ended', 'close'])
  clock.advance(1000)
  expect(said.filter((word) => word === 'resume')).toHaveLength(1)
})
