import { expect, test } from 'vitest'
import { asksForHeight, heightMessage, linkMessage, secretOf } from './wordpress.ts'

const FRAME = 'https://play.example/player.html?json=x#?secret=aB3dE6gH9j'

test('the secret is read from the fragment that WordPress appends', () => {
  expect(secretOf('#?secret=aB3dE6gH9j')).toBe('aB3dE6gH9j')
  expect(secretOf('#t=90#?secret=aB3dE6gH9j')).toBe('aB3dE6gH9j')
})

test.each(['', '#', '#t=90', '#?secret=', '#?secret=a-b', '#nosecret=abc', `#?secret=${'a'.repeat(100)}`])(
  '%s has no secret',
  (hash) => {
    expect(secretOf(hash)).toBeUndefined()
  },
)

test('heights are whole pixels that WordPress takes', () => {
  expect(heightMessage(320.2, 's')).toEqual({ message: 'height', value: 321, secret: 's' })
  expect(heightMessage(72, 's').value).toBe(200)
  expect(heightMessage(5_000, 's').value).toBe(1_000)
})

test('only the page that knows the secret is told the height again', () => {
  expect(asksForHeight({ message: 'ready', secret: 's' }, 's')).toBe(true)
  for (const data of [null, 'ready', {}, { message: 'ready' }, { message: 'ready', secret: 't' }, { secret: 's' }])
    expect(asksForHeight(data, 's')).toBe(false)
})

test("links to the frame's own host are WordPress' to open, others are left to the browser", () => {
  const href = 'https://play.example/show/episodes/one.html'
  expect(linkMessage(href, FRAME, 's')).toEqual({ message: 'link', value: href, secret: 's' })
  expect(linkMessage('https://other.example/', FRAME, 's')).toBeUndefined()
  expect(linkMessage('mailto:a@play.example', FRAME, 's')).toBeUndefined()
  expect(linkMessage('javascript:alert(1)', FRAME, 's')).toBeUndefined()
})
