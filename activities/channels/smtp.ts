/** E-mail by SMTP. A second send may arrive twice, under the same Message-ID, which many clients collapse. */
import { Readable } from 'node:stream';
import { mailOf } from '../../src/content/mail.js';
import { PermanentFailure, RetryLater } from '../../src/domain/failures.js';
import type { Channel, ChannelContext, ChannelReceipt, OutgoingDelivery } from './channel.js';
import { senderOf } from './sender.js';

export const smtp = {
  channel: 'EMAIL',
  label: 'E-mail',
  description: 'An e-mail in the reader’s language, with the amount, the reason and what to do.',
  personal: true,
  rings: true,
  fields: [
    { key: 'address', label: 'Address', type: 'TEXT', required: true, secret: false, pattern: '^[^@\\s]+@[^@\\s]+$' },
  ],
  retry: 'repeatable',
  parallel: 5,
  send,
} as const satisfies Channel;

async function send(delivery: OutgoingDelivery, context: ChannelContext): Promise<ChannelReceipt> {
  if (!context.mail) throw new PermanentFailure('No mail provider is set: set SMTP_URL, then retry the delivery.');
  const mail =
    delivery.mail ??
    mailOf(delivery.texts, {
      businessName: delivery.businessName,
      brand: delivery.brand,
      destination: delivery.to,
      link: delivery.link,
    });
  // It is read once the server has said "go ahead": from then on the mail may be there, whatever becomes of the connection.
  let begun = false;
  const html = Readable.from(
    (function* () {
      begun = true;
      yield mail.html;
    })(),
  );
  try {
    const sent = await context.mail.transport.sendMail({
      from: senderOf(context.mail.from, delivery.senderName),
      to: { name: '', address: delivery.to },
      replyTo: delivery.brand?.replyTo,
      subject: mail.subject,
      html,
      text: mail.text,
      messageId: `<${delivery.id}@tocsin>`,
      signal: context.signal,
      // Keeps out-of-office answers away (RFC 3834).
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Tocsin-Event': delivery.event.id },
    });
    const response: string = sent.response ?? '';
    return { status: 'SENT', statusCode: codeOf(response), detail: response.slice(0, 200) };
  } catch (error) {
    throw classified(error as SmtpError, begun);
  }
}

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
  response?: string;
}

/** RFC 5321: 4yz is for now, 5yz for good; a connection lost after the data is neither. */
function classified(error: SmtpError, begun: boolean): PermanentFailure | RetryLater {
  const said = (error.response ?? error.message).slice(0, 200);
  const statusCode = error.responseCode;
  if (error.code === 'EAUTH')
    return new RetryLater(`The mail server refuses our login: ${said}`, 10 * 60_000, statusCode ? { statusCode } : {});
  if (statusCode && statusCode >= 500)
    return new PermanentFailure(`The mail server refused it: ${said}`, { statusCode });
  if (statusCode) return new RetryLater(`The mail server says not now: ${said}`, null, { statusCode });
  if (error.code === 'EENVELOPE' || error.code === 'EMESSAGE')
    return new PermanentFailure(`It cannot be sent: ${said}`);
  const what = begun ? 'never said whether it took it' : 'could not be reached';
  return new RetryLater(`The mail server ${what}: ${said}`, null, { maybeDelivered: begun });
}

function codeOf(response: string): number | null {
  const code = Number.parseInt(response, 10);
  return Number.isNaN(code) ? null : code;
}
