/**
 * The stylesheet of the status page, in the page itself: the look of the player (src/player/tokens.css), light and dark, any width.
 *
 * System fonts and no pictures. Text has a contrast of at least 4.5. Nothing but its hash is let in by the page's policy. Pure.
 */
export const STATUS_STYLE = `
:root {
  color-scheme: light dark;
  --paper: #faf5ea;
  --surface: #fffdf8;
  --ink: #2a1a2d;
  --soft: #685567;
  --line: #e3d8c5;
  --accent: #64256d;
  --track: #e6dcca;
  --fill: #8a63ad;
  --warn: #fff1d6;
  --warn-ink: #5a2d05;
  --sleeve: #3a1742;
  --deep: #27102d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #151019;
    --surface: #1f1825;
    --ink: #f6ecdf;
    --soft: #bfafbd;
    --line: #3b2f42;
    --accent: #dfb1e8;
    --track: #3d3145;
    --fill: #b692dc;
    --warn: #3a2810;
    --warn-ink: #ffe2b3;
    --sleeve: #3b1a44;
    --deep: #2a1231;
  }
}
* {
  box-sizing: border-box;
}
body {
  margin: 0 auto;
  padding: clamp(1rem, 4vw, 3rem) clamp(1rem, 4vw, 2rem);
  max-inline-size: 62rem;
  color: var(--ink);
  background: var(--paper);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
}
h1,
h2,
.figures dd {
  font-family:
    "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "Book Antiqua", ui-serif, Georgia,
    "DejaVu Serif", serif;
  line-height: 1.2;
}
h1,
h2,
h3,
p,
dl,
dd {
  margin: 0;
}
a {
  color: var(--accent);
}
main,
.pair {
  display: grid;
  gap: 1.25rem;
}
.sleeve {
  padding: clamp(1.25rem, 4vw, 2.25rem);
  border-radius: 1.75rem;
  color: #fdf4e6;
  background: linear-gradient(155deg, var(--sleeve), var(--deep));
}
.brand {
  display: flex;
  align-items: center;
  gap: 0.5rem;
  color: #d9c4d8;
  font-size: 0.9375rem;
}
.brand svg {
  inline-size: 1.5rem;
  block-size: 1.5rem;
  fill: #cbe38f;
}
h1 {
  margin-block-start: 0.75rem;
  font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem);
}
h1::before {
  content: "";
  display: inline-block;
  inline-size: 0.4em;
  block-size: 0.4em;
  margin-inline-end: 0.35em;
  border-radius: 50%;
  vertical-align: 0.1em;
  background: #cbe38f;
}
.busy h1::before {
  background: #eba352;
}
.since {
  color: #d9c4d8;
}
.figures {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
  gap: 1.25rem 1rem;
  margin-block-start: 1.75rem;
  padding-block-start: 1.5rem;
  border-block-start: 1px solid rgb(255 244 230 / 18%);
}
.figures dt {
  color: #d9c4d8;
  font-size: 0.875rem;
}
.figures dd {
  font-size: clamp(1.5rem, 1.2rem + 1.4vw, 2.125rem);
}
.card {
  padding: clamp(1rem, 3vw, 1.5rem);
  border: 1px solid var(--line);
  border-radius: 1.125rem;
  background: var(--surface);
}
h2 {
  margin-block-end: 0.5rem;
  font-size: 1.1875rem;
}
@media (min-width: 42rem) {
  .pair {
    grid-template-columns: 1fr 1fr;
  }
}
.rows > div {
  display: grid;
  grid-template-columns: 1fr auto;
  gap: 0.25rem 1rem;
  padding-block: 0.375rem;
}
.rows > div + div {
  border-block-start: 1px solid var(--line);
}
.rows dd {
  text-align: end;
}
.rows dd,
.figures dd {
  font-variant-numeric: tabular-nums;
}
.bar {
  grid-column: 1 / -1;
}
.bar svg {
  display: block;
  inline-size: 100%;
  block-size: 0.5rem;
  margin-block-end: 0.25rem;
  border-radius: 0.25rem;
  fill: var(--fill);
  background: var(--track);
}
.quiet,
footer {
  color: var(--soft);
}
footer {
  margin-block-start: 1.5rem;
  font-size: 0.875rem;
}
footer a {
  display: inline-block;
  padding-block: 0.75rem;
  margin-inline-end: 1.25rem;
}
#stale {
  margin-block-end: 1.25rem;
  padding: 0.75rem 1rem;
  border-radius: 0.625rem;
  color: var(--warn-ink);
  background: var(--warn);
}
@media (forced-colors: active) {
  .sleeve {
    border: 1px solid;
  }
  .bar svg {
    border: 1px solid;
    fill: Highlight;
    forced-color-adjust: none;
  }
}
`

/** Base64 of the stylesheet's SHA-256, for `style-src`. A test holds it to the text. */
export const STATUS_STYLE_SHA256 = 'Yd3iTA9EDeZ6rZ65DiwxhAJBDtM9vOrUfp7uhC6IEr8='
