/** The image by hand: every step of the Dockerfile, then what it makes, as nobody in particular, where nothing can be written. */
import { execFile } from 'node:child_process'
import { chmod, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WireClient } from '../tracker/testing/ws-test-client.ts'
import { buildByHand } from './testing/node-dockerfile-by-hand.ts'
import { portOf } from './testing/node-tracker-process.ts'
import { freePorts, ROOT, Workbench } from './testing/workbench.ts'

/** Who `node` is in Node's images. */
const NODE_USER = '1000'

/** In a view of the file system of its own, where all is read-only, without any capability. */
const CONFINED = `mount --make-rprivate /
mount --bind "$1" "$1"
mount -o remount,bind,ro "$1"
mount -o remount,bind,ro /
if touch "$1/written" 2>/dev/null; then echo "$1 can be written to"; exit 1; fi
cd "$1$2"
shift 2
exec setpriv --reuid ${NODE_USER} --regid ${NODE_USER} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"`

let bench: Workbench
beforeEach(async () => {
  bench = await Workbench.open()
})
afterEach(() => bench.close(), 60_000)

test('the image runs as a user without powers on a read-only root, is healthy, and drains', {
  timeout: 600_000,
}, async ({ skip }) => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    skip('a read-only view of the file system takes root, on Linux')
  const { root, workdir, env, user, entrypoint, cmd, healthcheck } = await buildByHand(
    join(ROOT, 'deploy/Dockerfile'),
    ROOT,
    bench.folder,
  )
  expect(user).toBe('node')
  expect((await readdir(join(root, workdir))).sort()).toEqual(['bin', 'dist', 'node_modules', 'package.json'])
  expect(await readdir(join(root, workdir, 'node_modules'))).not.toContain('typescript')
  await chmod(bench.folder, 0o755)
  const [port = 0] = await freePorts(1)
  const settings = {
    ...env,
    GRAPEVINE_TRACKER_OPEN: 'true',
    GRAPEVINE_TRACKER_HOST: '127.0.0.1',
    GRAPEVINE_TRACKER_PORT: String(port),
  }
  const inside = [...entrypoint, ...cmd].map((word) => word.replace(/^\/app\//, `${root}/app/`))
  const program = bench.start('unshare', ['--mount', 'sh', '-ec', CONFINED, 'sh', root, workdir, ...inside], {
    env: settings,
  })
  expect(await portOf(program)).toBe(port)

  const isHealthy = () => {
    const [command = '', ...args] = healthcheck
    return promisify(execFile)(command, args, { env: { PATH: process.env.PATH, ...settings } }).then(
      () => true,
      () => false,
    )
  }
  expect(await isHealthy()).toBe(true)
  const client = await WireClient.connect(`ws://127.0.0.1:${port}/tracker`)
  program.child.kill('SIGTERM')
  expect(await client.closed).toBe(1012)
  expect(await program.ended).toBe(0)
  expect(await isHealthy()).toBe(false)
})
