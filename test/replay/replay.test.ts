/** Runs in flight survive today's code: every recorded history replays on today's bundle. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type ReplayResult, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { WORKFLOW_BUNDLE } from '../../src/temporal/bundle.js';
import { eventsOf, type History, quietTemporal } from '../support/temporal.js';
import { CASES, DISPUTE_CASES, HOLD_CASES } from './cases.js';
import { historyFromJson } from './history-json.js';
import { HISTORIES } from './record.js';

const BUNDLE_MS = 120_000;
const NAMES = [CASES, HOLD_CASES, DISPUTE_CASES].flatMap(Object.keys);

const fileOf = (name: string) => readFileSync(join(HISTORIES, `${name}.json`), 'utf8');
const historyOf = (name: string): History => historyFromJson(JSON.parse(fileOf(name)));

/** What became of each history on this bundle, by name. */
async function replay(workflowBundle: { codePath: string } | { code: string }): Promise<Map<string, ReplayResult>> {
  const histories = NAMES.map((name) => ({ workflowId: name, history: historyOf(name) }));
  const results = new Map<string, ReplayResult>();
  for await (const result of Worker.runReplayHistories({ workflowBundle }, histories)) {
    results.set(result.workflowId, result);
  }
  return results;
}

beforeAll(quietTemporal);

describe('The recorded histories', () => {
  it('are there for each case, and for no other', () => {
    expect(readdirSync(HISTORIES).sort()).toEqual(NAMES.map((name) => `${name}.json`).sort());
  });

  it('hold the branches that they are named after', () => {
    const count = (name: string, type: Parameters<typeof eventsOf>[1]) => eventsOf(historyOf(name), type).length;
    expect(count('in-app-only', 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED')).toBe(0);
    expect(count('e-mail', 'EVENT_TYPE_ACTIVITY_TASK_COMPLETED')).toBe(1);
    expect(count('two-channels', 'EVENT_TYPE_ACTIVITY_TASK_COMPLETED')).toBe(2);
    expect(count('at-once', 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED')).toBe(0);
    expect(count('at-once', 'EVENT_TYPE_MARKER_RECORDED')).toBe(2);
    expect(count('at-once-then-later', 'EVENT_TYPE_ACTIVITY_TASK_COMPLETED')).toBe(1);
    expect(count('group-of-50', 'EVENT_TYPE_ACTIVITY_TASK_COMPLETED')).toBe(2);
    const [retried] = eventsOf(historyOf('retry-then-success'), 'EVENT_TYPE_ACTIVITY_TASK_STARTED');
    expect(retried?.activityTaskStartedEventAttributes?.attempt).toBe(2);
    expect(count('given-up', 'EVENT_TYPE_ACTIVITY_TASK_FAILED')).toBe(1);
    expect(count('given-up', 'EVENT_TYPE_MARKER_RECORDED')).toBe(2);
    // Planned, then handed over, before anything is sent.
    expect(count('held', 'EVENT_TYPE_MARKER_RECORDED')).toBe(2);
    for (const name of Object.keys(HOLD_CASES)) expect(count(name, 'EVENT_TYPE_TIMER_FIRED')).toBe(1);
    expect(count('hold-digest', 'EVENT_TYPE_ACTIVITY_TASK_COMPLETED')).toBe(1);
    expect(count('hold-told-again', 'EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED')).toBe(1);
    expect(count('hold-told-again', 'EVENT_TYPE_ACTIVITY_TASK_COMPLETED')).toBe(2);
    expect(count('about-a-dispute', 'EVENT_TYPE_MARKER_RECORDED')).toBe(2);
    // As many looks as the ladder took, and an answer between them.
    expect(count('dispute-passed', 'EVENT_TYPE_MARKER_RECORDED')).toBe(3);
    expect(count('dispute-passed', 'EVENT_TYPE_TIMER_FIRED')).toBe(2);
    expect(count('dispute-without-deadline', 'EVENT_TYPE_TIMER_STARTED')).toBe(0);
    expect(count('dispute-gone', 'EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES')).toBe(0);
    for (const name of ['dispute-acknowledged', 'dispute-responded'])
      expect(count(name, 'EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED')).toBe(1);
  });

  it.each(NAMES)('name no machine: %s', (name) => {
    expect(fileOf(name)).not.toMatch(/stackTrace|node_modules|"identity": "(?!recorder)/);
  });

  it("replay on today's bundle without an error", async () => {
    const results = await replay({ codePath: WORKFLOW_BUNDLE });
    expect([...results.keys()].sort()).toEqual([...NAMES].sort());
    expect([...results].filter(([, { error }]) => error !== undefined)).toEqual([]);
  });

  it(
    'do not replay on a workflow that waits before it plans',
    async () => {
      const workflowsPath = fileURLToPath(new URL('./wrong/notify.workflow.js', import.meta.url));
      const wrong = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
      const results = await replay(wrong);
      expect([...results.keys()].sort()).toEqual([...NAMES].sort());
      for (const [name, { error }] of results)
        expect([name, error]).toEqual([name, expect.any(DeterminismViolationError)]);
    },
    BUNDLE_MS,
  );
});
