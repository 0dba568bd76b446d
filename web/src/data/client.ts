/** How the app asks the API: one cache by id, one socket for hints, and a sign-in dialog where the session is over. */
import {
  type AnyVariables,
  Client,
  type CombinedError,
  fetchExchange,
  mapExchange,
  subscriptionExchange,
  type TypedDocumentNode,
} from '@urql/core';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { t } from '../words/t.js';
import { cache } from './cache.js';
import { LiveLink, type LiveState } from './live.js';
import { reader } from './reader.js';
import { session } from './session.js';
import { keepShown, shownQueries } from './shown.js';

/** Asks anew for all that is on screen: after a reconnect, a sign-in, or a while. */
export function refetchAll(): void {
  for (const operation of shownQueries())
    client.reexecuteOperation({ ...operation, context: { ...operation.context, requestPolicy: 'network-only' } });
}

const socketUrl = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`;
export const live = new LiveLink(socketUrl, refetchAll, session.over, reader);

const noteOver = mapExchange({
  onError(error) {
    if (codeOf(error) === 'UNAUTHENTICATED') session.over();
  },
});

/** A server that took a question and says nothing is not reached either, milliseconds. */
const PATIENCE_MS = 60_000;

const patientFetch: typeof fetch = (input, init) => {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, patience]) : patience });
};

const HTTP = {
  url: '/graphql',
  preferGetMethod: false,
  fetch: patientFetch,
  fetchOptions: () => ({ headers: reader() }),
};

export const client = new Client({
  ...HTTP,
  requestPolicy: 'cache-and-network',
  exchanges: [
    keepShown,
    noteOver,
    cache(),
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query = '', variables }) => ({
        subscribe: (sink) => ({ unsubscribe: live.client.subscribe({ query, variables }, sink) }),
      }),
    }),
  ],
});

/**
 * For trials, such as code run on a payload at each pause of who writes it: nobody asks the same twice, and the cache would keep
 * every answer until the page is loaded anew.
 */
export const trialClient = new Client({ ...HTTP, requestPolicy: 'network-only', exchanges: [noteOver, fetchExchange] });

/** The server's code of an error, such as FORBIDDEN; NETWORK where it was not reached. */
export function codeOf(error: CombinedError): string {
  if (error.networkError) return 'NETWORK';
  return String(error.graphQLErrors[0]?.extensions.code ?? 'INTERNAL');
}

/** The server's sentence about one field of the input; null where it is about another one, or about none. */
export function faultOf(error: CombinedError | null | undefined, field: string): string | null {
  const fault = error?.graphQLErrors.find(({ extensions }) => extensions.field === field);
  return fault?.message ?? null;
}

/** Why an act was not done: the server's sentence, or that it was not reached. */
export const sentenceOf = (error: CombinedError): string =>
  error.graphQLErrors[0]?.message ?? (error.networkError ? t('fault.act') : error.message);

export function useLive(): LiveState {
  return useSyncExternalStore(live.subscribe, () => live.state);
}

const generation = () => live.generation;

/**
 * Something may have changed: what the stream brings is in the cache already (rows that are on screen are mended by their id),
 * and `onHint` asks for what may be new. It is called once for many hints at a time, also where they never pause.
 * `wanted`: which of them are of interest.
 */
export function useHint<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  onHint: (data: Data) => void,
  wanted: (data: Data) => boolean = () => true,
): void {
  const call = useEffectEvent(onHint);
  const isWanted = useEffectEvent(wanted);
  const epoch = useSyncExternalStore(live.subscribe, generation);
  const name = JSON.stringify(variables);
  // biome-ignore lint/correctness/useExhaustiveDependencies: variables by their value; a new epoch subscribes anew
  useEffect(() => {
    let waiting: number | undefined;
    const { unsubscribe } = client.subscription(document, variables).subscribe(({ data }) => {
      if (data === undefined || data === null || !isWanted(data)) return;
      waiting ??= window.setTimeout(() => {
        waiting = undefined;
        call(data);
      }, 100);
    });
    return () => {
      window.clearTimeout(waiting);
      unsubscribe();
    };
  }, [document, name, epoch]);
}
