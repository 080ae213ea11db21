/**
 * Judges one source file by scripts/layers.json: which layer it belongs to, whom it imports, whether it is pure.
 *
 * Never touches the disk: files come in as text, and `exists` says what else there is. The rules are data, so that a
 * change of the house is a change of one file that a reviewer sees.
 */

import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { parseSync } from 'oxc-parser'
import { freeNames } from './free-names.mjs'

/** `*` within a folder, `**` across folders. */
export function matches(glob, path) {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*/g, (star) => (star === '**/' ? '(?:.*/)?' : star === '**' ? '.*' : '[^/]*'))
  return new RegExp(`^${source}$`).test(path)
}

const matchesAny = (globs, path) => (globs ?? []).some((glob) => matches(glob, path))

/** @returns the name of the layer with the deepest folder around `path`, or `undefined`. */
export function layerOf(path, rules) {
  let best
  for (const [name, layer] of Object.entries(rules.layers)) {
    if (!path.startsWith(`${layer.folder}/`)) continue
    if (best === undefined || layer.folder.length > rules.layers[best].folder.length) best = name
  }
  return best
}

export const isTest = (path, rules) => matchesAny(rules.tests.files, path)

/** Shells may touch the world: by the technology in their name, by a list, or as a whole layer. */
export function isShell(path, rules) {
  const name = posix.basename(path)
  if (rules.shell.prefixes.some((prefix) => name.startsWith(prefix))) return true
  if (matchesAny(rules.shell.files, path)) return true
  const layer = layerOf(path, rules)
  return layer === undefined || rules.layers[layer].shell === true
}

export const isPure = (path, rules) => !isTest(path, rules) && !isShell(path, rules)

/** `@scope/name/sub` -> `@scope/name`; `name/sub` -> `name`. */
const packageName = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')

/** Everything a module asks for: static and dynamic imports and re-exports, with what only concerns types marked. */
function importsOf(module, text) {
  const isTypeOnly = (start) => /^(?:import|export)\s+type\b/.test(text.slice(start, start + 40))
  const found = module.staticImports.map(({ start, moduleRequest }) => ({
    start,
    specifier: moduleRequest.value,
    typeOnly: isTypeOnly(start),
  }))
  for (const { start, entries } of module.staticExports) {
    const specifier = entries.find((entry) => entry.moduleRequest)?.moduleRequest.value
    // An imported name that is exported again further down shows up here too, at the import's own position.
    if (specifier === undefined || found.some((known) => known.start === start)) continue
    found.push({ start, specifier, typeOnly: isTypeOnly(start) })
  }
  for (const { start, moduleRequest } of module.dynamicImports) {
    const literal = /^(['"`])([^'"`$]*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end))
    found.push({ start, specifier: literal?.[2], typeOnly: false })
  }
  return found
}

/**
 * @param {string} path from the project's root, with forward slashes
 * @param {string} text the file
 * @param {object} rules scripts/layers.json
 * @param {(path: string) => boolean} exists whether there is such a file
 * @returns {{ violations: { file: string, line: number, rule: string }[], usedExceptions: number[] }}
 */
export function judge(path, text, rules, exists) {
  const violations = []
  const usedExceptions = new Set()
  const object = (start, rule) => {
    violations.push({ file: path, line: text.slice(0, start).split('\n').length, rule })
  }
  const done = () => ({ violations, usedExceptions: [...usedExceptions] })

  const layerName = layerOf(path, rules)
  if (layerName === undefined) {
    object(0, 'no layer has this folder; give it one in scripts/layers.json')
    return done()
  }
  const parsed = parseSync(path, text)
  if (parsed.errors.length > 0) {
    object(parsed.errors[0].labels[0]?.start ?? 0, `cannot be read: ${parsed.errors[0].message}`)
    return done()
  }
  const layer = rules.layers[layerName]
  const test = isTest(path, rules)
  const pure = isPure(path, rules)
  /** Whether an exception of `kind` covers `name` here; remembers that it was needed. */
  const excepted = (kind, name) => {
    const index = rules.pure.exceptions.findIndex((e) => matches(e.file, path) && (e[kind] ?? []).includes(name))
    if (index !== -1) usedExceptions.add(index)
    return index !== -1
  }

  const judgePackage = (start, specifier, typeOnly) => {
    if (specifier.startsWith('node:') || isBuiltin(specifier)) {
      if (!layer.node && !test) object(start, `${layerName} runs in browsers and may not import ${specifier}`)
      else if (pure && !typeOnly && !excepted('packages', specifier)) {
        object(start, `a pure file may not import ${specifier}; only shells touch Node`)
      }
      return
    }
    const name = packageName(specifier)
    const allowed = layer.packages.includes(name) || (test && rules.tests.packages.includes(name))
    if (!allowed) object(start, `${layerName} may not import the package ${name}`)
    else if (pure && !typeOnly && !rules.pure.packages?.includes(name) && !excepted('packages', name)) {
      object(start, `a pure file may not import the package ${name}; only shells do`)
    }
  }

  const judgeFile = (start, specifier, typeOnly) => {
    const target = posix.join(posix.dirname(path), specifier.replace(/[?#].*$/, ''))
    if (target.startsWith('../')) return object(start, `imports ${specifier}, outside the project`)
    if (!exists(target))
      return object(start, `imports ${specifier}, which is not there (write the whole name, with .ts)`)
    const targetLayer = layerOf(target, rules)
    if (targetLayer === undefined) return object(start, `imports ${target}, which belongs to no layer`)
    if (targetLayer !== layerName) {
      const allowed = [...layer.imports, ...(typeOnly ? (layer.types ?? []) : [])]
      const fits = allowed.some((entry) => (entry.includes('/') ? matches(entry, target) : entry === targetLayer))
      if (!fits) return object(start, `${layerName} may not import ${target}`)
      if (layer.onlyPure?.includes(targetLayer) && !typeOnly && !isPure(target, rules)) {
        return object(start, `${layerName} may import only the pure files of ${targetLayer}, not ${target}`)
      }
    }
    if (!test && isTest(target, rules)) return object(start, `only tests may import the test ${target}`)
    if (pure && !typeOnly && isShell(target, rules) && !excepted('files', target)) {
      object(start, `a pure file may not import the shell ${target}`)
    }
  }

  for (const { start, specifier, typeOnly } of importsOf(parsed.module, text)) {
    if (specifier === undefined) object(start, 'imports something that is not a plain string, which nobody can check')
    else if (specifier.startsWith('.')) judgeFile(start, specifier, typeOnly)
    else judgePackage(start, specifier, typeOnly)
  }

  if (pure) {
    for (const { start } of parsed.module.importMetas) object(start, 'a pure file may not use import.meta')
    for (const { name, member, start } of freeNames(parsed.program)) {
      const full = member === undefined ? name : `${name}.${member}`
      const owns = rules.pure.impureMembers.some((impure) => impure.startsWith(`${name}.`))
      if (!rules.pure.globals.includes(name)) {
        if (!excepted('globals', name)) object(start, `a pure file may not use ${full}; have it handed in by a shell`)
      } else if (rules.pure.impureMembers.includes(full)) {
        object(start, `a pure file may not use ${full}; have it handed in by a shell`)
      } else if (name === 'Math' && owns && member === undefined) {
        object(start, 'a pure file uses Math by its members only, so that Math.random cannot hide')
      }
    }
  }
  return done()
}
