/** How words and a brand would look, asked at each pause of who writes. */
import type { CombinedError } from '@urql/core';
import { useEffect, useState } from 'react';
import { trialClient } from '../../data/client.js';
import {
  PreviewTemplateDocument,
  type PreviewTemplateInput,
  type PreviewTemplateQuery,
} from './templates.generated.js';

/** Milliseconds. */
const PAUSE_MS = 350;

export type Previewed = PreviewTemplateQuery['previewTemplate'];

/** What was shown before stays until the next is there. `error`: why there is none. */
export function useTextPreview(input: PreviewTemplateInput | null): {
  preview: Previewed | null;
  error?: CombinedError;
} {
  const [preview, setPreview] = useState<Previewed | null>(null);
  const [error, setError] = useState<CombinedError>();
  const asked = JSON.stringify(input);
  useEffect(() => {
    if (asked === 'null') return;
    let left = false;
    const timer = window.setTimeout(async () => {
      const variables = { input: JSON.parse(asked) };
      const answer = await trialClient.query(PreviewTemplateDocument, variables).toPromise();
      if (left) return;
      setError(answer.error);
      if (answer.data) setPreview(answer.data.previewTemplate);
    }, PAUSE_MS);
    return () => {
      left = true;
      window.clearTimeout(timer);
    };
  }, [asked]);
  return { preview, error };
}
