/** The chapter list and the transcript, in each of their states, driven by a stand-in for the player. */
import { html } from 'lit'
import {
  arabic,
  manyChapters,
  odd,
  oddChapters,
  plainChapters,
  richChapters,
  talk,
  untimed,
  wordByWord,
} from '../reading-texts.ts'
import type { GalleryEntry } from './gallery-entry.ts'
import '../reading-driver.ts'

export const entries: readonly GalleryEntry[] = [
  {
    element: 'gv-chapters',
    state: 'with pictures and links',
    render: () => html`<demo-reading .chapters=${richChapters} .at=${143} .duration=${600}></demo-reading>`,
  },
  {
    element: 'gv-chapters',
    state: 'titles only',
    render: () => html`<demo-reading .chapters=${plainChapters} .at=${300} .duration=${600}></demo-reading>`,
  },
  {
    element: 'gv-chapters',
    state: 'after the last one ended',
    render: () => html`<demo-reading .chapters=${richChapters} .at=${590} .duration=${600}></demo-reading>`,
  },
  {
    element: 'gv-chapters',
    state: 'long words and other scripts',
    width: 340,
    render: () => html`<demo-reading .chapters=${oddChapters} .at=${3700} .duration=${Number.NaN}></demo-reading>`,
  },
  {
    element: 'gv-chapters',
    state: 'many',
    render: () => html`<demo-reading .chapters=${manyChapters} .at=${1500} .duration=${2400}></demo-reading>`,
  },
  {
    element: 'gv-transcript',
    state: 'followed',
    render: () => html`<demo-reading .cues=${talk} .at=${46} .language=${'en'}></demo-reading>`,
  },
  {
    element: 'gv-transcript',
    state: 'scrolled by hand',
    render: () => html`<demo-reading .cues=${talk} .at=${46} paused></demo-reading>`,
  },
  {
    element: 'gv-transcript',
    state: 'searched',
    render: () => html`<demo-reading .cues=${talk} .at=${46} search="the lamp"></demo-reading>`,
  },
  {
    element: 'gv-transcript',
    state: 'nothing found',
    render: () => html`<demo-reading .cues=${talk} .at=${46} search="a bicycle in the snow"></demo-reading>`,
  },
  {
    element: 'gv-transcript',
    state: 'one entry per word',
    render: () => html`<demo-reading .cues=${wordByWord} .at=${40}></demo-reading>`,
  },
  {
    element: 'gv-transcript',
    state: 'without times',
    render: () => html`<demo-reading .cues=${untimed} .at=${40}></demo-reading>`,
  },
  {
    element: 'gv-transcript',
    state: 'right to left',
    render: () => html`<demo-reading .cues=${arabic} .at=${7} .language=${'ar'}></demo-reading>`,
  },
  {
    element: 'gv-transcript',
    state: 'long words and other scripts',
    width: 340,
    render: () => html`<demo-reading .cues=${odd} .at=${13}></demo-reading>`,
  },
]
