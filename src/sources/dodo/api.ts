/** The lists of disputes and payouts of Dodo Payments, each item as the webhook that no one got. */
import type DodoPayments from 'dodopayments';
import type { DisputeListResponse } from 'dodopayments/resources/disputes';
import type { PayoutListResponse } from 'dodopayments/resources/payouts/payouts';
import type { NamedItem, ProductRef } from '../../domain/customer-details.js';
import { makeReason } from '../../domain/reasons.js';
import type { ReconciledList } from '../../domain/reconciliation.js';
import * as read from '../body-fields.js';
import {
  answerOf,
  type CustomerRef,
  isPrintable,
  PAGE_SIZE,
  type Page,
  type ProviderApiKind,
  type ProviderFault,
  type ProviderItem,
  providerFault,
} from '../provider-api.js';
import { dodoStatus, openDodo } from './client.js';

function openDodoApi(key: string, baseUrl: string, timeoutMs?: number) {
  const dodo = openDodo(key, baseUrl, timeoutMs);
  const page = async (list: ReconciledList, { from, cursor, at }: { from: Date; cursor: string | null; at: Date }) => {
    const number = Number(cursor ?? 0);
    const query = { created_at_gte: from.toISOString(), page_size: PAGE_SIZE, page_number: number };
    const found =
      list === 'disputes'
        ? (await askDodo(dodo.disputes.list(query))).items.map((dispute) => disputeFound(dispute, at, dodo))
        : (await askDodo(dodo.payouts.list(query))).items.map(payoutFound);
    return { found, next: found.length < PAGE_SIZE ? null : String(number + 1) } satisfies Page;
  };
  const addressOf = async ({ id }: CustomerRef) =>
    read.email(await askDodo<object>(dodo.customers.retrieve(id)), 'email');
  return { page, namesOf: (ref: ProductRef) => dodoItemNames(dodo, ref), addressOf };
}

async function dodoItemNames(dodo: DodoPayments, { kind, id }: ProductRef): Promise<NamedItem[]> {
  if (kind === 'INVOICE') return [];
  const thing = await askDodo<object>(kind === 'ADDON' ? dodo.addons.retrieve(id) : dodo.products.retrieve(id));
  const name = read.text(thing, 'name');
  return name ? [{ name, quantity: 1 }] : [];
}

const askDodo = <Answer>(call: Promise<Answer>): Promise<Answer> =>
  answerOf(
    call,
    dodoStatus,
    (status) => providerFault('Dodo Payments', status),
    (answer) => answer,
  );

/** The list names neither the customer nor the reason. */
function disputeFound(dispute: DisputeListResponse, at: Date, dodo: DodoPayments): ProviderItem {
  const { dispute_id: id, dispute_stage: stage, dispute_status: status, business_id } = dispute;
  const type = status.replace(/^dispute_/, 'dispute.');
  // Nothing says when a dispute came into its state: it is so now.
  const timestamp = type === 'dispute.opened' ? dispute.created_at : at.toISOString();
  const bodyOf = (data: object) => ({ business_id, type, timestamp, data: { payload_type: 'Dispute', ...data } });
  return {
    key: `${id}:${stage}:${status}`,
    body: bodyOf(dispute),
    // In the state that was listed: it could have moved on between the two calls.
    whole: async () => bodyOf({ ...(await askDodo(dodo.disputes.retrieve(id)).catch(orWithout)), ...dispute }),
  };
}

/** A dispute that is listed but cannot be looked at is told with what the list says. */
function orWithout(error: ProviderFault): object {
  if (error.startAnew) return {};
  throw error;
}

function payoutFound(payout: PayoutListResponse): ProviderItem {
  const { payout_id, status, business_id, created_at, updated_at } = payout;
  const isNew = status === 'not_initiated';
  const data = { payload_type: 'Payout', ...payout };
  const [type, timestamp] = isNew ? ['payout.created', created_at] : [`payout.${status}`, updated_at];
  return { key: `${payout_id}:${status}`, body: { business_id, type, timestamp, data } };
}

export const dodoApi: ProviderApiKind = {
  checkKey: (key) => (isPrintable(key) ? null : makeReason('DODO_API_KEY_SHAPE')),
  open: openDodoApi,
};
