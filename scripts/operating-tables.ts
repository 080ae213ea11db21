/**
 * Writes the tables of docs/operating.md that come from code, between their marks:
 *
 *     npm run operating-tables
 *
 * The gate fails where a table is not what the code says (operating-tables.test.ts).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { METRICS } from '../tracker/ops/metrics.ts'
import { defaultInWords, SETTING_GROUPS } from '../tracker/ops/settings-groups.ts'

export const OPERATING = fileURLToPath(new URL('../docs/operating.md', import.meta.url))

const TABLES: Readonly<Record<string, () => string>> = { settings: settingsTable, metrics: metricsTable }

/** @throws where a mark is missing */
export function withTables(markdown: string): string {
  return Object.entries(TABLES).reduce((text, [name, table]) => {
    const [begin, end] = [`<!-- ${name}: made by npm run operating-tables -->\n`, `<!-- /${name} -->`]
    const [from, to] = [text.indexOf(begin), text.indexOf(end)]
    if (from < 0 || to < from) throw new Error(`docs/operating.md lacks the marks of the table of ${name}`)
    return `${text.slice(0, from + begin.length)}\n${table()}\n${text.slice(to)}`
  }, markdown)
}

function settingsTable(): string {
  const rows = SETTING_GROUPS.flatMap(({ title, settings }) => [
    `| **${title}** | | | |`,
    ...settings.map((setting) => {
      const cells = [`\`${setting.name}\``, defaultInWords(setting), rangeOf(setting.expected), setting.doc]
      return `| ${cells.map(escaped).join(' | ')} |`
    }),
  ])
  return ['| setting | default | may be | what it is |', '|---|---|---|---|', ...rows, ''].join('\n')
}

function metricsTable(): string {
  const rows = METRICS.map((metric) => {
    const label = 'label' in metric ? `\`${metric.label}\`` : ''
    return `| \`${metric.name}\` | ${metric.type} | ${label} | ${escaped(metric.help)} |`
  })
  return ['| metric | type | label | what it says |', '|---|---|---|---|', ...rows, ''].join('\n')
}

const rangeOf = (expected: string) => expected.replace(/^an? whole number from (\d+) to (\d+)$/, '$1 to $2')

const escaped = (cell: string) => cell.replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll('<', '&lt;')

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(OPERATING, withTables(readFileSync(OPERATING, 'utf8')))
}
