/** How an element asks the API from another site: by a token alone, never by a cookie; and the stream of hints. */
import { LiveLink } from '../data/live.js';
import type { TypedDocumentString } from './embed.generated.js';

/** What the server said no to, in its own sentence. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    sentence: string,
  ) {
    super(sentence);
  }
}

interface Answer<Result> {
  data?: Result | null;
  errors?: readonly { message: string; extensions?: { code?: string } }[];
}

export interface LinkOptions {
  /** Origin of the API. */
  api: string;
  token: string;
  /** In whose language and zone the server speaks: BCP 47, an IANA name. */
  reader: { region: string; timeZone: string };
  /** After a reconnect: what is shown may be old. */
  refresh(): void;
  /** The token no longer counts. */
  ended(): void;
}

export class Link {
  private readonly over = new AbortController();
  private live: LiveLink | null = null;

  /** Headers of a request, and what the socket says as it connects. */
  private readonly said: Record<string, string>;

  constructor(private readonly options: LinkOptions) {
    const { token, reader } = options;
    this.said = {
      authorization: `Bearer ${token}`,
      'accept-language': reader.region,
      'time-zone': reader.timeZone,
    };
  }

  /** @throws Refused; TypeError where the API is not reached. */
  async ask<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    ...[variables]: Variables extends Record<string, never> ? [] : [Variables]
  ): Promise<Result> {
    const { api, ended } = this.options;
    const answer = await fetch(`${api}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.said },
      credentials: 'omit',
      body: JSON.stringify({ query: String(document), variables }),
      signal: this.over.signal,
    });
    const { data, errors } = (await answer.json()) as Answer<Result>;
    const fault = errors?.[0];
    if (!fault && data) return data;
    // Something before the API answered in its place.
    if (!fault) throw new TypeError(`${answer.status}`);
    const code = fault.extensions?.code ?? 'INTERNAL';
    if (code === 'UNAUTHENTICATED') ended();
    throw new Refused(code, fault.message);
  }

  /** Calls `onHint` with each one that comes, until `end`. */
  listen<Result, Variables>(document: TypedDocumentString<Result, Variables>, onHint: (hint: Result) => void): void {
    const { api, refresh } = this.options;
    // A socket that is refused says less than a question: the answer to that tells whether the token has ended.
    this.live ??= new LiveLink(`${api.replace(/^http/, 'ws')}/graphql`, refresh, refresh, () => this.said);
    this.live.client.subscribe<Result>(
      { query: String(document) },
      { next: ({ data }) => data && onHint(data), error: () => undefined, complete: () => undefined },
    );
  }

  end(): void {
    this.over.abort();
    this.live?.end();
  }
}
