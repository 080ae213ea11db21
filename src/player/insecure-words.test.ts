import { expect, test } from 'vitest'
import { insecureWords, secureAddress } from './insecure-words.ts'

test('what does not work, what does and what to do is said', () => {
  const { happened, stillWorks, whatToDo } = insecureWords()
  expect(happened).toContain('http')
  expect(stillWorks).toMatch(/play[\s\S]*Sharing[\s\S]*offline/)
  expect(whatToDo).toMatch(/https[\s\S]*localhost/)
})

test('the way to https is offered where there is likely to be one', () => {
  expect(secureAddress('http://show.example/listen/?view=home#t=3')).toBe('https://show.example/listen/?view=home#t=3')
  for (const address of [
    'http://192.168.1.5/',
    'http://[fd00::1]/',
    'http://show.example:8080/',
    'http://nas/',
    'http://nas.local/',
    'http://box.home.arpa/',
    'https://show.example/',
  ])
    expect(secureAddress(address), address).toBeUndefined()
})
