/**
 * Two homes and an internet, in network namespaces of this machine: each home is one listener's network behind a router that
 * masquerades, as routers at home do. Nothing outside the namespaces is touched, and nothing outside can be reached.
 *
 *     home a  192.168.11.2 ── router a ── 203.0.113.1 ─┐
 *                                                      ├─ bridge, servers at 203.0.113.10
 *     home b  192.168.12.2 ── router b ── 203.0.113.2 ─┘
 *
 * Linux masquerading keeps a flow's source port where it is free, so all of a socket's flows get the same public port:
 * endpoint-independent mapping in RFC 4787's words. With `fully-random` each flow gets a port of its own: symmetric. Filtering
 * depends on address and port in both. Routers drop what nobody asked for without an answer, as those at home do; a router
 * that answered would remember the flow, and give the port to no other.
 */
import { execFileSync } from 'node:child_process'
import { needProgram, whyNoProgram } from './programs.ts'

export type NatKind = 'endpoint-independent' | 'symmetric'
export type Home = 'a' | 'b'

/** Where the servers listen (RFC 5737: an address for examples). */
export const INTERNET_ADDRESS = '203.0.113.10'
const HOMES: readonly { home: Home; lan: string; public: string }[] = [
  { home: 'a', lan: '192.168.11', public: '203.0.113.1' },
  { home: 'b', lan: '192.168.12', public: '203.0.113.2' },
]
const COMMAND_LIMIT_MS = 10_000
const PREFIX = 'grapevine'

export interface NatNetwork {
  /** Names of namespaces, for `ip netns exec`. */
  readonly internet: string
  readonly homes: Readonly<Record<Home, string>>
  /** What both routers are from now on; flows that stand keep their ports. */
  become(kind: NatKind): void
  /** Deletes all namespaces. May be called twice. */
  remove(): void
}

/** @returns why there can be no namespaces on this machine, in words; one is made to see, and deleted */
export function whyNoNamespaces(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are a feature of Linux'
  if (process.getuid?.() !== 0) return 'network namespaces take root'
  const missing = whyNoProgram('ip') ?? whyNoProgram('nft')
  if (missing !== undefined) return missing
  const name = `${PREFIX}-${process.pid}-try`
  const ip = needProgram('ip')
  try {
    command(ip, ['netns', 'add', name])
  } catch (error) {
    return `this machine allows no network namespaces (${error instanceof Error ? error.message.trim() : error})`
  }
  command(ip, ['netns', 'delete', name])
  return undefined
}

/** @throws where a command fails; nothing is left behind then */
export function buildNatNetwork(): NatNetwork {
  removeLeftovers()
  const name = (what: string): string => `${PREFIX}-${process.pid}-${what}`
  const internet = name('internet')
  const spaces = [internet, ...HOMES.flatMap(({ home }) => [name(`router-${home}`), name(`home-${home}`)])]
  const remove = (): void => {
    for (const space of spaces) if (namespaces().includes(space)) ip('netns', 'delete', space)
  }
  try {
    for (const space of spaces) {
      ip('netns', 'add', space)
      ip('-n', space, 'link', 'set', 'lo', 'up')
    }
    ip('-n', internet, 'link', 'add', 'bridge', 'type', 'bridge')
    ip('-n', internet, 'address', 'add', `${INTERNET_ADDRESS}/24`, 'dev', 'bridge')
    ip('-n', internet, 'link', 'set', 'bridge', 'up')
    // The rest of the internet: packets for it are lost, where without a route sending them would be an error.
    ip('-n', internet, 'route', 'add', 'default', 'dev', 'bridge')
    for (const { home, lan, public: address } of HOMES) {
      const router = name(`router-${home}`)
      const port = `port-${home}`
      ip('-n', router, 'link', 'add', 'wan', 'type', 'veth', 'peer', 'name', port, 'netns', internet)
      ip('-n', internet, 'link', 'set', port, 'master', 'bridge', 'up')
      giveAddress(router, 'wan', `${address}/24`)
      ip('-n', router, 'link', 'add', 'lan', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name(`home-${home}`))
      giveAddress(router, 'lan', `${lan}.1/24`)
      giveAddress(name(`home-${home}`), 'eth0', `${lan}.2/24`)
      ip('-n', name(`home-${home}`), 'route', 'add', 'default', 'via', `${lan}.1`)
      ip('netns', 'exec', router, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward')
    }
  } catch (error) {
    remove()
    throw error
  }
  return {
    internet,
    homes: { a: name('home-a'), b: name('home-b') },
    become(kind) {
      for (const { home } of HOMES) {
        command(
          needProgram('ip'),
          ['netns', 'exec', name(`router-${home}`), needProgram('nft'), '-f', '-'],
          ruleset(kind),
        )
      }
    },
    remove,
  }
}

const ruleset = (kind: NatKind): string => `
flush ruleset
table ip nat {
  chain leaving {
    type nat hook postrouting priority srcnat
    oifname "wan" masquerade ${kind === 'symmetric' ? 'random,fully-random' : ''}
  }
}
table ip filter {
  chain to-router {
    type filter hook input priority filter; policy drop
    iifname != "wan" accept
    ct state established,related accept
  }
  chain through {
    type filter hook forward priority filter; policy drop
    iifname "lan" oifname "wan" accept
    ct state established,related accept
  }
}
`

/** Namespaces of processes that were killed before they could clean up. */
function removeLeftovers(): void {
  for (const name of namespaces()) {
    const pid = Number(new RegExp(`^${PREFIX}-(\\d+)-`).exec(name)?.[1])
    if (pid > 0 && !isRunning(pid)) ip('netns', 'delete', name)
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function namespaces(): readonly string[] {
  return ip('netns', 'list')
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '')
}

function giveAddress(space: string, device: string, address: string): void {
  ip('-n', space, 'address', 'add', address, 'dev', device)
  ip('-n', space, 'link', 'set', device, 'up')
}

function ip(...args: readonly string[]): string {
  return command(needProgram('ip'), args)
}

function command(path: string, args: readonly string[], input?: string): string {
  return execFileSync(path, args, {
    encoding: 'utf8',
    timeout: COMMAND_LIMIT_MS,
    ...(input !== undefined && { input }),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}
