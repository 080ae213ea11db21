/**
 * Checks who imports whom, and that pure files are pure, by the rules in scripts/layers.json.
 *
 *     node scripts/layers.mjs [ROOT]
 *
 * Prints `file:line: rule` for each violation and ends with 1 if there is any.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { judge } from './lib/layer-rules.mjs'
import { ROOT } from './lib/run.mjs'

const CODE = /\.[cm]?[jt]sx?$/

export function readRules() {
  return JSON.parse(readFileSync(new URL('./layers.json', import.meta.url), 'utf8'))
}

/** Every source file below `folder`, as paths from `root` with forward slashes. */
function sourcesIn(root, folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourcesIn(root, path)
      return CODE.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : []
    })
    .sort()
}

/**
 * Judges every file of a tree.
 *
 * @returns {{ files: number, violations: { file: string, line: number, rule: string }[] }}
 */
export function checkTree(root, rules = readRules()) {
  const folders = new Set(Object.values(rules.layers).map((layer) => layer.folder.split('/')[0]))
  const paths = [...folders].flatMap((folder) => sourcesIn(root, folder))
  const exists = (path) => existsSync(join(root, path))
  const used = new Set()
  const violations = []
  for (const path of paths) {
    const judged = judge(path, readFileSync(join(root, path), 'utf8'), rules, exists)
    violations.push(...judged.violations)
    for (const index of judged.usedExceptions) used.add(index)
  }
  rules.pure.exceptions.forEach((exception, index) => {
    if (used.has(index)) return
    const rule = `the exception for ${exception.file} is needed by no file any more; take it out`
    violations.push({ file: 'scripts/layers.json', line: 1, rule })
  })
  return { files: paths.length, violations }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { files, violations } = checkTree(process.argv[2] ?? ROOT)
  for (const { file, line, rule } of violations) console.error(`${file}:${line}: ${rule}`)
  const count = violations.length === 1 ? '1 violation' : `${violations.length} violations`
  console.log(`${files} files checked against scripts/layers.json: ${violations.length === 0 ? 'all in order' : count}`)
  process.exitCode = violations.length === 0 ? 0 : 1
}
