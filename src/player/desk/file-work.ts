/** Reading and writing files: loaded with the first one. */
export { LibraryFileError, libraryFileErrorWords } from '../library/library-file-words.ts'
export { exportEverything, importEverything } from '../library/library-transfer.ts'
export { writeOpml } from '../library/opml-export.ts'
export { parseOpml } from '../library/opml-import.ts'
export { OpmlError, opmlErrorWords } from '../library/opml-warning.ts'
export { decodeText } from '../text-decoding.ts'
