/** GraphQL over WebSocket (graphql-transport-ws): who may connect, how much, and until when. */
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type ExecutionArgs, type ExecutionResult, execute, GraphQLError, type GraphQLSchema } from 'graphql';
import { createSourceEventStream } from 'graphql/execution/index.js';
import type { SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { type WebSocket, WebSocketServer } from 'ws';
import { makeReason } from '../../domain/reasons.js';
import { unavailabilityOf } from '../../platform/database/database-errors.js';
import { asTenant, nameTenant, type Tenant } from '../../platform/database/tenancy.js';
import type { Bus } from '../../platform/live/bus.js';
import { fieldContextOf, type RequestContext } from '../auth/access.guard.js';
import { Authenticator, type Caller, isUnauthenticated } from '../auth/authenticator.js';
import { tooMany } from '../graphql/errors.js';
import { formatError, inWords, logFaults } from '../graphql/format-error.js';
import { Refused, readOperation } from '../graphql/limits.js';
import { formatterOfRequest } from '../graphql/request-formatter.js';
import { BUS, LOG } from '../platform.tokens.js';
import { questionOf, ShownOnce } from './shown-once.js';
import { type Connection, cleaned, connectionHeaders, formatterOf } from './socket-words.js';

const PATH = '/graphql';
const MESSAGE_BYTES = 64 * 1024;
const SUBSCRIPTIONS_PER_SOCKET = 20;
/** A key that a whole team shares, with some tabs each. */
const SOCKETS_PER_KEY = 100;
/** Sockets of one address that have not said who they are; graphql-ws gives them 3 s. */
const STRANGERS_PER_ADDRESS = 50;
/** A socket that says nothing is asked as often. */
const PING_MS = 12_000;
/** How often keys of open sockets are looked at; `CredentialStore` remembers each for 4 s, which bounds what this costs. */
const LOOK_MS = 1_000;
/** How long a client may take to say goodbye. */
const GOODBYE_MS = 1_000;

/** Close codes: of the protocol for who asks, and RFC 6455's "service restart", after which clients come back. */
const UNAUTHORIZED = 4401;
const FORBIDDEN = 4403;
const TOO_MANY = 4429;
const COME_BACK = 1012;
/** RFC 6455's: the server goes; its clients come back, to another one. */
const GOING_AWAY = 1001;
const BUSY_LINE =
  'HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** Emitted by us on a socket that no longer counts as a stranger. */
const SAID_WHO = 'said-who';

/** Closed all at once, clients would come back all at once. */
export interface Goodbyes {
  /** Over how many milliseconds they are spread. */
  overMs: number;
  /** From 0 to 1. */
  random: () => number;
}

interface Known {
  credential: string;
  who: string;
}

@Injectable()
export class LiveSockets implements OnModuleDestroy {
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES });
  private readonly open = new Map<WebSocket, Known>();
  private readonly shownOnce = new ShownOnce();
  private readonly strangers = new Map<string, number>();
  private protocol: { dispose(): void | Promise<void> } | null = null;
  private looking: NodeJS.Timeout | undefined;
  private leaving = false;

  constructor(
    private readonly schemaHost: GraphQLSchemaHost,
    private readonly authenticator: Authenticator,
    private readonly dataSource: DataSource,
    @Inject(BUS) private readonly bus: Bus,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Those that said who they are. */
  get count(): number {
    return this.open.size;
  }

  /** Takes the sockets of this server from now on; once. */
  serve(http: Server): void {
    this.protocol = useServer<Record<string, unknown> | undefined>(
      {
        onConnect: (connection) => this.connect(connection),
        onSubscribe: (connection, _id, asked) => this.read(connection, asked),
        execute: (args) => asTenant({ businessId: null }, () => executeAndLeave(args)),
        subscribe: (args) => this.subscribe(args),
        onNext: (connection, _id, _payload, _args, result) => {
          logFaults(this.log, result.errors ?? []);
          return cleaned(result, () => formatterOf(connection));
        },
        onError: (connection, _id, _payload, errors) => {
          logFaults(this.log, errors);
          return errors.map((error) => inWords(formatError(error.toJSON(), error), formatterOf(connection)));
        },
      },
      this.server,
      PING_MS,
    );
    http.on('upgrade', (request, socket, head) => this.upgrade(request, socket as Socket, head));
    // The stream has a hole now; clients come back, ask anew, and lose nothing.
    this.bus.onGap(() => this.server.clients.forEach((socket) => void socket.close(COME_BACK, 'Ask again')));
    this.looking = setInterval(() => void this.lookAtKeys(), LOOK_MS);
  }

  /** Closes each socket at a moment of its own, and takes no new ones. */
  async sendAway({ overMs, random }: Goodbyes): Promise<void> {
    this.leaving = true;
    const goodbyes = [...this.server.clients].map(async (socket) => {
      await sleep(random() * overMs);
      socket.close(GOING_AWAY, 'Going away');
    });
    await Promise.all(goodbyes);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.looking);
    const deaf = setTimeout(() => this.server.clients.forEach((socket) => void socket.terminate()), GOODBYE_MS);
    await this.protocol?.dispose();
    clearTimeout(deaf);
  }

  private upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    if (request.url?.split('?')[0]?.replace(/\/+/g, '/').replace(/\/$/, '') !== PATH) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    if (this.leaving) {
      socket.end(BUSY_LINE);
      return;
    }
    const ip = this.authenticator.addressOf(request);
    const waiting = this.strangers.get(ip) ?? 0;
    if (waiting >= STRANGERS_PER_ADDRESS) {
      socket.end('HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.server.handleUpgrade(request, socket, head, (opened) => {
      this.strangers.set(ip, (this.strangers.get(ip) ?? 0) + 1);
      opened.once(SAID_WHO, () => this.isNoStranger(ip));
      opened.once('close', () => void opened.emit(SAID_WHO));
      this.server.emit('connection', opened, request);
      // What is wrong with a stranger's frames is the stranger's matter: `ws` closes the socket, graphql-ws would print a stack for each.
      opened.removeAllListeners('error').on('error', () => undefined);
    });
  }

  private isNoStranger(ip: string): void {
    const left = (this.strangers.get(ip) ?? 1) - 1;
    if (left > 0) this.strangers.set(ip, left);
    else this.strangers.delete(ip);
  }

  /** False closes with 4403. */
  private async connect(connection: Connection): Promise<boolean> {
    const { socket } = connection.extra;
    try {
      const { headers, ip } = this.callerOf(connection);
      if (!this.authenticator.mayConnect(headers)) {
        socket.close(FORBIDDEN, 'CORS_ORIGINS does not name the origin of this page');
        return false;
      }
      const credential = this.authenticator.credentialOf(headers);
      if (credential === undefined) {
        socket.close(UNAUTHORIZED, 'Send { "authorization": "Bearer toc_…" } as payload of connection_init');
        return false;
      }
      const { businessId, actor } = await this.authenticator.recognise(credential, ip);
      const who = `${businessId} ${actor}`;
      if ([...this.open.values()].filter((known) => known.who === who).length >= SOCKETS_PER_KEY) {
        socket.close(TOO_MANY, `This key has ${SOCKETS_PER_KEY} sockets open; close one first`);
        return false;
      }
      this.open.set(socket, { credential, who });
    } catch (error) {
      const code = error instanceof GraphQLError ? error.extensions.code : unavailabilityOf(error)?.code;
      // Thrown, it would be printed with its stack for each socket of a crowd that comes back.
      if (code === 'UNAVAILABLE' || code === 'BUSY') socket.close(COME_BACK, 'Ask again');
      else if (!(error instanceof GraphQLError)) throw error;
      else if (code === 'RATE_LIMITED') socket.close(TOO_MANY, error.message);
      return false;
    }
    socket.emit(SAID_WHO);
    socket.once('close', () => void this.open.delete(socket));
    return true;
  }

  /** One after the other: sockets of one key share what the first of them asked. */
  private async lookAtKeys(): Promise<void> {
    for (const [socket, { credential }] of this.open) {
      // A database or a login service that is away is no reason to turn somebody out.
      const over = await this.authenticator.credentials.viewerOf(credential).then(() => false, isUnauthenticated);
      if (over) socket.close(FORBIDDEN, 'Forbidden');
    }
  }

  private callerOf(connection: Connection): Caller {
    return { headers: connectionHeaders(connection), ip: this.authenticator.addressOf(connection.extra.request) };
  }

  /** The same rules as over HTTP. */
  private read(connection: Connection, asked: SubscribePayload): ExecutionArgs | readonly GraphQLError[] {
    const tooMany = limitOf(Object.keys(connection.subscriptions).length);
    if (tooMany) return tooMany;
    const { schema } = this.schemaHost as { schema: GraphQLSchema };
    try {
      const operationName = asked.operationName || undefined;
      const { document, cost } = readOperation(schema, { ...asked, operationName });
      const { variables: variableValues } = asked;
      return { schema, document, operationName, variableValues, contextValue: this.contextOf(connection, cost) };
    } catch (error) {
      if (error instanceof Refused) return error.faults;
      throw error;
    }
  }

  /** As the guard has it of an HTTP request. What the socket was opened with holds for all that it asks. */
  private contextOf(connection: Connection, cost: number): RequestContext {
    const { headers, ip } = this.callerOf(connection);
    const authorization = this.open.get(connection.extra.socket)?.credential;
    return { request: { headers: { ...headers, cookie: undefined, authorization }, ip }, cost };
  }

  /**
   * Each item is shown as a request of its own: the key is looked at again, and nothing is read from an old look-up. What it shows is
   * found out once for all who see the same.
   */
  private async subscribe(args: ExecutionArgs): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
    const tenant: Tenant = { businessId: null };
    const source = await asTenant(tenant, () => createSourceEventStream(args));
    // What it shows is asked for anew each time.
    (args.contextValue as RequestContext).leave?.();
    if (!(Symbol.asyncIterator in source)) return source;
    const items = source[Symbol.asyncIterator]() as AsyncIterator<object>;
    const { request } = args.contextValue as RequestContext;
    const question = questionOf(args, formatterOfRequest({ request }));
    const show = async (): Promise<IteratorResult<ExecutionResult>> => {
      const item = await items.next();
      if (item.done) return { done: true, value: undefined };
      const viewer = await this.authenticator.credentials.viewerOf(request.headers.authorization);
      nameTenant(viewer.businessId);
      const value = await this.shownOnce.show(item.value, question, viewer, () => {
        const contextValue = { request, ...fieldContextOf(this.dataSource, viewer, { request }) };
        return execute({ ...args, rootValue: item.value, contextValue });
      });
      return { done: false, value };
    };
    return new Stream(
      () => asTenant(tenant, show),
      async () => void (await items.return?.()),
    );
  }
}

async function executeAndLeave(args: ExecutionArgs): Promise<ExecutionResult> {
  try {
    return await execute(args);
  } finally {
    (args.contextValue as RequestContext).leave?.();
  }
}

/** What graphql-ws ends by `return`, also while it waits for an item. */
class Stream implements AsyncIterableIterator<ExecutionResult> {
  constructor(
    readonly next: () => Promise<IteratorResult<ExecutionResult>>,
    private readonly end: () => Promise<void>,
  ) {}

  async return(): Promise<IteratorResult<ExecutionResult>> {
    await this.end();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<IteratorResult<ExecutionResult>> {
    await this.end();
    throw error;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

function limitOf(count: number): GraphQLError[] | undefined {
  if (count <= SUBSCRIPTIONS_PER_SOCKET) return undefined;
  const reason = makeReason('SOCKET_FULL', { most: SUBSCRIPTIONS_PER_SOCKET });
  return [tooMany(reason)];
}
