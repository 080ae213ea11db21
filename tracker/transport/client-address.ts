/**
 * Which address a socket counts under. Pure.
 *
 * A household has one IPv4 address but a whole /64 of IPv6 (RFC 6177), so that is what counts there. Behind a proxy all
 * sockets come from the proxy; it tells the real address in `X-Forwarded-For`, which anybody may write, so it is believed
 * only where the operator says how many proxies stand in front, and then only the entry that the outermost of these wrote:
 * each appends the address it was called from, so that is counted from the right.
 */
export function clientAddress(
  remote: string | undefined,
  forwarded: string | undefined,
  trustedProxies: number,
): string {
  const told = trustedProxies > 0 ? forwarded?.split(',').at(-trustedProxies)?.trim() : undefined
  return addressGroup(told || remote || 'unknown')
}

function addressGroup(address: string): string {
  const plain = withoutPort(address)
    .replace(/^::ffff:(?=\d+\.)/i, '')
    .replace(/^(?:0*:)*:?ffff:([\da-f]{1,4}):([\da-f]{1,4})$/i, (_, high: string, low: string) => dotted(high, low))
  if (!plain.includes(':')) return plain.slice(0, 64)
  const [head = '', tail = ''] = plain.toLowerCase().split('::')
  const groups = head.split(':').filter((group) => group !== '')
  if (plain.includes('::')) {
    const after = tail.split(':').filter((group) => group !== '')
    while (groups.length + after.length < 8) groups.push('0')
    groups.push(...after)
  }
  return `${groups.slice(0, 4).join(':').slice(0, 56)}::/64`
}

/** The same for an address as its bytes, 4 or 16 in network order: a text to be compared with its like alone. */
export function addressKey(address: Uint8Array): string {
  const mapped = address.length === 16 && MAPPED.every((byte, i) => address[i] === byte)
  return String.fromCharCode(...(mapped ? address.subarray(MAPPED.length) : address.subarray(0, 8)))
}

/** How an IPv4 address within IPv6 begins (RFC 4291, section 2.5.5.2). */
const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff] as const

/** Some proxies write the port too: `192.0.2.7:5678`, `[2001:db8::7]:5678`. */
function withoutPort(address: string): string {
  return address.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1').replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
}

/** An IPv4 address from the last 32 bits of an IPv6 one (RFC 4291, section 2.5.5.2). */
function dotted(high: string, low: string): string {
  const bits = (Number.parseInt(high, 16) << 16) | Number.parseInt(low, 16)
  return [24, 16, 8, 0].map((shift) => (bits >>> shift) & 0xff).join('.')
}
