/**
 * The tracker's status as one HTML document that needs nothing else: no file, no font, no other host.
 *
 * All that is filled in are numbers and our own words, so there is nothing to escape. Its policy lets nothing run or be applied but
 * the one script and the one stylesheet in it, by their hashes, and nobody may show it in a frame. Pure.
 */
import type { TrackerView } from '../tracker-view.ts'
import { type Fill, type Row, reportOf, type StatusReport } from './status-report.ts'
import { STATUS_SCRIPT, STATUS_SCRIPT_SHA256 } from './status-script.ts'
import { STATUS_STYLE, STATUS_STYLE_SHA256 } from './status-style.ts'

/** The policy that the page is to be sent with (Content Security Policy Level 3). */
export const STATUS_POLICY = [
  "default-src 'none'",
  `script-src 'sha256-${STATUS_SCRIPT_SHA256}'`,
  `style-src 'sha256-${STATUS_STYLE_SHA256}'`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const GRAPES =
  '<circle cx="8.5" cy="11" r="2.3"/><circle cx="13.5" cy="11" r="2.3"/><circle cx="11" cy="15.2" r="2.3"/><circle cx="16" cy="15" r="2.3"/><circle cx="13.4" cy="19.2" r="2.3"/><path d="M12.5 7c1.5-2.5 4-3 6.5-1.8-1.8 2.4-4.2 2.8-6.5 1.8z"/>'
const ICON = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><rect width='24' height='24' rx='6' fill='#452050'/><g fill='#cbe38f'>${GRAPES.replaceAll('"', "'")}</g></svg>`

/** @returns a whole document in UTF-8. */
export function writeStatusPage(view: TrackerView): string {
  const report = reportOf(view)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${report.state} · Grapevine tracker</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="theme-color" content="#faf5ea" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#151019" media="(prefers-color-scheme: dark)">
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">
<style>${STATUS_STYLE}</style>
</head>
<body>
<p id="stale" role="status" hidden>The tracker does not answer. These figures are older than they should be.</p>
${main(report)}
<footer>
<p>Counts since the start of this process. Which files, and who listens, is not told here.</p>
<a href="stats.json">As JSON</a><a href="metrics">For Prometheus</a>
</footer>
<script>${STATUS_SCRIPT}</script>
</body>
</html>
`
}

function main(report: StatusReport): string {
  return `<main>
<div class="sleeve${report.isReady ? '' : ' busy'}">
<p class="brand"><svg viewBox="0 0 24 24" aria-hidden="true">${GRAPES}</svg>Grapevine tracker</p>
<h1>${report.state}</h1>
<p class="since">${report.uptime} · ${report.served}</p>
<dl class="figures">${report.figures.map(figure).join('')}</dl>
</div>
<section class="card">
<h2>Room</h2>
<dl class="rows">${report.fills.map(fill).join('')}</dl>
</section>
<section class="card">
<h2>Limits and refusals</h2>
${report.refused.length === 0 ? '<p class="quiet">Nothing so far.</p>' : rows(report.refused)}
</section>
<div class="pair">
<section class="card">
<h2>Messages in</h2>
${rows(report.received)}
</section>
<section class="card">
<h2>Messages out</h2>
${rows(report.sent)}
</section>
</div>
</main>`
}

const figure = ({ label, value }: Row) => `<div><dt>${label}</dt><dd>${value}</dd></div>`

const rows = (list: readonly Row[]) => `<dl class="rows">${list.map(figure).join('')}</dl>`

/** The bar repeats what its row says in numbers. Its width is an attribute, since the policy takes no `style`. */
function fill({ label, value, part }: Fill): string {
  const bar = `<svg><rect width="${(100 * part).toFixed(1)}%" height="100%"/></svg>`
  return `<div><dt>${label}</dt><dd>${value}</dd><dd class="bar" aria-hidden="true">${bar}</dd></div>`
}
