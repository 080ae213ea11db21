import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TRACKER_SETTINGS } from '../tracker/index.ts'
import { OPERATING, withTables } from './operating-tables.ts'

const written = readFileSync(OPERATING, 'utf8')

test('the tables of docs/operating.md are what the code says: npm run operating-tables', () => {
  expect(withTables(written)).toBe(written)
})

test('every setting is in docs/operating.md', () => {
  for (const { name } of TRACKER_SETTINGS) expect(written).toContain(`\n| \`${name}\` | `)
})

test('where a mark is gone, nothing is written anywhere else', () => {
  expect(() => withTables('# Operating\n')).toThrow(/lacks the marks/)
})
