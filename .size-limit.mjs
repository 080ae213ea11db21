/** Size budgets, checked by `npm run size`: what is loaded before play is counted as the page loads it, not by folders. */
import { loadedFiles } from './scripts/lib/loaded-files.mjs'

const scripts = (files) => files.filter((file) => file.endsWith('.js'))

const LATE = 'dist/page/assets/late/'
const ENGINE = ['dom-one-swarm', 'dom-governor', 'dom-media-source', 'episode-engine', 'memory-piece-store']
const WITHOUT_WORKER = 'http-feed-desk'

export default [
  {
    name: 'the page before play, with the worker that reads feeds',
    path: [...loadedFiles('dist/page/index.html'), 'dist/page/assets/http-feed-worker-*.js'],
    limit: '77 KB',
    gzip: true,
  },
  {
    name: 'the engine and sharing, loaded late',
    path: ENGINE.map((name) => `${LATE}${name}-*.js`),
    limit: '90 KB',
    gzip: true,
  },
  {
    name: 'panels and extras of the player, each loaded when it is first wanted, together',
    path: [`${LATE}*.js`, ...[...ENGINE, WITHOUT_WORKER].map((name) => `!${LATE}${name}-*.js`)],
    limit: '50 KB',
    gzip: true,
  },
  {
    name: 'what reads feeds where no worker can, loaded only there',
    path: [`${LATE}${WITHOUT_WORKER}-*.js`, 'dist/page/assets/chapters-*.js'],
    limit: '18 KB',
    gzip: true,
  },
  {
    name: 'five other languages than English, together',
    path: 'dist/page/assets/languages/*.js',
    limit: '60 KB',
    gzip: true,
  },
  { name: 'the service worker', path: 'dist/page/sw.js', limit: '8 KB', gzip: true },
  {
    name: "the embedded player's script before play, with its worker",
    path: [...scripts(loadedFiles('dist/page/player.html')), 'dist/page/player-sw.js'],
    limit: '45 KB',
    gzip: true,
  },
  { name: "the embed's facade", path: 'dist/page/embed.js', limit: '6 KB', gzip: true },
  { name: 'the client that controls a frame', path: 'dist/page/client.js', limit: '3 KB', gzip: true },
]
