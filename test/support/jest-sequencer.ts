/** In which order Jest takes the test files. */
import { createRequire } from 'node:module';
import { comesFirst } from './long-tests.js';

// Its types are those of CommonJS alone: as a module of ECMAScript the class would be looked for one `default` too deep.
const { default: TestSequencer }: typeof import('@jest/test-sequencer', { with: { 'resolution-mode': 'require' }}) =
  createRequire(import.meta.url)('@jest/test-sequencer');

type Tests = Parameters<InstanceType<typeof TestSequencer>['sort']>[0];

/** The long ones first: on a new checkout Jest itself knows no more than the sizes of the files. */
export default class LongestFirst extends TestSequencer {
  override async sort(tests: Tests): Promise<Tests> {
    const sorted = await super.sort(tests);
    return [...sorted.filter(({ path }) => comesFirst(path)), ...sorted.filter(({ path }) => !comesFirst(path))];
  }
}
