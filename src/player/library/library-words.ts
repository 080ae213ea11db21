/**
 * What a listener is told when the library is not what it should be: what happened, what still works, what to do.
 *
 * Pure; one table, so that a new problem does not compile without its words.
 */
import { msg } from '@lit/localize'
import type { ErrorWords } from '../error-words.ts'
import type { LibraryProblem } from './library.ts'

export function libraryWords(problem: LibraryProblem): ErrorWords {
  switch (problem) {
    case 'missing':
    case 'refused':
      return {
        happened: msg('This browser lets this page keep nothing: a private window, or its settings.'),
        stillWorks: msg('You can follow shows and listen, but all of it is forgotten when the page is closed.'),
        whatToDo: msg('Open this page in an ordinary window, or allow it to store data.'),
      }
    case 'blocked':
      return {
        happened: msg('Your library could not be opened: another tab with an older version of this page holds it.'),
        stillWorks: msg('You can listen meanwhile; what you change here is forgotten when the page is closed.'),
        whatToDo: msg('Close the other tabs of this page, then load this one again.'),
      }
    case 'newer-version':
      return {
        happened: msg('A newer version of this page has been opened in this browser.'),
        stillWorks: msg('Your library is safe, and what plays goes on; what you change here is not kept.'),
        whatToDo: msg('Load this page again.'),
      }
    case 'full':
      return {
        happened: msg('There is no room left on this device for the last change.'),
        stillWorks: msg('Everything that was kept before is still there.'),
        whatToDo: msg('Clear some of what is kept under Storage, then try again.'),
      }
    case 'failed':
      return {
        happened: msg("This browser's storage did not take the last change."),
        stillWorks: msg('What plays goes on, and what was kept before should still be there.'),
        whatToDo: msg('Try again. If it stays so, load this page again.'),
      }
    case 'cleared':
      return {
        happened: msg('The browser has cleared what this page kept, or somebody did so in its settings.'),
        stillWorks: msg('You can go on: shows can be added again, and a file with your library can be read in.'),
        whatToDo: msg('Export your library now and then, so that it can be brought back.'),
      }
  }
}
