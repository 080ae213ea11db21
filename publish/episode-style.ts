/** The one stylesheet of the episodes' pages: light and dark, any width, no picture or font of its own. */
export const EPISODE_CSS = `/* Written by grapevine publish. */
:root {
  color-scheme: light dark;
  --ink: #1c1b22;
  --quiet: #55525f;
  --link: #5b2a86;
  --paper: #fff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #f2f0f7;
    --quiet: #b9b4c7;
    --link: #cfa9f5;
    --paper: #17151d;
  }
}
body {
  margin: 0 auto;
  padding: 1rem;
  max-inline-size: 40rem;
  color: var(--ink);
  background: var(--paper);
  font: 1rem/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere;
}
a {
  color: var(--link);
}
h1 {
  margin: 0;
  font-size: 1.5rem;
  line-height: 1.25;
}
.quiet {
  margin: 0;
  color: var(--quiet);
}
.cover {
  float: inline-end;
  inline-size: 7rem;
  block-size: auto;
  margin: 0 0 1rem 1rem;
  border-radius: 0.5rem;
}
audio,
video {
  clear: both;
  display: block;
  inline-size: 100%;
  margin-block: 1rem;
}
video {
  block-size: auto;
  aspect-ratio: 16 / 9;
  background: #000;
}
ul {
  display: flex;
  flex-wrap: wrap;
  gap: 0.25rem 1.25rem;
  margin: 1rem 0 0;
  padding: 0;
  list-style: none;
}
`
