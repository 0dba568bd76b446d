/** A GraphQL client that does nothing but post. */
import { Agent, request } from 'node:http';
import { newToken } from '../../src/api/auth/token.js';
import type { ApiAccess } from '../../src/core/schema/enums.js';
import type { Program } from './program.js';

// biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shape their own query says
export type Data = any;

export interface GraphqlError {
  message: string;
  path?: (string | number)[];
  extensions: { code: string; field?: string; line?: number; retryAfterSeconds?: number };
}

export interface GraphqlAnswer {
  status: number;
  data: Data;
  errors: GraphqlError[];
}

/** What is read of an HTTP answer. */
export type HttpAnswer = Pick<Response, 'status' | 'headers' | 'text' | 'json'>;

/** `fetch` would take more of the processor than the server does, over the thousands of questions of some tests. */
const AGENT = new Agent({ keepAlive: true });

export class GraphqlClient {
  constructor(
    private readonly url: string,
    readonly key: string | null,
    /** What it sends as Accept-Language. */
    private readonly language: string | null = null,
    /** What it sends as Time-Zone. */
    private readonly zone: string | null = null,
  ) {}

  /** With a new ADMIN key of the business. */
  static async of(program: Program, businessId: string): Promise<GraphqlClient> {
    const key = newToken();
    await program.credentials.addKey(businessId, 'test', 'ADMIN', key);
    return new GraphqlClient(program.url, key);
  }

  /** Somebody else of the business, with a key that this admin makes. @param recipientId whose it is; of a MEMBER only */
  async withKey(access: ApiAccess, recipientId: string | null = null): Promise<GraphqlClient> {
    const input = { name: access, access, recipientId };
    const made = await this.get('mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token } }', {
      input,
    });
    return new GraphqlClient(this.url, made.createApiKey.token);
  }

  /** The same one, who reads another language, and lives in that zone. */
  reading(language: string, zone: string | null = null): GraphqlClient {
    return new GraphqlClient(this.url, this.key, language, zone);
  }

  async ask(query: string, variables: object = {}): Promise<GraphqlAnswer> {
    const answer = await this.post(JSON.stringify({ query, variables }));
    const { data = null, errors = [] } = (await answer.json()) as Partial<GraphqlAnswer>;
    return { status: answer.status, data, errors };
  }

  /** The data. @throws where there are errors. */
  async get(query: string, variables: object = {}): Promise<Data> {
    const { data, errors } = await this.ask(query, variables);
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** The one error. @throws where there is none or several. */
  async fail(query: string, variables: object = {}): Promise<GraphqlError> {
    const { errors, data } = await this.ask(query, variables);
    if (errors.length !== 1) throw new Error(`one error was expected: ${JSON.stringify({ errors, data })}`);
    return errors[0] as GraphqlError;
  }

  post(body: string): Promise<HttpAnswer> {
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (this.key !== null) headers.authorization = `Bearer ${this.key}`;
    if (this.language !== null) headers['accept-language'] = this.language;
    if (this.zone !== null) headers['time-zone'] = this.zone;
    return new Promise((resolve, reject) => {
      const options = { method: 'POST', headers, agent: AGENT };
      const asked = request(`${this.url}/graphql`, options, (message) => {
        const chunks: Buffer[] = [];
        message.on('data', (chunk: Buffer) => chunks.push(chunk));
        message.on('error', reject);
        message.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({
            status: message.statusCode as number,
            headers: new Headers(message.headers as Record<string, string>),
            text: async () => text,
            json: async () => JSON.parse(text),
          });
        });
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }
}
