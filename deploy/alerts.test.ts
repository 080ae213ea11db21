import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { METRICS } from '../tracker/ops/metrics.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const { groups } = parse(read('alerts.yml')) as {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[]
}
const rules = groups.flatMap((group) => group.rules)

test('rules ask only for metrics that the tracker has', () => {
  const names = METRICS.map(({ name }) => name)
  const asked = rules.flatMap(({ expr }) => expr.match(/\bgrapevine_tracker_\w+/g) ?? [])
  expect(asked.length).toBeGreaterThan(5)
  for (const name of asked) expect(names).toContain(name)
})

test('docs/operating.md says of every alert what to do', () => {
  const operating = read('../docs/operating.md')
  for (const { alert } of rules) expect(operating).toContain(`\n| \`${alert}\` | `)
})
