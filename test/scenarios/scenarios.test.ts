// What merchants may expect of the ladder, in their own words: each file of this folder is played on skipped time.
import { readdirSync, readFileSync } from 'node:fs';
import { readScenario } from './language.js';
import { Stage } from './stage.js';
import { faultsOf } from './verdict.js';

const FOLDER = new URL('../../../test/scenarios/', import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'));
const textOf = (file: string) => readFileSync(new URL(file, FOLDER), 'utf8');
const read = (file: string) => readScenario(file, textOf(file));
/** What the README shows must be true as well. */
const EXAMPLE = readScenario('README.md', /```yaml\n([\s\S]*?)```/.exec(textOf('README.md'))?.[1] ?? '');

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open();
}, 300_000);

afterAll(() => stage?.close());

it.each([EXAMPLE, ...FILES.map(read)].map((scenario) => ({ scenario })))(
  '$scenario.name',
  async ({ scenario }) => {
    expect(faultsOf(scenario, await stage.play(scenario))).toEqual([]);
  },
  60_000,
);

it('A demand that is not met turns red', async () => {
  const text = textOf('friday-evening.yaml').replace('Sam is not reminded', 'Sam is reminded once');
  const wrong = readScenario('wrong.yaml', text);
  expect(faultsOf(wrong, await stage.play(wrong))).toEqual([
    expect.stringMatching(
      /^line \d+: "by Saturday 12:00: Sam is reminded once": Sam was told dispute\.opened on Friday 18:00/,
    ),
  ]);
});
