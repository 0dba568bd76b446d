/** As Stripe tells of a dispute that needs an answer, opened now. */
export const stripeDisputeOpened = (id: string, evidence_details?: object, event: object = {}) => {
  const created = Math.floor(Date.now() / 1_000);
  const money = { amount: 1_000, currency: 'eur', charge: 'ch_1' };
  return {
    ...{ id: `evt_${id}`, object: 'event', type: 'charge.dispute.created', created, livemode: true, ...event },
    data: { object: { id, object: 'dispute', ...money, created, status: 'needs_response', evidence_details } },
  };
};
