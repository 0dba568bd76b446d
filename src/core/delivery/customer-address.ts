/**
 * The address of a customer whom no event names, only an id: asked of the payment provider when their e-mail is sent, and kept
 * with the delivery, so that every try goes to the same one, and with the event, so that erasing finds it. It is not taken for
 * later events: people change their addresses, and the provider knows.
 */
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { PermanentFailure, RetryLater } from '../../domain/failures.js';
import { isMailable } from '../../domain/planning/customer-plan.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { runStatement } from '../../platform/database/statement.js';
import { ProviderFault } from '../../sources/provider-api.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import { KEEP_CUSTOMER_ADDRESS } from './deliver.statements.js';
import { type AskedSource, ProviderAsks, type ProviderAsksDeps, REST_MS } from './provider-asks.js';

/** Where it goes, or why nowhere. */
type Found = { address: string } | { skipped: Reason };

interface AddressDeps extends ProviderAsksDeps {
  dataSource: DataSource;
  log: Logger;
}

export class CustomerAddresses {
  private readonly asks: ProviderAsks;

  constructor(private readonly deps: AddressDeps) {
    this.asks = new ProviderAsks(deps);
  }

  /**
   * Of a customer's delivery. @throws RetryLater where the provider gave no answer, PermanentFailure where the event was erased
   * meanwhile.
   */
  async of(row: ClaimedDelivery): Promise<Found> {
    if (row.address !== null) return { address: row.address };
    const found = await this.ask(row);
    if ('skipped' in found) return found;
    const kept = { deliveryId: row.id, address: found.address };
    if ((await runStatement(this.deps.dataSource, KEEP_CUSTOMER_ADDRESS, kept)).length > 0) return found;
    throw new PermanentFailure(makeReason('BODY_GONE'));
  }

  private async ask({ sourceId, sourceKind, sealedApiKey, facts }: ClaimedDelivery): Promise<Found> {
    const source = { id: sourceId, kind: sourceKind ?? '', sealedApiKey };
    const { customerId, account } = facts;
    const unknown = { skipped: makeReason('CUSTOMER_ADDRESS_UNKNOWN') };
    if (!customerId || sealedApiKey === null) return unknown;
    if (this.asks.isResting(source)) throw this.away(source);
    try {
      const api = this.asks.open(source);
      if (!api) return unknown;
      const address = await api.addressOf({ id: customerId, account: account ?? null });
      if (address === null) return { skipped: makeReason('CUSTOMER_WITHOUT_ADDRESS', { sourceKind: source.kind }) };
      return isMailable(address) ? { address } : { skipped: makeReason('CUSTOMER_ADDRESS_UNUSABLE') };
    } catch (error) {
      return { skipped: this.skippedFor(source, error) };
    }
  }

  /** @throws RetryLater where a later try may be answered; what is no fault of the provider goes on as it came */
  private skippedFor(source: AskedSource, error: unknown): Reason {
    if (!(error instanceof ProviderFault)) throw error;
    const { status, refused, startAnew } = error;
    const seen = { code: 'CUSTOMER_ADDRESS_UNKNOWN', sourceId: source.id, kind: source.kind, status };
    if (status !== 404) this.deps.log.warn(seen, 'a payment provider did not say the address of a customer');
    if (refused) return makeReason('CUSTOMER_ADDRESS_REFUSED', { sourceKind: source.kind, status: status ?? 0 });
    if (startAnew) return makeReason('CUSTOMER_NOT_FOUND', { sourceKind: source.kind });
    this.asks.rest(source);
    throw this.away(source);
  }

  /** Our wait: it says nothing of the carrier of e-mail. */
  private away({ kind }: AskedSource): RetryLater {
    return new RetryLater(makeReason('CUSTOMER_ADDRESS_AWAITED', { sourceKind: kind }), REST_MS, { ours: true });
  }
}
