/** What the page does. Each act is saved at once and offers its way back; what it leaves uncovered is said. */
import type { OperationResult } from '@urql/core';
import { client, sentenceOf } from '../../data/client.js';
import { complain, offerUndo } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import type { Entry, EventType } from './catalogue.js';
import { refreshGaps } from './Gaps.js';
import {
  ResetPreferencesDocument,
  SetAllPreferencesDocument,
  SetDestinationEnabledDocument,
  SetPreferenceDocument,
} from './preferences.generated.js';

type Gaps = { coverage?: { message: string }[] | null } | undefined;

/** True where it was done. What too few would hear of now is said, once. */
function settled({ error }: Pick<OperationResult, 'error'>, gaps: Gaps): boolean {
  if (error) complain(sentenceOf(error));
  const [gap] = gaps?.coverage ?? [];
  if (gap) complain(gap.message);
  refreshGaps();
  return !error;
}

async function choose(destinationId: string, eventType: string, enabled: boolean): Promise<boolean> {
  const input = { destinationId, eventType, enabled };
  const answer = await client.mutation(SetPreferenceDocument, { input }).toPromise();
  return settled(answer, answer.data?.setPreference);
}

/** One switch. */
export async function switchOne(entryId: string, { key, name }: EventType, enabled: boolean): Promise<boolean> {
  const done = await choose(entryId, key, enabled);
  if (done)
    offerUndo(t(enabled ? 'preferences.on' : 'preferences.off', { event: name }), () => choose(entryId, key, !enabled));
  return done;
}

export async function switchEntry({ id }: Entry, enabled: boolean): Promise<boolean> {
  const answer = await client.mutation(SetDestinationEnabledDocument, { input: { id, enabled } }).toPromise();
  return settled(answer, answer.data?.setDestinationEnabled);
}

/** What `bulk` can do to one entry. Null: back to what roles and defaults say. */
export interface Bulk {
  enabled: boolean | null;
  category?: EventType['category'];
}

async function runBulk(entryId: string, { enabled, category }: Bulk): Promise<boolean> {
  if (enabled === null) {
    const answer = await client.mutation(ResetPreferencesDocument, { input: { id: entryId } }).toPromise();
    return settled(answer, answer.data?.resetPreferences);
  }
  const input = { destinationId: entryId, enabled, category };
  const answer = await client.mutation(SetAllPreferencesDocument, { input }).toPromise();
  return settled(answer, answer.data?.setAllPreferences);
}

/** All switches of an entry, or of one category. The way back restores what was chosen before, and leaves the rest to the roles. */
export async function bulk(entry: Entry, act: Bulk, sentence: string): Promise<boolean> {
  const chosen = entry.preferences.filter(({ source }) => source === 'EXPLICIT');
  const done = await runBulk(entry.id, act);
  const back = async () => {
    await runBulk(entry.id, { enabled: null });
    for (const { eventType, enabled } of chosen) await choose(entry.id, eventType.key, enabled);
  };
  if (done) offerUndo(sentence, back);
  return done;
}
