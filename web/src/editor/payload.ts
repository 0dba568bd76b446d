/** What the handler is tried on: a sample, an event that came in, or JSON of the reader's own. */
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { EventBodyDocument, SampleOfDocument } from './editor.generated.js';

export type Choice = { kind: 'sample'; eventType: string } | { kind: 'event'; id: string };

export interface Payload {
  choice: Choice;
  choose(choice: Choice): void;
  /** Written over: no longer what was chosen. */
  own: boolean;
  text: string;
  write(text: string): void;
  eventType: string;
  /** Null: its text is no JSON. Undefined: not there yet. */
  value: unknown;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function usePayload(first: Choice): Payload {
  const [choice, setChoice] = useState(first);
  const [written, setWritten] = useState<string | null>(null);
  const [sample] = useQuery({
    query: SampleOfDocument,
    variables: { eventType: choice.kind === 'sample' ? choice.eventType : '' },
    pause: choice.kind !== 'sample',
  });
  const [body] = useQuery({
    query: EventBodyDocument,
    variables: { id: choice.kind === 'event' ? choice.id : '' },
    pause: choice.kind !== 'event',
  });
  const event = body.data?.event?.id === (choice.kind === 'event' && choice.id) ? body.data?.event : undefined;
  const sampled = sample.stale ? undefined : sample.data?.samplePayload;
  // Of an event whose body is no longer kept there is none.
  const served = choice.kind === 'sample' ? sampled : (event?.payload ?? undefined);
  const text = written ?? (served === undefined ? '' : JSON.stringify(served, null, 2));
  const value = useMemo(() => parsed(text), [text]);
  return {
    choice,
    choose: (next) => {
      setChoice(next);
      setWritten(null);
    },
    own: written !== null,
    text,
    write: setWritten,
    eventType: choice.kind === 'sample' ? choice.eventType : (event?.type ?? ''),
    value: text === '' && written === null ? undefined : value,
  };
}
