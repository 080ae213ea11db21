import { expect, test } from 'vitest'
import {
  areTyped,
  cutNotes,
  loweredHeadings,
  NOTE_ATTRIBUTES,
  NOTE_ELEMENTS,
  noteLink,
  notePicture,
} from './note-policy.ts'

const BASE = 'https://show.example/feed/podcast/'

test('nothing that runs, fills in, embeds or names is let through', () => {
  const dangerous =
    'script style iframe object embed form input button textarea select svg math template base meta link video audio ' +
    'source track slot marquee dialog details frame portal noscript canvas'
  for (const element of dangerous.split(' ')) expect(NOTE_ELEMENTS).not.toContain(element)
  for (const name of [
    'style',
    'class',
    'id',
    'name',
    'target',
    'rel',
    'srcset',
    'onclick',
    'is',
    'slot',
    'background',
  ]) {
    expect(NOTE_ATTRIBUTES).not.toContain(name)
  }
})

test('links are resolved against the feed, and only web and mail are followed', () => {
  expect(noteLink('/about', BASE)).toEqual({ kind: 'link', href: 'https://show.example/about' })
  expect(noteLink('http://a.example', undefined)).toEqual({ kind: 'link', href: 'http://a.example/' })
  expect(noteLink(' mailto:a@b.example', BASE)).toEqual({ kind: 'link', href: 'mailto:a@b.example' })
  for (const bad of ['javascript:alert(1)', 'JaVa\tScript:alert(1)', 'data:text/html,x', 'file:///etc', 'blob:x', '']) {
    expect(noteLink(bad, BASE)).toBeUndefined()
  }
  expect(noteLink('/about', undefined)).toBeUndefined()
})

test('a link to a moment is a moment, one to a place in the notes is only words', () => {
  expect(noteLink('#t=1:02', BASE)).toEqual({ kind: 'moment', seconds: 62 })
  expect(noteLink('#footnote-1', BASE)).toBeUndefined()
})

test('pictures come by https, and not those that only count readers', () => {
  const picture = { src: '/a.png', width: null, height: '300' }
  expect(notePicture(picture, BASE)).toBe('https://show.example/a.png')
  expect(notePicture({ ...picture, src: 'http://a.example/a.png' }, BASE)).toBeUndefined()
  expect(notePicture({ ...picture, src: 'data:image/svg+xml,x' }, BASE)).toBeUndefined()
  expect(notePicture({ ...picture, width: '1' }, BASE)).toBeUndefined()
  expect(notePicture({ ...picture, height: '0' }, BASE)).toBeUndefined()
})

test('headings begin below the page’s own, whatever the notes begin with, and skip no level', () => {
  expect([...loweredHeadings([1, 3, 3, 1])]).toEqual([
    [1, 3],
    [3, 4],
  ])
  expect([...loweredHeadings([5])]).toEqual([[5, 3]])
  expect([...loweredHeadings([1, 2, 3, 4, 5, 6]).values()]).toEqual([3, 4, 5, 6, 6, 6])
})

test('notes without elements that break lines were typed', () => {
  expect(areTyped('one\ntwo <b>three</b> <a href="x">y</a> &amp;')).toBe(true)
  expect(areTyped('<p>one</p>')).toBe(false)
  expect(areTyped('one<br/>two')).toBe(false)
})

test('endless notes are cut, not inside an element', () => {
  expect(cutNotes('short')).toEqual({ html: 'short', wasCut: false })
  expect(cutNotes('<p>0123456789</p><a href="https://long.example">x</a>', { units: 30, elements: 9 })).toEqual({
    html: '<p>0123456789</p>',
    wasCut: true,
  }) // prettier
  expect(cutNotes('word '.repeat(10), { units: 12, elements: 9 }).html).toBe('word word')
})

test('notes of too many elements are cut before the first that is too many', () => {
  const bounds = { units: 1000, elements: 3 }
  const three = '<p>1 < 2</p><B>b</B><i>'
  expect(cutNotes(three, bounds)).toEqual({ html: three, wasCut: false })
  expect(cutNotes(`${three}<b>x`, bounds)).toEqual({ html: three, wasCut: true })
  expect(cutNotes('<b><i><div>'.repeat(2000)).html.length).toBeLessThan(8_000)
})
