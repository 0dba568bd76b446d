/** The carriers: a harmless call to each that is set up. Nothing is sent. */
import { faultText } from '../../platform/fault-text.js';
import { OutboundGuard } from '../../platform/outbound/guard.js';
import { OutboundClient } from '../../platform/outbound/http.js';
import { closeMail, openMail } from '../../platform/outbound/mail-access.js';
import { openPush } from '../../platform/outbound/push-access.js';
import { type Finding, fail, ok, warn } from './check.js';
import { type DoctorCheck, there } from './context.js';

const ANSWER_MS = 8_000;

const unreachable = (carrier: string, setting: string, error: Error): Finding =>
  fail(
    `${carrier} cannot be reached from here (${faultText(error)}).`,
    `Let this machine reach it: carriers are called directly, by no proxy of HTTPS_PROXY. Where ${setting} is set, look at it.`,
  );

const NOT_SET_UP = (setting: string) => ok(`Not set up (${setting}).`);

const smtp: DoctorCheck = {
  id: 'smtp',
  title: 'SMTP',
  needs: ['settings'],
  async run({ found }) {
    const { config } = there(found);
    if (!config.smtpUrl) return NOT_SET_UP('SMTP_URL');
    const mail = openMail({ ...config, mailProviders: ['smtp'] });
    const [carrier] = mail?.carriers ?? [];
    if (carrier?.carrierName !== 'smtp') return NOT_SET_UP('SMTP_URL');
    const { host } = new URL(config.smtpUrl.reveal());
    try {
      await carrier.transport.verify();
      return ok(`${host} takes mails of ours.`);
    } catch (error) {
      return smtpFault(host, error);
    } finally {
      closeMail(mail);
    }
  },
};

function smtpFault(host: string, error: unknown): Finding {
  const { code = '', responseCode, message } = error as Error & { code?: string; responseCode?: number };
  if (code === 'EAUTH')
    return fail(
      `${host} refuses the login${responseCode ? ` (${responseCode})` : ''}.`,
      'Mend user and password in SMTP_URL; some providers want a password made for programs, and %40 for an @ in it.',
    );
  if (code === 'ETIMEDOUT')
    return fail(
      `${host} does not answer (${code}).`,
      'Mend host and port in SMTP_URL: clouds often close port 25, take 587; a port that takes the connection and says nothing may speak TLS from its first byte, smtps:// (465).',
    );
  if (/ECONN|ESOCKET|EDNS|ENOTFOUND/.test(code)) {
    const tls = /certificate|wrong version|ssl/i.test(message);
    return tls
      ? fail(
          `${host} and we do not agree on TLS.`,
          'smtps:// is for port 465, smtp:// for 587 and 25 (STARTTLS); its certificate must be valid for this name.',
        )
      : fail(
          `${host} cannot be reached (${code}).`,
          'Mend host and port in SMTP_URL; clouds often close port 25: take 587.',
        );
  }
  const answer = responseCode ? `answered ${responseCode}` : 'did not answer as a mail server does';
  return fail(
    `${host} ${answer}${code ? ` (${code})` : ''}.`,
    'Mend host, port, user and password in SMTP_URL; its log says more.',
  );
}

const sendgrid: DoctorCheck = {
  id: 'sendgrid',
  title: 'SendGrid',
  needs: ['settings'],
  async run({ found }) {
    const settings = there(found).config.sendgrid;
    if (!settings) return NOT_SET_UP('SENDGRID_API_KEY');
    const http = new OutboundClient(new OutboundGuard([new URL(settings.baseUrl).host]));
    const headers = { authorization: `Bearer ${settings.apiKey.reveal()}` };
    const request = { method: 'GET', url: `${settings.baseUrl}/v3/scopes`, headers, timeoutMs: ANSWER_MS } as const;
    const answer = await http.send(request).catch((error: Error) => error);
    if (answer instanceof Error) return unreachable('SendGrid', 'SENDGRID_BASE_URL', answer);
    const { status, body } = answer;
    if (status === 401 || status === 403)
      return fail(
        `SendGrid refuses the key (${status}).`,
        'Set SENDGRID_API_KEY to a key that is not revoked; it begins with SG.',
      );
    if (status !== 200)
      return fail(`SendGrid answered ${status}.`, 'Look at status.sendgrid.com; mails wait meanwhile.');
    return body.includes('"mail.send"')
      ? ok('It takes mails of ours.')
      : fail('The key may not send mails.', 'Give it the scope "Mail Send" at SendGrid, under API Keys.');
  },
};

const fcm: DoctorCheck = {
  id: 'fcm',
  title: 'Push to phones (FCM)',
  needs: ['settings'],
  async run({ found }) {
    const { fcm: carrier } = openPush(there(found).config.push);
    if (!carrier) return NOT_SET_UP('FCM_SERVICE_ACCOUNT');
    const token = await carrier.token.get().catch((error: Error) => error);
    if (token instanceof Error)
      return fail(
        `Google gives no token for the service account (${faultText(token)}).`,
        'Make a new key file at Firebase, under Project settings, Service accounts; a clock that is off does the same.',
      );
    const request = {
      method: 'POST',
      url: `${carrier.baseUrl}/v1/projects/${encodeURIComponent(carrier.projectId)}/messages:send`,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        validate_only: true,
        message: { topic: 'tocsin-doctor', data: { from: 'tocsin doctor' } },
      }),
      timeoutMs: ANSWER_MS,
    } as const;
    const answer = await carrier.http.send(request).catch((error: Error) => error);
    if (answer instanceof Error) return unreachable('Firebase', 'FCM_BASE_URL', answer);
    const { status } = answer;
    if (status === 200) return ok(`Project ${carrier.projectId} takes messages of ours.`);
    return fail(
      `Firebase refuses us (${status}).`,
      'Switch the Firebase Cloud Messaging API (V1) on, and give the service account the role "Firebase Cloud Messaging API Admin".',
    );
  },
};

const webPush: DoctorCheck = {
  id: 'web-push',
  title: 'Push to browsers',
  needs: ['settings'],
  // That both halves are a pair, the settings have shown.
  run: async ({ found }) =>
    there(found).config.push.vapid ? ok('The two keys are a pair.') : NOT_SET_UP('VAPID_PUBLIC_KEY'),
};

/** By an empty list, as its client posts them. Without a collector nothing but traces is lost. */
const traces: DoctorCheck = {
  id: 'traces',
  title: 'Traces',
  needs: ['settings'],
  async run({ found }) {
    const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: more } = there(found).env;
    if (endpoint === undefined) return NOT_SET_UP('OTEL_EXPORTER_OTLP_ENDPOINT');
    const { host } = new URL(endpoint);
    const http = new OutboundClient(new OutboundGuard([host]));
    const request = {
      method: 'POST',
      url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
      headers: { 'content-type': 'application/json', ...more?.reveal() },
      body: JSON.stringify({ resourceSpans: [] }),
      timeoutMs: ANSWER_MS,
    } as const;
    const answer = await http.send(request).catch((error: Error) => error);
    if (answer instanceof Error)
      return warn(
        `The collector at ${host} cannot be reached from here (${faultText(answer)}).`,
        'Mend OTEL_EXPORTER_OTLP_ENDPOINT: it takes OTLP over HTTP, mostly at port 4318; 4317 is for gRPC.',
      );
    if (answer.status === 401 || answer.status === 403)
      return warn(
        `The collector at ${host} refuses us (${answer.status}).`,
        'Mend the key in OTEL_EXPORTER_OTLP_HEADERS.',
      );
    if (answer.status >= 300)
      return warn(
        `${host} takes no traces (${answer.status}).`,
        'Mend OTEL_EXPORTER_OTLP_ENDPOINT: a collector of OTLP over HTTP takes them at /v1/traces below it.',
      );
    return ok(`${host} takes traces of ours.`);
  },
};

export const CARRIER_CHECKS: readonly DoctorCheck[] = [smtp, sendgrid, fcm, webPush, traces];
