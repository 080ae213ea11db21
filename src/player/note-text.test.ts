import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutNoteText } from './note-text.ts'

const links = (text: string) => cutNoteText(text).flatMap((piece) => (piece.kind === 'link' ? [piece.url] : []))

test('words, moments and addresses come apart, in order', () => {
  expect(cutNoteText('At 1:30 see https://a.example/x.')).toEqual([
    { kind: 'text', text: 'At ' },
    { kind: 'time', text: '1:30', seconds: 90 },
    { kind: 'text', text: ' see ' },
    { kind: 'link', text: 'https://a.example/x', url: 'https://a.example/x' },
    { kind: 'text', text: '.' },
  ])
})

test('an address ends where the sentence does', () => {
  expect(links('(https://a.example/x), “http://b.example/?q=1&r=2”; www.c.example/d…')).toEqual([
    'https://a.example/x',
    'http://b.example/?q=1&r=2',
    'https://www.c.example/d',
  ])
  expect(links('https://a.example/wiki/Vine_(plant)')).toEqual(['https://a.example/wiki/Vine_(plant)'])
  expect(links('看 https://a.example/x。然后')).toEqual(['https://a.example/x%E3%80%82%E7%84%B6%E5%90%8E'])
})

test('what is no address of a host stays text', () => {
  expect(links('https:// http://localhost mailto:a@b.example xhttps://a.example javascript:alert(1)//https')).toEqual(
    [],
  )
})

test('a time inside an address is part of the address', () => {
  expect(cutNoteText('https://a.example/12:30').map(({ kind }) => kind)).toEqual(['link'])
})

test('the pieces together are the text again', () => {
  const unit = fc.constantFrom('https://', 'www.', 'a.example', '/', ')', '(', '.', ' ', '1:30', '12', ':', 'é', '\n')
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 30 }), (units) => {
      const text = units.join('')
      expect(
        cutNoteText(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text)
    }),
  )
})
