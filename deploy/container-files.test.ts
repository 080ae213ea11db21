/** Dockerfile, .dockerignore and compose file, where no Docker is needed to judge them. */
import { readFileSync } from 'node:fs'
import { DCLinter } from 'dclint'
import { DockerfileParser } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseTrackerSettings, settingsFromEnvironment } from '../tracker/index.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const dockerfile = DockerfileParser.parse(read('Dockerfile'))

interface Service {
  readonly read_only?: boolean
  readonly cap_drop?: readonly string[]
  readonly security_opt?: readonly string[]
  readonly stop_grace_period?: string
  readonly environment: Readonly<Record<string, string>>
}
const compose = parse(read('compose.yaml')) as { readonly services: Readonly<Record<string, Service>> }

test('the Dockerfile has no mistake', () => {
  expect(validate(read('Dockerfile'))).toEqual([])
})

test('what the Dockerfile copies is all that gets to the builder', () => {
  const sources = dockerfile
    .getCOPYs()
    .filter((copy) => copy.getFromFlag() === null)
    .flatMap((copy) => copy.getArguments().slice(0, -1))
    .map((argument) => argument.getValue())
  const lines = read('../.dockerignore').split('\n')
  const allowed = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  expect(lines).toContain('*')
  expect(new Set(sources)).toEqual(new Set(allowed))
})

test('the image runs as somebody who is not root, and no stage after that copies or runs anything', () => {
  const last = dockerfile.getFROMs().at(-1)?.getRange().start.line ?? 0
  const keywords = dockerfile
    .getInstructions()
    .filter((instruction) => instruction.getRange().start.line > last)
    .map((instruction) => instruction.getKeyword())
  expect(keywords).not.toContain('RUN')
  expect(keywords.slice(keywords.indexOf('USER'))).not.toContain('COPY')
  expect(
    dockerfile
      .getInstructions()
      .find((one) => one.getKeyword() === 'USER')
      ?.getArgumentsContent(),
  ).toBe('node')
})

test('the compose file has no mistake', () => {
  const rules = {
    // Its ports are for the world.
    'no-unbound-port-interfaces': 0,
    // The order is one of meaning.
    'service-keys-order': 0,
    'services-alphabetical-order': 0,
    'top-level-properties-order': 0,
    // Quotes are the formatter's.
    'require-quotes-in-ports': 0,
  } as const
  const linter = new DCLinter({ rules, quiet: true, debug: false, exclude: [] })
  const [result] = linter.lintFiles([new URL('compose.yaml', import.meta.url).pathname], false)
  expect(result?.messages.map(({ line, message }) => `${line}: ${message}`)).toEqual([])
})

test.each(Object.entries(compose.services))(
  '%s has a read-only root, and no power that it does not need',
  (_, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
  },
)

test('the tracker of the compose file is given settings that it takes, and time to drain', () => {
  const { environment, stop_grace_period } = compose.services.tracker as Service
  const filled = Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, value.replace(/\$\{[^}]*\}/g, 'tracker.example.org')]),
  )
  const settings = parseTrackerSettings(settingsFromEnvironment(filled).settings)
  expect(settings).toMatchObject({ trustedProxies: 1, publicUrl: 'wss://tracker.example.org/tracker' })
  const seconds = settings.drainNoticeSeconds + settings.drainSeconds
  expect(Number.parseInt(stop_grace_period ?? '', 10)).toBeGreaterThan(seconds)
})

test('the settings file of the docs is one that the tracker takes', () => {
  expect(parseTrackerSettings(JSON.parse(read('tracker.json')))).toMatchObject({ trustedProxies: 1 })
})
