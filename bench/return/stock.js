/**
 * Runs in a page: stock webtorrent, as published on npm, over a chunk store in IndexedDB (the plainest that its interface,
 * abstract-chunk-store, allows; webtorrent itself ships none for IndexedDB). Options as its documentation shows them.
 */
const { WebTorrent } = globalThis

const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

let opening
function database() {
  const request = indexedDB.open('stock-chunks', 1)
  request.onupgradeneeded = () => request.result.createObjectStore('chunks')
  opening ??= answer(request)
  return opening
}

class IdbChunkStore {
  constructor(chunkLength, { length, torrent } = {}) {
    this.chunkLength = chunkLength
    this.length = length
    this.hash = torrent?.infoHash
  }

  async #run(mode, work) {
    const db = await database()
    return answer(work(db.transaction('chunks', mode, { durability: 'relaxed' }).objectStore('chunks')))
  }

  put(index, bytes, done = () => {}) {
    this.#run('readwrite', (chunks) => chunks.put(bytes.slice(), [this.hash, index])).then(() => done(null), done)
  }

  get(index, options, done) {
    if (typeof options === 'function') return this.get(index, undefined, options)
    this.#run('readonly', (chunks) => chunks.get([this.hash, index])).then((bytes) => {
      if (bytes === undefined) return done(new Error(`chunk ${index} is not held`))
      const from = options?.offset ?? 0
      done(null, bytes.subarray(from, from + (options?.length ?? bytes.length - from)))
    }, done)
  }

  close(done = () => {}) {
    done(null)
  }

  destroy(done = () => {}) {
    done(null)
  }
}

function client() {
  return new WebTorrent({ dht: false, tracker: { rtcConfig: { iceServers: [] } } })
}

async function torrentFileOf(url) {
  return new Uint8Array(await (await fetch(url)).arrayBuffer())
}

/** Fills the store, as having downloaded everything would. */
async function fill({ infoHash, sizeBytes, pieceLength, nearUrl }) {
  const store = new IdbChunkStore(pieceLength, { length: sizeBytes, torrent: { infoHash } })
  const perBatch = Math.max(1, Math.floor((16 << 20) / pieceLength))
  const pieceCount = Math.ceil(sizeBytes / pieceLength)
  for (let first = 0; first < pieceCount; first += perBatch) {
    const last = Math.min(pieceCount, first + perBatch)
    const range = `bytes=${first * pieceLength}-${Math.min(sizeBytes, last * pieceLength) - 1}`
    const bytes = new Uint8Array(await (await fetch(nearUrl, { headers: { Range: range } })).arrayBuffer())
    for (let index = first; index < last; index++) {
      const at = (index - first) * pieceLength
      const chunk = bytes.slice(at, Math.min(bytes.length, at + pieceLength))
      await new Promise((resolve, reject) => store.put(index, chunk, (error) => (error ? reject(error) : resolve())))
    }
  }
}

/** The returning visitor: adds the torrent, over what the store holds. */
async function seed(torrentUrl) {
  // From memory where the page has it, as ours has: the torrent file is not what is measured.
  client().add(await torrentFileOf(torrentUrl), { store: IdbChunkStore, storeCacheSlots: 0 })
}

/** Another listener who holds nothing and asks for nothing; notes when somebody is seen to hold everything. */
async function wait(torrentUrl) {
  const torrent = client().add(await torrentFileOf(torrentUrl), { deselect: true })
  torrent.on('wire', (wire) => {
    const look = () => {
      const { pieces } = torrent
      for (let i = 0; i < pieces.length; i++) if (!wire.peerPieces.get(i)) return
      globalThis.sawSeederAt ??= performance.timeOrigin + performance.now()
    }
    for (const event of ['bitfield', 'have', 'have-all']) wire.on(event, look)
  })
  await new Promise((resolve) => torrent.once('ready', resolve))
}

Object.assign(globalThis, { stock: { fill, seed, wait } })
if (location.hash !== '') await seed(decodeURIComponent(location.hash.slice(1)))
