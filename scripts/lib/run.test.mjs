import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { run, runNode } from './run.mjs'

test('what a child prints and how it ended come back', async () => {
  const said = await runNode(['-e', 'console.log("out"); console.error("err"); process.exitCode = 3'], { quiet: true })
  expect(said).toMatchObject({ ok: false, code: 3, timedOut: false, missing: false })
  expect(said.output).toContain('out')
  expect(said.output).toContain('err')
})

test('a program that is not there is told apart from one that failed', async () => {
  expect(await run('no-such-program-anywhere', [], { quiet: true })).toMatchObject({ ok: false, missing: true })
})

test('a time limit ends a whole family, even one that ignores being asked', async () => {
  const stubborn = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); '
  const parent = `${stubborn} const c = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(stubborn)}], { stdio: "ignore" }); console.log("pid", c.pid)`
  const ended = await runNode(['-e', parent], { quiet: true, timeoutMs: 700 })
  expect(ended).toMatchObject({ ok: false, timedOut: true })
  const pid = Number(/pid (\d+)/.exec(ended.output)?.[1])
  await expect.poll(() => isAlive(pid)).toBe(false)
})

function isAlive(pid) {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  try {
    // Dead, but not buried: a container's first process may take its time, or never do it.
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return process.platform !== 'linux'
  }
}
