import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTranscript } from './transcript.ts'

const parse = (html: string) => parseTranscript(html, 'text/html')

test('a cue has its speaker and ends where the next begins', () => {
  const html = `\ufeff<!doctype html><html><head><title>T</title></head><body><h1>Talk</h1>
<cite>Kevin:</cite>
<time>0:00</time>
<p>We have an <b>update</b> planned,
it&#39;s small</p>
<cite>Alban :</cite>
<time>0:09</time>
<p>A cool feature.</p>
<p>Yes &amp; no.</p>
<time>1:00:09</time>
<p>${'x'.repeat(140)}</p></body></html>`
  expect(parse(html)).toEqual([
    { startSeconds: 0, endSeconds: 9, speaker: 'Kevin', text: "We have an update planned, it's small" },
    { startSeconds: 9, endSeconds: 3609, speaker: 'Alban', text: 'A cool feature. Yes & no.' },
    { startSeconds: 3609, endSeconds: 3619, text: 'x'.repeat(140) },
  ])
})

test('names and times inside the paragraph, or the time first, read the same', () => {
  const expected = [
    { startSeconds: 1, endSeconds: 3, speaker: 'Ann', text: 'Hi.' },
    { startSeconds: 3, endSeconds: 5, speaker: 'Bob', text: 'Ho.' },
  ]
  expect(
    parse('<p><time>0:01</time><cite>Ann:</cite> Hi.<p><cite>Bob</cite> <TIME class="t">[0:03]</TIME> Ho.'),
  ).toEqual(expected)
  expect(parse('<time>0:01</time><cite>Ann</cite><p>Hi.</p><time>0:03</time><cite>Bob</cite><p>Ho.</p>')).toEqual(
    expected,
  )
})

test('a name without a time of its own is another voice of the same time', () => {
  expect(parse('<cite>A</cite><time>0:01</time><p>Hi.</p><cite>B</cite><p>Ho.</p><time>0:05</time><p>Hm.</p>')).toEqual(
    [
      { startSeconds: 1, endSeconds: 5, speaker: 'A', text: 'Hi.' },
      { startSeconds: 1, endSeconds: 5, speaker: 'B', text: 'Ho.' },
      { startSeconds: 5, endSeconds: 7, text: 'Hm.' },
    ],
  )
})

test('without times it is text to be read; a name holds until the next', () => {
  const untimed = { startSeconds: 0, endSeconds: 0, untimed: true }
  expect(parse('<cite>Ann:</cite><p>Hi.</p><p>How are you?</p><cite>Bob</cite><p>Well.</p>')).toEqual([
    { ...untimed, speaker: 'Ann', text: 'Hi.' },
    { ...untimed, speaker: 'Ann', text: 'How are you?' },
    { ...untimed, speaker: 'Bob', text: 'Well.' },
  ])
  expect(parse('<h1>Talk</h1><p>Hi.</p><p> </p>')).toEqual([{ ...untimed, text: 'Hi.' }])
})

test('some page that names nobody is no transcript, and a date is no time', () => {
  expect(parse('<nav><p>Home</p></nav><p>A web page.</p>')).toEqual([])
  expect(parse('<time datetime="2024-01-03">January 3, 2024</time><p>A web page.</p>')).toEqual([])
  expect(parse('<time>10:30 AM</time><p>A web page.</p>')).toEqual([])
})

test('scripts, styles, comments and what stands outside of paragraphs are not said', () => {
  const html = `<time>0:00</time><script>"<p>no</p>"</script><!-- <p>no</p> --><nav>no</nav><p>yes<script>no</script></p>no`
  expect(parse(html).map(({ text }) => text)).toEqual(['yes'])
})

test('no HTML makes it throw', () => {
  const scraps = fc.constantFrom(
    ...'<p>|</p>|<time>|</time>|0:01|0:02|<cite>|</cite>|Ann:|words|<|>|<!--|-->|<div>|</div>|<br>|&lt;|<script>'.split(
      '|',
    ),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(scraps).map((parts) => parts.join('')),
      ),
      (text) => {
        for (const cue of parse(text)) {
          if (cue.untimed) expect([cue.startSeconds, cue.endSeconds]).toEqual([0, 0])
          else expect(cue.endSeconds).toBeGreaterThan(cue.startSeconds)
          expect(cue.text).not.toBe('')
        }
      },
    ),
  )
})
