/**
 * Reads an address as the system prints it into the bytes that travel. Pure.
 *
 * Node says where a datagram came from in text only, and has nothing that takes the text apart. An IPv4 address on a socket
 * for both families comes as `::ffff:192.0.2.1` (RFC 4291, 2.5.5.2); it is the IPv4 address that its sender knows.
 */

const IPV4 = /^(?:(?:0|[1-9]\d{0,2})(?:\.(?!$)|$)){4}$/
const IPV4_AT_THE_END = /(?<=:)[\d.]+\.[\d.]+$/
const ZONE = /%[0-9a-z.:-]+$/i
const GROUP = /^[0-9a-f]{1,4}$/i
const GROUPS = 8
const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]

/** @returns 4 bytes, or 16; `undefined` where the text is no address. A zone (`%eth0`) is passed over. */
export function parseIpAddress(text: string): readonly number[] | undefined {
  if (!text.includes(':')) return parseIpv4(text)
  const bytes = parseIpv6(text.replace(ZONE, ''))
  return bytes !== undefined && MAPPED.every((byte, i) => bytes[i] === byte) ? bytes.slice(MAPPED.length) : bytes
}

function parseIpv4(text: string): readonly number[] | undefined {
  const bytes = IPV4.test(text) ? text.split('.').map(Number) : undefined
  return bytes?.every((byte) => byte <= 255) ? bytes : undefined
}

function parseIpv6(text: string): readonly number[] | undefined {
  const [head, tail, ...more] = text.replace(IPV4_AT_THE_END, asGroups).split('::').map(groupsOf)
  if (head === undefined || more.length > 0) return undefined
  const missing = GROUPS - head.length - (tail?.length ?? 0)
  // `::` stands for one group at least.
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...(tail ?? [])]
  if (!groups.every((group) => GROUP.test(group))) return undefined
  return groups.map((group) => Number.parseInt(group, 16)).flatMap((group) => [group >> 8, group & 0xff])
}

const groupsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(':'))

/** `192.0.2.1` as `c000:201`; left as it is where it is no address, which no group looks like. */
function asGroups(text: string): string {
  const [a, b, c, d] = parseIpv4(text) ?? []
  if (a === undefined || b === undefined || c === undefined || d === undefined) return text
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
}
