/** What an activity throws that could not start a run: Temporal's troubles are not ours. */
import { ApplicationFailure } from '@temporalio/common';
import { started } from '../../activities/run-control.js';
import type { StartOutcome } from '../../workflows/messages.js';

const thrownBy = (outcome: StartOutcome) =>
  started(Promise.resolve(outcome)).then(
    () => null,
    (error: unknown) => error,
  );

it.each<StartOutcome>([{ kind: 'eager' }, { kind: 'started' }, { kind: 'running' }])(
  'nothing: $kind',
  async (outcome) => expect(await thrownBy(outcome)).toBeNull(),
);

it('what is tried again, and is no error in the log, where Temporal is away or busy; nothing of its words', async () => {
  const thrown = await thrownBy({ kind: 'away', reason: 'Workflow is busy.' });
  expect(thrown).toBeInstanceOf(ApplicationFailure);
  expect(thrown).toMatchObject({
    nonRetryable: false,
    type: 'TemporalBusy',
    message: expect.not.stringContaining('busy.'),
  });
});

it('an error of ours where a run can never start', async () =>
  expect(await thrownBy({ kind: 'refused', reason: 'bad id' })).not.toBeInstanceOf(ApplicationFailure));
