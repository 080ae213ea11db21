/** Episode notes: real shapes, and those that mean harm. */
import { html } from 'lit'
import { hostileNotes } from '../hostile-notes.ts'
import { arabic } from '../library-demo.ts'
import type { GalleryEntry } from './gallery-entry.ts'
import '../../elements/gv-notes.ts'

const BASE = 'https://show.example/feed/podcast/'

const typical = `<h1>In this episode</h1><p>We walk up the <a href="/hill">old hill</a> and listen. A picture would stand here.</p>
<ul><li>00:00 Greetings</li><li>1:30 The first hill</li><li>(12:45) Across the river</li><li>1:02:03 What arrived</li></ul>
<h3>Links</h3><p>More at https://ok.example/notes, written by <b>Ann</b> and <i>Bo</i>.</p><blockquote>“Say it low, and say it once.”</blockquote><p>&nbsp;</p><br><br><br>
<pre><code>grapevine publish feed.xml  # 12:30 is no moment here</code></pre><table><tr><th>Hill</th><th>Height</th></tr><tr><td>North</td><td>312 m</td></tr></table>`

const typed = `We talk about seeds & songs.

02:10 Seeds
14:00 Songs (live at 10:30 am, so to speak)
Write to us: www.show.example/contact`

const long = Array.from(
  { length: 40 },
  (_, i) => `<p>Paragraph ${i + 1}: ${'words that go on and on '.repeat(6)}</p>`,
).join('')

const notes = (source: string | undefined, language = 'en') =>
  html`<gv-notes .html=${source} .base=${BASE} .durationSeconds=${4000} .language=${language} .link=${'https://show.example/7'}></gv-notes>`

export const entries: readonly GalleryEntry[] = [
  { element: 'gv-notes', state: 'as an editor makes them', render: () => notes(typical) },
  { element: 'gv-notes', state: 'typed as plain text', render: () => notes(typed) },
  { element: 'gv-notes', state: 'none', render: () => notes(undefined) },
  { element: 'gv-notes', state: 'nothing to read in them', render: () => notes('<p>&nbsp;</p><br>') },
  { element: 'gv-notes', state: 'long', render: () => notes(long) },
  {
    element: 'gv-notes',
    state: 'from right to left',
    render: () =>
      notes(`<h2>${arabic.title}</h2><p>${arabic.summary}</p><ul><li>12:30 ${arabic.title}</li></ul>`, 'ar'),
  },
  {
    element: 'gv-notes',
    state: 'that mean harm',
    render: () => html`${hostileNotes.map((source) => notes(source))}`,
  },
]
