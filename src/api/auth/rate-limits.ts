/**
 * How often: per minute, counted in the memory of this process. Of N processes behind a balancer each counts for itself,
 * so that together they let N times as much through; that is a wall against floods, and no accounting.
 */
import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { makeReason, type Reason } from '../../domain/reasons.js';
import type { Config } from '../../platform/config.js';
import { rateLimited } from '../graphql/errors.js';
import { CONFIG } from '../platform.tokens.js';

const MINUTE_S = 60;
/** Keys that nobody gave, per address. Keys have 256 bits: this keeps the database from being asked, not from being guessed. */
const WRONG_KEYS = 60;
/** Operations of whoever is not known yet, per address: with a key that was never right here, or without one. */
const STRANGERS = 120;
/** Sign-ins of the web app, right or wrong, per address. */
const SIGN_INS = 20;
/** Webhooks whose signature is wrong, per source and address. An honest producer has none, and right ones are not counted. */
const WRONG_SIGNATURES = 300;
/** Producers write events, and each of them matters: they may ask as much more than people. */
const PRODUCERS_MAY = 10;
/** Times that a payment provider is asked because somebody wants it so, per business: each may take half a minute. */
const PROVIDER_CALLS = 20;
/** A request is a point, and one more for each so many objects that it may be answered with. */
const COST_PER_POINT = 1_000;

const perMinute = (points: number) => new RateLimiterMemory({ points, duration: MINUTE_S });

@Injectable()
export class RateLimits {
  private readonly wrongKeys = perMinute(WRONG_KEYS);
  private readonly strangers = perMinute(STRANGERS);
  private readonly signIns = perMinute(SIGN_INS);
  private readonly wrongSignatures = perMinute(WRONG_SIGNATURES);
  private readonly providerCalls = perMinute(PROVIDER_CALLS);
  private readonly requests: RateLimiterMemory;
  private readonly producers: RateLimiterMemory;

  constructor(@Inject(CONFIG) { requestsPerMinute }: Pick<Config, 'requestsPerMinute'>) {
    this.requests = perMinute(requestsPerMinute);
    this.producers = perMinute(requestsPerMinute * PRODUCERS_MAY);
  }

  /** A request of somebody who is known. @throws RATE_LIMITED with when to come back. */
  async ask(who: { businessId: string; actor: string; access: string }, cost: number): Promise<void> {
    const limiter = who.access === 'PRODUCER' ? this.producers : this.requests;
    // A query that costs more than a minute's allowance would never be answered, however long one waits.
    const points = Math.min(1 + Math.floor(cost / COST_PER_POINT), limiter.points);
    await spend(limiter, `${who.businessId} ${who.actor}`, points, makeReason('KEY_ASKS_TOO_MUCH'));
  }

  /** Before anything of an operation is read. @throws RATE_LIMITED */
  async stranger(ip: string): Promise<void> {
    await spend(this.strangers, ip, 1, makeReason('TOO_MANY_STRANGERS'));
  }

  /** Before a key is looked up that was never right here. @throws RATE_LIMITED where this address brought too many wrong ones. */
  async checkStranger(ip: string): Promise<void> {
    const seconds = await this.secondsLeft(this.wrongKeys, ip);
    if (seconds > 0) throw rateLimited(makeReason('TOO_MANY_WRONG_KEYS'), seconds);
  }

  async countWrongKey(ip: string): Promise<void> {
    await this.wrongKeys.penalty(ip);
  }

  /** @throws RATE_LIMITED */
  async signIn(ip: string): Promise<void> {
    await spend(this.signIns, ip, 1, makeReason('TOO_MANY_SIGN_INS'));
  }

  /** @throws RATE_LIMITED */
  async askProvider({ businessId }: { businessId: string }): Promise<void> {
    await spend(this.providerCalls, businessId, 1, makeReason('PROVIDERS_ASKED_TOO_OFTEN'));
  }

  /** Seconds for which webhooks of this source are refused from this address unread; 0: they are read. */
  webhooksPause(sourceId: string, ip: string): Promise<number> {
    return this.secondsLeft(this.wrongSignatures, `${sourceId} ${ip}`);
  }

  async countWrongSignature(sourceId: string, ip: string): Promise<void> {
    await this.wrongSignatures.penalty(`${sourceId} ${ip}`);
  }

  private async secondsLeft(limiter: RateLimiterMemory, key: string): Promise<number> {
    const state = await limiter.get(key);
    return state && state.consumedPoints >= limiter.points ? secondsToWait(state) : 0;
  }
}

async function spend(limiter: RateLimiterMemory, key: string, points: number, why: Reason): Promise<void> {
  try {
    await limiter.consume(key, points);
  } catch (state) {
    if (state instanceof RateLimiterRes) throw rateLimited(why, secondsToWait(state));
    throw state;
  }
}

const secondsToWait = (state: RateLimiterRes) => Math.max(1, Math.ceil(state.msBeforeNext / 1_000));
