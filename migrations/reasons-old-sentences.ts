/**
 * The sentences that stood in the ledger before reasons had codes; `1764001550000-reasons.ts` reads them once. They do not
 * follow what src/i18n says today.
 */

/** `{name}` stands for any text: `why` is a sentence of its own, `since` a moment (ISO 8601), the others are parameters. */
export type OldSentence = [code: string, sentence: string, fixed?: Record<string, unknown>];

const SOURCES = {
  EXPLICIT: 'chosen for this destination',
  ROLE: 'by the roles of this person',
  BUSINESS: 'by the default of this business',
  CATALOGUE: 'by the catalogue',
};

const HOLDS = {
  QUIET_HOURS: 'held until quiet hours end',
  DIGEST: 'gathered for the digest',
  STORM: 'too many for one message each, so they are gathered for a minute',
};

const SWITCHES = Object.entries(SOURCES).flatMap(([source, words]): OldSentence[] => [
  ['ON', `on, ${words}`, { source }],
  ['OFF', `off, ${words}`, { source }],
  ...Object.entries(HOLDS).map(
    ([by, held]): OldSentence => ['HELD', `on, ${words}; ${held}`, { source, by, until: null }],
  ),
]);

const PLAN: OldSentence[] = [
  ['DESTINATION_OFF', 'this destination is switched off: {why}'],
  ['DESTINATION_OFF', 'this destination is switched off', { why: null }],
  ['SUPPRESSED', 'this address is suppressed: mail to it bounced or was refused'],
  ['TEST_MODE', 'test-mode event: it is listed, but rings at nobody'],
  ['TOLD_BEFORE', 'already told by {by}'],
  ['ABOUT_ITSELF', 'it is about this very destination; others hear it'],
  ['CUSTOMER_ON', 'on, customer e-mails of this type'],
  ['CUSTOMER_OFF', 'customer e-mails of this type are switched off'],
  ['CUSTOMER_TEST_MODE', 'test-mode event: customers are not told'],
  ['CUSTOMER_ADDRESS_UNKNOWN', 'no address of this customer is known: neither this event nor an earlier one names it'],
  ['CUSTOMER_ADDRESS_UNUSABLE', 'the address of this customer is not one that mail can be sent to'],
];

const COURSE: OldSentence[] = [
  ['DESTINATION_GONE', 'the destination was removed or switched off meanwhile'],
  ['CUSTOMER_OFF_MEANWHILE', 'customer e-mails of this type were switched off meanwhile'],
  ['SUPERSEDED', 'Superseded by {by}'],
  ['NOTHING_TO_SAY', 'the body of the event, which this customer e-mail is made of, does not say what it needs'],
  ['INTERRUPTED', 'the process ended in mid-call; it may have arrived'],
  ['MAYBE_ARRIVED', 'It may have arrived. {why}'],
  ['NO_ANSWER_IN_TIME', 'no answer in time'],
  ['BREAKER_OPEN', 'It waits until this endpoint works again: {why}'],
  ['RESEND_ASKED', 'goes out again, asked by {by}'],
  ['UNPLANNABLE', 'It could not be planned: {error}'],
  ['RUN_REFUSED', 'Temporal refused it {times} times: {error}'],
  ['FAILED_FOR_DAYS', 'it failed for five days, since {since}: {why}', { days: 5 }],
  ['TRANSFORMATION_CANCELLED', 'cancelled by the transformation'],
  [
    'TRANSFORMATION_OFF',
    'The code is switched off since it failed several times in a row: correct it by updateEndpoint, or go back to an earlier version by rollBackTransformation, then retry.',
  ],
  ['TRANSFORMATION_BODY_GONE', 'The body of this event is no longer kept, so it cannot be transformed again.'],
  ['TRANSFORMATION_FAILED', 'The transformation failed: {why}'],
];

/** What several carriers say, by the name that they had in sentences. */
const troublesOf = (carrier: string, name: string): OldSentence[] => [
  ['CARRIER_BUSY', `${name} asks us to slow down.`, { carrier, answer: null }],
  ['CARRIER_BUSY', `${name} asks us to slow down: {answer}`, { carrier }],
  ['CARRIER_TROUBLE', `${name} has trouble: {answer}`, { carrier }],
  ['CARRIER_NOT_NOW', `${name} says not now: {answer}`, { carrier }],
  ['CARRIER_SILENT', `${name} never said whether it took it: {why}`, { carrier }],
  ['CARRIER_UNREACHABLE', `${name} could not be reached: {why}`, { carrier }],
  [
    'TRANSFORMATION_UNTOUCHED',
    `left untouched by the transformation, and ${name} refuses a body that is no message`,
    { carrier, takes: 'MESSAGE' },
  ],
  [
    'TRANSFORMATION_UNTOUCHED',
    `left untouched by the transformation, and ${name} refuses a body that is no event of its own`,
    { carrier, takes: 'EVENT' },
  ],
  ['CUSTOMER_NOT_NAMED', `${name} mails a customer, and this event names no e-mail address`, { carrier }],
  ['CARRIER_QUEUED', `queued by ${name} {id}`, { carrier }],
];

const refusalsOf = (carrier: string, name: string): OldSentence[] => [
  [
    'HOOK_GONE',
    `${name} refused it: {answer}. This hook no longer works: make a new one in ${name} and enter it here.`,
    { carrier },
  ],
  [
    'WORKFLOW_GONE',
    `${name} refused it: {answer}. This workflow is gone: make a new one in Teams and enter its URL here.`,
    { carrier },
  ],
  [
    'NOT_A_MESSAGE',
    `${name} refused it: {answer}. The message is none that Slack knows: it needs "text", "blocks" or "attachments".`,
    { carrier },
  ],
  [
    'API_KEY_REFUSED',
    `${name} refused it: {answer}. Enter a valid API key by updateEndpoint, then retry.`,
    { carrier },
  ],
  [
    'SENDGRID_OTHER_REGION',
    `${name} refused it: {answer}. The account lies in another region: correct SENDGRID_BASE_URL.`,
  ],
  ['FCM_PROJECT_UNKNOWN', `${name} refused it: {answer}. Look at the project_id in FCM_SERVICE_ACCOUNT.`],
  ['CARRIER_REFUSED', `${name} refused it: {answer}.`, { carrier }],
  ['CARRIER_REFUSED', `${name} refused it: {answer}`, { carrier }],
  ['CARRIER_REFUSED', `${name} refused our request: {answer}.`, { carrier }],
];

const OF_CARRIERS = Object.entries({
  SLACK: 'Slack',
  TEAMS: 'Microsoft Teams',
  DISCORD: 'Discord',
  LOOPS: 'Loops',
  SENDGRID: 'SendGrid',
  SMTP: 'The mail server',
  FCM: 'FCM',
  WEB_PUSH: 'The push service',
}).flatMap(([carrier, name]) => [...troublesOf(carrier, name), ...refusalsOf(carrier, name)]);

const ENDPOINTS: OldSentence[] = [
  ['ENDPOINT_GONE', 'The endpoint answered {answer}. It wants no more of these; enter another URL if it should.'],
  [
    'ENDPOINT_REDIRECTS',
    'The endpoint answered {answer}. Redirects are never followed: enter the URL that it leads to.',
  ],
  ['ENDPOINT_UNAUTHORIZED', 'The endpoint answered {answer}. Check that it verifies with the secret of this endpoint.'],
  ['ENDPOINT_ANSWERED', 'The endpoint answered {answer}.'],
  ['CARRIER_HAD_IT', 'accepted before: {answer}'],
  ['CARRIER_MESSAGE_ID', 'message {id}'],
  ['API_KEY_MISSING', 'This endpoint has no API key: enter it by updateEndpoint, then retry.'],
  ['SIGNING_SECRET_MISSING', 'This endpoint has no secret to sign with: make one by rotateEndpointSecret, then retry.'],
  ['BODY_GONE', 'The body of this event is no longer kept, so it cannot be sent again.'],
  ['TURN_TOO_FAR', 'Many messages go to the same place: this one waits for its turn.'],
  ['STOPPED_IN_LINE', 'It was told to stop while it waited for its turn.'],
  ['CARRIER_LEFT_ALONE', 'Left alone for a while, as it said: {why}'],
];

const MAIL_AND_PUSH: OldSentence[] = [
  ['MAIL_NOT_SET_UP', 'No mail provider is set: set SENDGRID_API_KEY or SMTP_URL, then retry the delivery.'],
  ['MAIL_HEADER_BROKEN', 'The header "{header}" has a line break in it; correct it, then retry.'],
  ['MAIL_UNBUILDABLE', 'SendGrid’s client refused to build it: {error}'],
  ['MAIL_UNSENDABLE', 'It cannot be sent: {error}'],
  [
    'SENDGRID_KEY_REFUSED',
    'SendGrid refuses our key: {answer}. Check SENDGRID_API_KEY, its permissions and the verified sender.',
  ],
  ['SMTP_LOGIN_REFUSED', 'The mail server refuses our login: {answer}. Correct SMTP_URL.'],
  [
    'WEB_PUSH_NOT_SET_UP',
    'No key for Web Push is set: set VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY, then retry the delivery.',
  ],
  [
    'WEB_PUSH_ENDED',
    'This browser no longer takes notifications ({answer}); allow them again in it, which registers it anew.',
  ],
  [
    'WEB_PUSH_KEY_REFUSED',
    'The push service refuses our VAPID key: {answer}. A browser that subscribed under another VAPID_PUBLIC_KEY has to subscribe again.',
  ],
  [
    'MESSAGE_TOO_BIG',
    'The push service finds our message too big, which is a fault of Tocsin: {answer}.',
    { carrier: 'WEB_PUSH' },
  ],
  ['FCM_NOT_SET_UP', 'No account for FCM is set: set FCM_SERVICE_ACCOUNT, then retry the delivery.'],
  ['FCM_ACCOUNT_REFUSED', 'Google refuses the service account: {answer}. Enter a new key file as FCM_SERVICE_ACCOUNT.'],
  ['FCM_NO_ACCESS_TOKEN', 'Google gave no access token: {why}'],
  [
    'FCM_UNREGISTERED',
    'The app is gone from this device, or its token is no longer used; opening the app registers it again: {answer}.',
  ],
  [
    'FCM_OTHER_PROJECT',
    'This device belongs to another Firebase project than FCM_SERVICE_ACCOUNT; register it again with an app of that project: {answer}.',
  ],
  ['FCM_TOKEN_UNKNOWN', 'The token of this device is none that FCM gave out: {answer}.'],
  [
    'FCM_APNS_KEY_REFUSED',
    'Apple refuses the key that Firebase has of you; enter a valid APNs key in the Firebase console: {answer}.',
  ],
  [
    'FCM_NOT_PERMITTED',
    'FCM does not let the account of FCM_SERVICE_ACCOUNT send; give it the role "Firebase Cloud Messaging API Admin": {answer}.',
  ],
];

const CALLS: OldSentence[] = [
  ['URL_TOO_LONG', 'The URL is too long; use at most 2,048 characters.'],
  ['URL_INVALID', 'The URL is not valid; use a full one such as https://example.com/hook.'],
  ['URL_HAS_PASSWORD', 'The URL contains a user name or password; send credentials in a header instead.'],
  ['URL_NOT_HTTPS', 'The URL does not use https; change http:// to https://.'],
  ['URL_PORT', 'The URL uses port {port}; only port 443 may be called.'],
  ['HOST_EMPTY_PART', 'The host {host} has an empty part; remove the extra dot.'],
  ['HOST_NOT_PUBLIC', 'The host {host} does not resolve to public addresses only; use a public host.'],
  ['ADDRESS_NOT_PUBLIC', 'The address {host} is not public; use a public host.'],
  ['METHOD_NOT_ALLOWED', 'The method {method} may not be used; use one of {allowed}.'],
  ['HEADER_IS_OURS', 'The header {header} is set by Tocsin; remove it from the request.'],
  ['HEADER_INVALID', "The header {header} contains characters that a header can't have; remove them from it."],
  ['CONNECT_TIMEOUT', '{host} could not be connected within {ms} ms.'],
  ['ANSWER_TIMEOUT', '{host} did not finish its answer within {ms} ms.'],
  ['CALL_FAILED', 'The call to {host} failed ({code}).'],
];

const RECONCILE: OldSentence[] = [
  [
    'PROVIDER_KEY_REFUSED',
    '{provider} refuses the API key ({status}): set one with setSourceApiKey that may read disputes and payouts.',
  ],
  ['PROVIDER_BUSY', '{provider} asks to be asked later ({status}): the next sweep goes on where this one stopped.'],
  ['PROVIDER_ANSWERED', '{provider} answered {status}: the next sweep tries again.'],
  ['PROVIDER_SILENT', '{provider} gave no answer: the next sweep tries again.'],
];

const REPORTS = [
  'bounce',
  'blocked',
  'dropped',
  'deferred',
  'delivered',
  'spamreport',
  'unsubscribe',
  'group_unsubscribe',
];

const CARRIER_REPORTS = REPORTS.flatMap((report): OldSentence[] => [
  ['CARRIER_REPORT', `${report}: {answer}`, { report }],
  ['CARRIER_REPORT', report, { report, answer: null }],
]);

/** In the order in which they are tried. */
export const OLD_SENTENCES: readonly OldSentence[] = [
  ...SWITCHES,
  ...PLAN,
  ...COURSE,
  ...OF_CARRIERS,
  ...ENDPOINTS,
  ...MAIL_AND_PUSH,
  ...CALLS,
  ...RECONCILE,
  ...CARRIER_REPORTS,
];
