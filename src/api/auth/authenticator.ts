/** Lets in whoever brings a key, a token or a session; slows down who brings wrong ones, and who asks too much. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import type { Viewer } from '../../core/access/viewer.js';
import type { Config } from '../../platform/config.js';
import { CONFIG } from '../platform.tokens.js';
import { CredentialStore } from './credential-store.js';
import { RateLimits } from './rate-limits.js';
import { credentialOf, isOurOrigin } from './session.js';
import { tokenHash } from './token.js';

/** What a request says of who sends it, over HTTP or by a socket. */
export interface Caller {
  headers: IncomingHttpHeaders;
  ip: string;
}

/** Of so many credentials a process remembers that they were right once. */
const REMEMBER_AT_MOST = 10_000;

@Injectable()
export class Authenticator {
  /** What was right here once is never a guess: its owner gets in although a neighbour at the same address guesses. */
  private readonly trusted = new Set<string>();

  constructor(
    readonly credentials: CredentialStore,
    readonly limits: RateLimits,
    @Inject(CONFIG) private readonly settings: Pick<Config, 'publicUrl' | 'trustProxy' | 'corsOrigins'>,
  ) {}

  /** @throws UNAUTHENTICATED, FORBIDDEN for a cookie from another site, RATE_LIMITED, UNAVAILABLE. */
  async enter(caller: Caller, cost: number): Promise<Viewer> {
    const viewer = await this.recognise(this.credentialOf(caller.headers), caller.ip);
    await this.limits.ask(viewer, cost);
    return viewer;
  }

  /** Before anything of an operation is read, the schema's own fields included, which need no key. @throws RATE_LIMITED. */
  async admit({ headers, ip }: Caller): Promise<void> {
    if (!this.isKnown(headers)) await this.limits.stranger(ip);
  }

  /** Whether this process has found the request's key right before; not for what a page of another site sends. */
  private isKnown(headers: IncomingHttpHeaders): boolean {
    try {
      return this.trusted.has(this.hash(this.credentialOf(headers)));
    } catch {
      return false;
    }
  }

  /** What a request brings; undefined: nothing. @throws FORBIDDEN for a cookie from another site. */
  credentialOf(headers: IncomingHttpHeaders): string | undefined {
    return credentialOf(headers, this.settings.publicUrl);
  }

  /** Whether a page may open a socket: one of ours, or of CORS_ORIGINS. Programs that are no browsers name no origin. */
  mayConnect(headers: IncomingHttpHeaders): boolean {
    const { publicUrl, corsOrigins } = this.settings;
    return headers.origin === undefined || corsOrigins.includes(headers.origin) || isOurOrigin(headers, publicUrl);
  }

  /** @throws UNAUTHENTICATED, RATE_LIMITED, UNAVAILABLE. */
  async recognise(credential: string | undefined, ip: string): Promise<Viewer> {
    const hash = this.hash(credential);
    const trusted = this.trusted.has(hash);
    if (!trusted && credential !== undefined) await this.limits.checkStranger(ip);
    try {
      const viewer = await this.credentials.viewerOf(credential);
      if (this.trusted.size >= REMEMBER_AT_MOST) this.trusted.clear();
      this.trusted.add(hash);
      return viewer;
    } catch (error) {
      if (!trusted && credential !== undefined && isUnauthenticated(error)) await this.limits.countWrongKey(ip);
      throw error;
    }
  }

  private hash(credential: string | undefined): string {
    return tokenHash(credential ?? '').toString('base64');
  }

  /** Where a request comes from, as Fastify has it for HTTP: the hop before the proxies that are ours. */
  addressOf({ headers, socket }: IncomingMessage): string {
    const forwarded = this.settings.trustProxy > 0 ? String(headers['x-forwarded-for'] ?? '').split(',') : [];
    const hops = [...forwarded.map((hop) => hop.trim()).filter(Boolean), socket.remoteAddress ?? ''];
    return hops[Math.max(0, hops.length - 1 - this.settings.trustProxy)] as string;
  }
}

export function isUnauthenticated(error: unknown): boolean {
  return error instanceof GraphQLError && error.extensions.code === 'UNAUTHENTICATED';
}
