/**
 * Who a socket of the load generator says it is, in an upgrade request as Chromium writes it. Pure.
 *
 * Each listener has an address of its own, twice: the one it connects from, since all of 127.0.0.0/8 is this machine's (and one
 * address has only 28,000 ports towards a server), and one in `X-Forwarded-For`, as from a proxy. The server's settings say which of them
 * counts.
 */

/** @param index the socket's number, below 2^23 */
export function loopbackAddress(index: number): string {
  return `127.${1 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`
}

export function upgradeRequest(port: number, index: number): string {
  return [
    'GET / HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
    'Origin: http://127.0.0.1',
    'Accept-Encoding: gzip, deflate, br, zstd',
    'Accept-Language: en-US,en;q=0.9',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `X-Forwarded-For: 10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
    '\r\n',
  ].join('\r\n')
}
