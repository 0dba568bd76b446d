/**
 * A list that is read page by page and may become very long. Each page is a question of its own, so that what changes in a row costs
 * that page alone, and never the whole list. What was read is kept for who comes back to it.
 */
import type { CombinedError, TypedDocumentNode } from '@urql/core';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { client } from './client.js';

interface Connection<Row> {
  edges: readonly { node: Row }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

interface Pages<Row> {
  /** Undefined: the first are not there yet. */
  rows: Row[] | undefined;
  error: CombinedError | null;
  loading: boolean;
  /** Asks for the next ones; undefined: these are all. */
  more: (() => void) | undefined;
}

/** So many of the first pages are mended as their rows change; what is further down is as it was read. */
const LIVE = 10;
/** Lists that are kept, the longest unused goes first. */
const MOST_KEPT = 8;
const kept = new Map<string, readonly Connection<unknown>[]>();

function keepPages(name: string, pages: readonly Connection<unknown>[]): void {
  kept.delete(name);
  kept.set(name, pages);
  const oldest = kept.keys().next().value;
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
}

/**
 * @param name of the list; with its variables it says what is the same list. A component shows one: give it a `key`.
 * @param pageOf what of an answer is the page; stable
 */
export function usePages<Data, Variables extends { after?: string | null }, Row>(
  name: string,
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, 'after'>,
  pageOf: (data: Data) => Connection<Row>,
): Pages<Row> {
  const key = `${name} ${JSON.stringify(variables)}`;
  const [pages, setPages] = useState((kept.get(key) ?? []) as readonly Connection<Row>[]);
  const [asked, setAsked] = useState(Math.max(1, pages.length));
  const [fault, setFault] = useState<{ at: number; error: CombinedError } | null>(null);
  const listening = useRef(new Map<number, () => void>());

  const listen = useEffectEvent((at: number) => {
    listening.current.get(at)?.();
    const after = at === 0 ? null : (pages[at - 1]?.pageInfo.endCursor ?? null);
    const { unsubscribe } = client.query(document, { ...variables, after } as Variables).subscribe((answer) => {
      const { error } = answer;
      setFault((old) => (error ? { at, error } : old?.at === at ? null : old));
      if (answer.data) {
        const page = pageOf(answer.data);
        setPages((old) => old.toSpliced(at, 1, page));
      }
    });
    listening.current.set(at, unsubscribe);
  });
  const leave = useEffectEvent(() => keepPages(key, pages));

  useEffect(() => {
    const all = listening.current;
    for (let at = 0; at < Math.min(asked, LIVE); at++) if (!all.has(at)) listen(at);
    if (asked > LIVE) {
      all.get(asked - 2 >= LIVE ? asked - 2 : -1)?.();
      listen(asked - 1);
    }
  }, [asked]);
  useEffect(() => {
    const all = listening.current;
    return () => {
      leave();
      for (const stop of all.values()) stop();
      all.clear();
    };
  }, []);

  const rows = useMemo(() => pages.flatMap(({ edges }) => edges.map(({ node }) => node)), [pages]);
  const last = pages.at(-1);
  return {
    rows: pages.length > 0 ? rows : undefined,
    error: fault?.error ?? null,
    loading: pages.length < asked && !fault,
    more: last?.pageInfo.hasNextPage ? () => pages.length === asked && setAsked(asked + 1) : undefined,
  };
}
