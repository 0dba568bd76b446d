/** What somebody is about to save, tried at each pause: how it would look, whom it would tell. */
import type { CombinedError, TypedDocumentNode } from '@urql/core';
import { useEffect, useState } from 'react';
import { trialClient, useLive } from './client.js';

/** After so long without a change it is asked, milliseconds. */
const PAUSE_MS = 300;

interface Trial<Data> {
  /** Of the last one that was answered: it stays until the next is. */
  data: Data | null;
  /** Why there is no newer one. */
  error: CombinedError | undefined;
  /** Asks once more for the same. */
  again(): void;
}

/** @param input null: nothing is asked yet */
export function useTrial<Data, Input>(
  document: TypedDocumentNode<Data, { input: Input }>,
  input: Input | null,
): Trial<Data> {
  const [data, setData] = useState<Data | null>(null);
  const [error, setError] = useState<CombinedError>();
  const [round, setRound] = useState(0);
  const asked = JSON.stringify(input);
  const { state } = useLive();
  // What failed is asked anew when the server is back.
  const heals = error ? state : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks for the same, and so does a connection that is new
  useEffect(() => {
    if (asked === 'null') return;
    let left = false;
    const timer = window.setTimeout(async () => {
      const answer = await trialClient.query(document, { input: JSON.parse(asked) }).toPromise();
      if (left) return;
      setError(answer.error);
      if (answer.data) setData(answer.data);
    }, PAUSE_MS);
    return () => {
      left = true;
      window.clearTimeout(timer);
    };
  }, [document, asked, round, heals]);
  return { data, error, again: () => setRound(round + 1) };
}
