// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code that is looked through is written in strings.
import { expect, test } from 'vitest'
import { spokenLiterals } from './spoken-literals.mjs'

const wordsIn = (code) => spokenLiterals('x.ts', code, ['Grapevine']).map(({ words }) => words)

test('texts and spoken attributes of templates are found, whatever is computed in them', () => {
  expect(wordsIn('html`<p class="one two">Now playing</p><!-- no words -->`')).toEqual(['Now playing'])
  expect(wordsIn('html`<button aria-label="Play" title=${x} data-name="no">▶</button>`')).toEqual(['Play'])
  expect(
    wordsIn('html`<gv-a .label=${on ? "On" : "Off"} class=${on ? "on" : "off"}>${a && `${n} left`}</gv-a>`'),
  ).toEqual(['On', 'Off', '1 left'])
  expect(wordsIn('html`<ul>${list.map((x) => x ? "yes" : html`<li>No</li>`)}</ul>`')).toEqual(['yes', 'No'])
  expect(wordsIn('svg`<text x="1">${seconds}s</text>`')).toEqual(['s'])
})

test('what is translated, and what is the same in every language, is left alone', () => {
  expect(wordsIn("html`<p>${msg('Now playing')} · ${msg(str`${n} left`)}</p>`")).toEqual([])
  expect(wordsIn('html`<p>Grapevine &middot; 1:02:03</p>`')).toEqual([])
  expect(wordsIn('msg(html`See <a href=${x}>the terms</a>.`)')).toEqual([])
  expect(wordsIn('msg(html`<a title="The terms" href=${x}>the terms</a>`)')).toEqual(['The terms'])
})

test('sentences are found anywhere; words for developers are none', () => {
  expect(wordsIn("const words = { 'a-b': 'The host is away.' }")).toEqual(['The host is away.'])
  expect(wordsIn('const title = `Episode ${number}`')).toEqual(['Episode 1'])
  expect(wordsIn("throw new PeerError('The host is away.')")).toEqual([])
  expect(wordsIn("console.warn('The host is away.'); type A = 'The host is away.'; import 'a b'")).toEqual([])
  expect(wordsIn("msg('The host is away.', { desc: 'Said when it is.' })")).toEqual([])
})
