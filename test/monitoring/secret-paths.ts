/**
 * Canaries for secrets that go to carriers and browsers only: the login of the mail server, what reaches a device, links and what
 * they open. Each is taken by one who accepts it, and quoted by one who refuses it.
 */
import { randomBytes } from 'node:crypto';
import type { Config } from '../../src/platform/config.js';
import type { Canary } from '../support/canaries.js';
import type { GraphqlClient } from '../support/graphql.js';
import { fcmError, newBrowser, startFcm, vapidOf } from '../support/push-stand-ins.js';
import type { ScriptedSmtp } from '../support/scripted-smtp.js';
import { signIn } from '../support/sessions.js';
import { type StandInRequest, startHttpStandIn } from '../support/stand-ins.js';

const LOGIN = { user: 'qzx.mailbox.user', password: 'qzxMailboxPassword/8842' };

/** Where mails are sent to, and with whose login; whoever is refused is told it. */
export function mailLogin(smtp: ScriptedSmtp): { url: string; words: string; canaries: Canary[] } {
  smtp.asksForLogin = true;
  const url = new URL(smtp.url);
  [url.username, url.password] = [encodeURIComponent(LOGIN.user), encodeURIComponent(LOGIN.password)];
  const canaries = [
    { what: 'the user at the mail server', text: LOGIN.user },
    { what: 'the password of the mail server', text: LOGIN.password },
  ];
  return { url: url.toString(), words: `${LOGIN.user} with ${LOGIN.password}`, canaries };
}

export interface Devices {
  config: Pick<Config, 'push'>;
  /** Complete when all was sent. */
  canaries(): Canary[];
  /** Registers two phones and two browsers, of which one each takes what comes. */
  register(client: GraphqlClient, recipientId: string): Promise<void>;
  /** How many messages were taken, and how many refused. */
  counts: { taken: number; refused: number };
  stop(): Promise<void>;
}

const REGISTER = 'mutation ($input: RegisterDeviceInput!) { registerDevice(input: $input) { destination { id } } }';

export async function startDevices(): Promise<Devices> {
  const [fcm, pushService] = await Promise.all([startFcm(), startHttpStandIn()]);
  const counts = { taken: 0, refused: 0 };
  const refuses = (text: string) => text.includes('Refused');
  const count = (text: string) => counts[refuses(text) ? 'refused' : 'taken']++;
  const phones = ['qzxPhoneTaken4711', 'qzxPhoneRefused4712'].map(
    (name) => `${name}:${randomBytes(60).toString('base64url')}`,
  );
  const browsers = ['qzxBrowserTaken4713', 'qzxBrowserRefused4714'].map((name) =>
    newBrowser(`${pushService.url}/${name}`),
  );
  const vapid = vapidOf();
  const accept = fcm.messages.answer;
  fcm.messages.answer = (request, response) => {
    count(request.body);
    if (!refuses(request.body)) return accept(request, response);
    const answer = fcmError(400, `INVALID_ARGUMENT ${phones[1]} ${request.headers.authorization}`, 'INVALID_ARGUMENT');
    response.writeHead(400).end(answer);
  };
  pushService.answer = ({ path, headers }: StandInRequest, response) => {
    count(path);
    const { endpoint, keys } = browsers[1]?.subscription ?? { endpoint: '', keys: {} };
    if (refuses(path)) response.writeHead(400).end(`${endpoint} ${JSON.stringify(keys)} ${headers.authorization}`);
    else response.writeHead(201, { location: `${pushService.url}${path}/one` }).end();
  };
  return {
    config: { push: { fcm: fcm.settings, vapid } },
    counts,
    canaries: () => [
      ...phones.map((text) => ({ what: 'the token of a phone', text: text.slice(0, 17) })),
      ...browsers.flatMap(({ subscription: { endpoint, keys } }) => [
        { what: 'the address of a browser', text: new URL(endpoint).pathname.slice(1) },
        { what: 'the secret of a browser', text: keys.auth },
      ]),
      ...fcm.given.map((text) => ({ what: 'a token of Google’s', text })),
      { what: 'the private key of push', text: vapid.privateKey.reveal() },
      { what: 'the key of the service account', text: lineOf(fcm.settings.account.private_key.reveal()) },
    ],
    register: async (client, recipientId) => {
      for (const token of phones) await client.get(REGISTER, { input: { platform: 'ANDROID', token, recipientId } });
      for (const { subscription } of browsers)
        await client.get(REGISTER, { input: { platform: 'WEB', token: JSON.stringify(subscription), recipientId } });
    },
    stop: async () => {
      await Promise.all([fcm.stop(), pushService.stop()]);
    },
  };
}

/** One that only this key has. */
const lineOf = (pem: string): string => pem.split('\n')[5] ?? '';

const SIGN_IN_LINK = 'mutation ($input: CreateSignInLinkInput!) { createSignInLink(input: $input) { url } }';
const SEEN = '{ notifications(first: 1) { totalCount } }';

/** Signs in by a link, twice, and asks something with what that gave; opens the links of mails, and broken ones. */
export async function followLinks(
  program: { url: string },
  client: GraphqlClient,
  recipientId: string,
  mails: ScriptedSmtp['mails'],
): Promise<Canary[]> {
  const { createSignInLink } = await client.get(SIGN_IN_LINK, { input: { recipientId } });
  const link = createSignInLink.url.slice(createSignInLink.url.indexOf('#') + 1);
  const first = await signIn(program, { link });
  const session = /=([^;]+)/.exec(first.headers.get('set-cookie') ?? '')?.[1] ?? '';
  const statuses = [first.status, (await signIn(program, { link })).status];
  for (const path of [`sign-in?token=${link}`, `signin/${link}`]) await fetch(`${program.url}/${path}`);
  for (const cookie of [session, `${session}x`])
    await fetch(`${program.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: program.url, cookie: `tocsin=${cookie}` },
      body: JSON.stringify({ query: SEEN }),
    });
  if (statuses.join() !== '200,401' || !session) throw new Error(`signed in by a link: ${statuses.join()}`);
  return [
    { what: 'a link to sign in', text: link },
    { what: 'a session', text: session },
    ...(await openLinksOf(program, mails)),
  ];
}

/** Quoted-printable breaks lines by `=`, and writes that as `=3D`. */
const linksIn = (raw: string): string[] =>
  raw
    .replace(/=\r\n/g, '')
    .replaceAll('=3D', '=')
    .match(/(?<=http:\/\/tocsin\.test\/)(a|n|u|not-mine)\/[\w.-]+/g) ?? [];

async function openLinksOf(program: { url: string }, mails: ScriptedSmtp['mails']): Promise<Canary[]> {
  const links = [...new Set(mails.flatMap(({ raw }) => linksIn(raw)))];
  for (const path of links) {
    const { status } = await fetch(`${program.url}/${path}`);
    if (status !== 200) throw new Error(`the link ${path} of a mail was answered ${status}`);
    await fetch(`${program.url}/${path}x`, { method: 'POST' });
  }
  return links.map((path) => ({
    what: `a link /${path.slice(0, path.indexOf('/'))}/ of a mail`,
    text: path.slice(path.indexOf('/') + 1),
  }));
}
