import { expect, test } from 'vitest'
import { canProcess } from './voice-source.ts'

const page = 'https://show.example'

test('what the page itself streams or serves can be processed', () => {
  expect(canProcess('https://show.example/one.mp3', null, page)).toBe(true)
  expect(canProcess('blob:https://show.example/0f0c', null, page)).toBe(true)
})

test('a file from another origin can be processed only where the element asks for it with CORS', () => {
  expect(canProcess('https://cdn.example/one.mp3', null, page)).toBe(false)
  expect(canProcess('https://show.example:8443/one.mp3', null, page)).toBe(false)
  expect(canProcess('http://show.example/one.mp3', null, page)).toBe(false)
  expect(canProcess('https://cdn.example/one.mp3', 'anonymous', page)).toBe(true)
  expect(canProcess('https://cdn.example/one.mp3', '', page)).toBe(true)
})

test('in a frame with an opaque origin only what the frame feeds itself can be processed', () => {
  expect(canProcess('blob:null/0f0c', null, 'null')).toBe(true)
  expect(canProcess('blob:https://show.example/0f0c', null, 'null')).toBe(false)
  expect(canProcess('https://show.example/one.mp3', null, 'null')).toBe(false)
})

test('no source, or one of an unknown kind, is left alone', () => {
  for (const src of ['', 'one.mp3', 'file:///one.mp3', 'data:audio/wav;base64,', 'mediastream:1']) {
    expect(canProcess(src, 'anonymous', page)).toBe(false)
  }
})
