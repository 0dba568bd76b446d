/** GraphQL over WebSocket (graphql-transport-ws): who may connect, how much, and until when. */
import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { type ExecutionArgs, type ExecutionResult, execute, GraphQLError } from 'graphql';
import { createSourceEventStream } from 'graphql/execution/index.js';
import type { Context } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { DataSource } from 'typeorm';
import { type WebSocket, WebSocketServer } from 'ws';
import type { RequestContext } from '../access/access.guard.js';
import { Access } from '../access/access.js';
import { asTenant, nameTenant, type Tenant } from '../access/tenancy.js';
import { answerOf } from '../graphql/answer.js';
import { Loaders } from '../graphql/loaders.js';
import { BUS, type Bus } from './bus.js';

type Connection = Context<Record<string, unknown> | undefined, Extra>;

const PATH = '/graphql';
const MESSAGE_BYTES = 64 * 1024;
const SUBSCRIPTIONS_PER_SOCKET = 20;
/** A socket that says nothing is asked as often. */
const PING_MS = 12_000;
/** How often keys of open sockets are looked at; `Access` remembers each for 5 s, which bounds what this costs. */
const LOOK_MS = 1_000;
/** How long a client may take to say goodbye. */
const GOODBYE_MS = 1_000;

/** Close codes: of the protocol for who asks, and RFC 6455's "service restart", after which clients come back. */
const UNAUTHORIZED = 4401;
const FORBIDDEN = 4403;
const COME_BACK = 1012;

@Injectable()
export class LiveSockets implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES });
  private readonly open = new Map<WebSocket, string | undefined>();
  private protocol: { dispose(): void | Promise<void> } | null = null;
  private looking: NodeJS.Timeout | undefined;

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly schemaHost: GraphQLSchemaHost,
    private readonly access: Access,
    private readonly dataSource: DataSource,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  onApplicationBootstrap(): void {
    this.protocol = useServer<Record<string, unknown> | undefined>(
      {
        schema: this.schemaHost.schema,
        onConnect: (connection) => this.connect(connection),
        onSubscribe: ({ subscriptions }) => limitOf(Object.keys(subscriptions).length),
        context: (connection) => this.contextOf(connection),
        execute: (args) => asTenant({ businessId: null }, () => execute(args)),
        subscribe: (args) => this.subscribe(args),
        onNext: (_connection, _id, _payload, _args, result) => cleaned(result),
        onError: (_connection, _id, _payload, errors) => errors.map((error) => answerOf(error.toJSON(), error)),
      },
      this.server,
      PING_MS,
    );
    const http = this.adapterHost.httpAdapter.getHttpServer() as Server;
    http.on('upgrade', (request, socket, head) => this.upgrade(request, socket as Socket, head));
    // The stream has a hole now; clients come back, ask anew, and lose nothing.
    this.bus.onGap(() => this.server.clients.forEach((socket) => void socket.close(COME_BACK, 'Ask again')));
    this.looking = setInterval(() => void this.lookAtKeys(), LOOK_MS);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.looking);
    const deaf = setTimeout(() => this.server.clients.forEach((socket) => void socket.terminate()), GOODBYE_MS);
    await this.protocol?.dispose();
    clearTimeout(deaf);
  }

  private upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    if (request.url?.split('?')[0] !== PATH) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.server.handleUpgrade(request, socket, head, (opened) => this.server.emit('connection', opened, request));
  }

  /** False closes with 4403. */
  private async connect(connection: Connection): Promise<boolean> {
    const { socket } = connection.extra;
    const authorization = authorizationOf(connection);
    if (authorization === undefined) {
      socket.close(UNAUTHORIZED, 'Send { "authorization": "Bearer toc_…" } as payload of connection_init');
      return false;
    }
    if (!(await this.isValid(authorization))) return false;
    this.open.set(socket, authorization);
    socket.once('close', () => void this.open.delete(socket));
    return true;
  }

  /** @throws where the key could not be looked at. */
  private async isValid(authorization: string | undefined): Promise<boolean> {
    try {
      await this.access.viewerOf(authorization);
      return true;
    } catch (error) {
      if (error instanceof GraphQLError) return false;
      throw error;
    }
  }

  /** One after the other: sockets of one key share what the first of them asked. */
  private async lookAtKeys(): Promise<void> {
    for (const [socket, authorization] of this.open) {
      // A database that is away is no reason to turn somebody out.
      const valid = await this.isValid(authorization).catch(() => true);
      if (!valid) socket.close(FORBIDDEN, 'Forbidden');
    }
  }

  /** As the guard has it of an HTTP request. */
  private contextOf(connection: Connection): RequestContext {
    const { request } = connection.extra;
    const headers = { ...request.headers, cookie: undefined, authorization: authorizationOf(connection) };
    return { request: { headers, ip: request.socket.remoteAddress } as unknown as RequestContext['request'] };
  }

  /** Each item is shown as a request of its own: the key is looked at again, and nothing is read from an old look-up. */
  private async subscribe(args: ExecutionArgs): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
    const tenant: Tenant = { businessId: null };
    const source = await asTenant(tenant, () => createSourceEventStream(args));
    if (!(Symbol.asyncIterator in source)) return source;
    const items = source[Symbol.asyncIterator]() as AsyncIterator<unknown>;
    const show = async (): Promise<IteratorResult<ExecutionResult>> => {
      const item = await items.next();
      if (item.done) return { done: true, value: undefined };
      const contextValue = await this.renewed(args.contextValue as RequestContext);
      return { done: false, value: await execute({ ...args, rootValue: item.value, contextValue }) };
    };
    return new Stream(
      () => asTenant(tenant, show),
      async () => void (await items.return?.()),
    );
  }

  private async renewed({ request }: RequestContext): Promise<RequestContext> {
    const viewer = await this.access.viewerOf(request.headers.authorization);
    nameTenant(viewer.businessId);
    return { request, viewer, loaders: new Loaders(this.dataSource, viewer.businessId) };
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

function authorizationOf({ connectionParams }: Connection): string | undefined {
  const { authorization } = connectionParams ?? {};
  return typeof authorization === 'string' ? authorization : undefined;
}

function limitOf(count: number): GraphQLError[] | undefined {
  if (count <= SUBSCRIPTIONS_PER_SOCKET) return undefined;
  const message = `A socket carries ${SUBSCRIPTIONS_PER_SOCKET} operations at once; end one of them first.`;
  return [new GraphQLError(message, { extensions: { code: 'RATE_LIMITED' } })];
}

function cleaned(result: ExecutionResult): ExecutionResult | undefined {
  if (!result.errors) return undefined;
  // graphql-ws writes what it is given as JSON, so that formatted errors do.
  return { ...result, errors: result.errors.map((error) => answerOf(error.toJSON(), error)) as never };
}
