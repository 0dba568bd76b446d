/** In which order Jest takes the test files. */
import { createRequire } from 'node:module';

// Its types are those of CommonJS alone: as a module of ECMAScript the class would be looked for one `default` too deep.
const { default: TestSequencer }: typeof import('@jest/test-sequencer', { with: { 'resolution-mode': 'require' }}) =
  createRequire(import.meta.url)('@jest/test-sequencer');

type Tests = Parameters<InstanceType<typeof TestSequencer>['sort']>[0];

/** These start whole programs, or wait for much to come to pass. */
const LONG = [
  'local/',
  'processes/',
  'docs/price.',
  'temporal/lost-anywhere.',
  'delivery/bulkheads.',
  'access/matrix.',
];
const isLong = ({ path }: Tests[number]) => LONG.some((part) => path.includes(`/test/${part}`));

/**
 * The long ones first: one that began last would leave all processors but its own idle. On a new checkout Jest itself knows no
 * more than the sizes of the files.
 */
export default class LongestFirst extends TestSequencer {
  override async sort(tests: Tests): Promise<Tests> {
    const sorted = await super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}
