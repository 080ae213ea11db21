/**
 * The looks of a facade: the player's sleeve, before there is a player. Adopted by the shadow root, which no page's style
 * sheet reaches and no Content Security Policy forbids.
 */
import { BASE_HEIGHT } from './facade-height.ts'

const CSS = `:host{display:block;position:relative;overflow:hidden;inline-size:100%;block-size:${BASE_HEIGHT.card}px;border-radius:18px;
background:linear-gradient(160deg,#3a1742,#27102d);color:#fdf4e6;container-type:inline-size;font:16px/1.35 system-ui,sans-serif;text-align:start}
:host([data-size=mini]){block-size:${BASE_HEIGHT.mini}px}
:host([data-size=full]){block-size:auto;aspect-ratio:16/9;min-block-size:${BASE_HEIGHT.full}px}
*{box-sizing:border-box;margin:0}
iframe,.facade{position:absolute;inset:0;inline-size:100%;block-size:100%;border:0;visibility:hidden}
iframe.shown,.facade{visibility:visible}
.facade{display:flex;gap:16px;padding:16px;background:inherit}
.cover{flex:none;aspect-ratio:1;block-size:100%;max-block-size:240px;overflow:hidden;border-radius:10px;background:#5b2a66}
img{display:block;inline-size:100%;block-size:100%;object-fit:cover}
.words{flex:1;min-inline-size:0;overflow-wrap:anywhere}
.title,.by{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}
.title{font:600 clamp(17px,3.6cqi,21px)/1.2 Palatino,ui-serif,Georgia,serif}
.by,.note{margin-block-start:6px;font-size:14px;color:#d9c4d8}
.by{-webkit-line-clamp:1}
a{display:inline-flex;align-items:center;min-block-size:44px;color:#cbe38f}
button{position:absolute;inset-inline-end:16px;inset-block-end:16px;display:grid;place-items:center;inline-size:64px;block-size:64px;border:0;
border-radius:50%;background:#cbe38f;color:#21102a;cursor:pointer}
button:hover{background:#ddf0ab}
:focus-visible{outline:3px solid #e3b9ec;outline-offset:3px}
svg{inline-size:32px;fill:currentColor}
.busy svg{animation:busy 1s infinite}
@keyframes busy{50%{opacity:.2}}
:host([data-size=mini]) .facade{padding:10px;padding-inline-end:72px}
:host([data-size=mini]) :is(.title,.by,.note,a){margin:0;font-size:14px;-webkit-line-clamp:1}
:host([data-size=mini]) .title:has(~a:not([hidden])){display:none}
:host([data-size=mini]) a{min-block-size:28px;white-space:nowrap}
:host([data-size=mini]) button{inset-inline-end:12px;inset-block-end:12px;inline-size:48px;block-size:48px}
[hidden]{display:none!important}
@container (max-width:400px){.cover{max-block-size:88px}.facade{gap:12px}}
@media (forced-colors:active){.facade,button{border:1px solid}}
`

let sheet: CSSStyleSheet | undefined

export function facadeSheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(CSS)
  }
  return sheet
}
