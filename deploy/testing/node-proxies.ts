/** The three proxies of deploy/, each started as its file says, on ports of the loopback and with a self-made certificate. */
import { readFile } from 'node:fs/promises'
import { needProgram } from '../../e2e/support/programs.ts'
import { type Certificate, type Program, type Workbench, withChanges } from './workbench.ts'

/** Where one listens, and the two places at which trackers run: the second one during upgrades. */
export interface ProxyPlaces {
  readonly port: number
  readonly trackers: readonly [number, number]
  readonly tls: Certificate
}

export interface ProxyKind {
  readonly name: string
  readonly program: string
  /** What a tracker behind it needs beside `--trust-proxy`, for an upgrade. */
  readonly drainNoticeSeconds: number
  start(bench: Workbench, places: ProxyPlaces): Promise<Program>
}

const caddy: ProxyKind = {
  name: 'Caddy',
  program: 'caddy',
  drainNoticeSeconds: 3,
  async start(bench, { port, trackers, tls }) {
    const site = '{$GRAPEVINE_DOMAIN:tracker.example.org} {\n'
    const file = await withChanges('Caddyfile', { [site]: `${site}\ttls ${tls.certFile} ${tls.keyFile}\n` })
    // Not on port 80, and nothing of this machine's is changed.
    const globals = '{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n}\n'
    const path = await bench.write('Caddyfile', `${globals}${file}`)
    return bench.start(needProgram('caddy'), ['run', '--config', path, '--adapter', 'caddyfile'], {
      env: {
        GRAPEVINE_DOMAIN: `https://localhost:${port}`,
        GRAPEVINE_TRACKERS: trackers.map((tracker) => `127.0.0.1:${tracker}`).join(' '),
      },
    })
  },
}

const nginx: ProxyKind = {
  name: 'nginx',
  program: 'nginx',
  drainNoticeSeconds: 0,
  async start(bench, { port, trackers, tls }) {
    const site = await withChanges('nginx.conf', {
      'listen 443 ssl;': `listen 127.0.0.1:${port} ssl;`,
      'listen [::]:443 ssl;': '',
      '/etc/letsencrypt/live/tracker.example.org/fullchain.pem': tls.certFile,
      '/etc/letsencrypt/live/tracker.example.org/privkey.pem': tls.keyFile,
      '127.0.0.1:8000': `127.0.0.1:${trackers[0]}`,
      '127.0.0.1:8001': `127.0.0.1:${trackers[1]}`,
    })
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${kind};`)
    const main = `daemon off; pid nginx.pid; error_log stderr; events {} http { access_log off; ${places.join(' ')} include site.conf; }`
    await bench.write('site.conf', site)
    const path = await bench.write('nginx.conf', main)
    return bench.start(needProgram('nginx'), ['-p', bench.folder, '-e', 'stderr', '-c', path], { goodbye: 'SIGTERM' })
  },
}

const haproxy: ProxyKind = {
  name: 'HAProxy',
  program: 'haproxy',
  drainNoticeSeconds: 2,
  async start(bench, { port, trackers, tls }) {
    const pem = await bench.write('both.pem', `${tls.cert}${await readFile(tls.keyFile, 'utf8')}`)
    const config = await withChanges('haproxy.cfg', {
      // As many files as a usual user may open.
      'maxconn 100000': 'maxconn 400',
      'bind :443 ssl crt /etc/haproxy/tracker.pem': `bind 127.0.0.1:${port} ssl crt ${pem}`,
      '127.0.0.1:8000': `127.0.0.1:${trackers[0]}`,
      '127.0.0.1:8001': `127.0.0.1:${trackers[1]}`,
    })
    return bench.start(needProgram('haproxy'), ['-db', '-f', await bench.write('haproxy.cfg', config)])
  },
}

export const PROXIES: readonly ProxyKind[] = [caddy, nginx, haproxy]
