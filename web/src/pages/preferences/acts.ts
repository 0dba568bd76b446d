/** What the page does. Each act is saved at once and offers its way back; what it leaves uncovered is said. */
import type { OperationResult } from '@urql/core';
import { client, sentenceOf } from '../../data/client.js';
import { complain, offerUndo } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import type { Entry, EventType } from './catalogue.js';
import { refreshGaps } from './Gaps.js';
import {
  type PreferenceSource,
  ResetPreferenceDocument,
  ResetPreferencesDocument,
  SetAllPreferencesDocument,
  SetDestinationEnabledDocument,
  SetPreferenceDocument,
} from './preferences.generated.js';

type Gaps = { coverage?: { message: string }[] | null } | undefined;

/** True where it was done. What too few would hear of now is said, once. */
function settled(whole: boolean, { error }: Pick<OperationResult, 'error'>, gaps: Gaps): boolean {
  if (error) complain(sentenceOf(error));
  const [gap] = gaps?.coverage ?? [];
  if (gap) complain(gap.message);
  if (whole) refreshGaps();
  return !error;
}

/** `whole`: whether who acts sees what belongs to everybody, as coverage does. */
interface Chosen {
  entryId: string;
  whole: boolean;
}

async function choosePreference({ entryId, whole }: Chosen, eventType: string, enabled: boolean): Promise<boolean> {
  const input = { destinationId: entryId, eventType, enabled };
  const answer = await client.mutation(SetPreferenceDocument, { input, whole }).toPromise();
  return settled(whole, answer, answer.data?.setPreference);
}

async function leaveToDefault({ entryId, whole }: Chosen, eventType: string): Promise<boolean> {
  const input = { destinationId: entryId, eventType };
  const answer = await client.mutation(ResetPreferenceDocument, { input, whole }).toPromise();
  return settled(whole, answer, answer.data?.resetPreference);
}

/** One switch. @param source what decided until now: where nobody had chosen, the way back leaves no choice either. */
export async function switchOne(
  of: Chosen & { source: PreferenceSource },
  { key, name }: EventType,
  enabled: boolean,
): Promise<boolean> {
  const done = await choosePreference(of, key, enabled);
  const back = () => (of.source === 'EXPLICIT' ? choosePreference(of, key, !enabled) : leaveToDefault(of, key));
  if (done) offerUndo(t(enabled ? 'preferences.on' : 'preferences.off', { event: name }), back);
  return done;
}

export async function switchEntry({ entryId: id, whole }: Chosen, enabled: boolean): Promise<boolean> {
  const answer = await client.mutation(SetDestinationEnabledDocument, { input: { id, enabled }, whole }).toPromise();
  return settled(whole, answer, answer.data?.setDestinationEnabled);
}

/** What `bulk` can do to one entry. Null: back to what roles and defaults say. */
export interface Bulk {
  enabled: boolean | null;
  category?: EventType['category'];
}

async function runBulk({ entryId, whole }: Chosen, { enabled, category }: Bulk): Promise<boolean> {
  if (enabled === null) {
    const answer = await client.mutation(ResetPreferencesDocument, { input: { id: entryId }, whole }).toPromise();
    return settled(whole, answer, answer.data?.resetPreferences);
  }
  const input = { destinationId: entryId, enabled, category };
  const answer = await client.mutation(SetAllPreferencesDocument, { input, whole }).toPromise();
  return settled(whole, answer, answer.data?.setAllPreferences);
}

/** All switches of an entry, or of one category. The way back restores what was chosen before, and leaves the rest to the roles. */
export async function bulk(entry: Entry, whole: boolean, act: Bulk, sentence: string): Promise<boolean> {
  const of = { entryId: entry.id, whole };
  const chosen = entry.preferences.filter(({ source }) => source === 'EXPLICIT');
  const done = await runBulk(of, act);
  const back = async () => {
    await runBulk(of, { enabled: null });
    for (const { eventType, enabled } of chosen) await choosePreference(of, eventType.key, enabled);
  };
  if (done) offerUndo(sentence, back);
  return done;
}
