/** Every code of a WARN or an ERROR: what it means and what to do. docs/guide/logs.md is written from here (`npm run settings`). */

export interface LogCode {
  /** `warn`: it heals by itself. `error`: a person has to do something, or to know. */
  level: 'warn' | 'error';
  /** What has happened, in a sentence or two. */
  meaning: string;
  /** What to do. */
  remedy: string;
  /** It comes again as long as its cause lasts: one line when it begins, a count each minute, and one when it ends. */
  lasts?: true;
}

const DATABASE = 'See whether PostgreSQL answers (`/readyz`), has connections left and room on its disk.';
const TEMPORAL = 'See whether Temporal answers at TEMPORAL_ADDRESS (`/readyz` of a worker).';

export const LOG_CODES: Readonly<Record<string, LogCode>> = {
  ACTIVITY_FAILED: {
    level: 'error',
    meaning:
      'A step of a run failed in a way that nobody foresaw. Temporal tries it again; `activityType` and `workflowId` say which.',
    remedy: `${DATABASE} Otherwise \`error\` is a fault of ours: report it with the line.`,
    lasts: true,
  },
  ADMIN_KEY_REVOKED: {
    level: 'warn',
    meaning: 'TOCSIN_ADMIN_KEY is a key that was revoked; it opens nothing.',
    remedy: 'Set a new one and start again.',
  },
  BODY_UNREADABLE: {
    level: 'error',
    meaning: 'The stored body of an event (`eventId`) cannot be opened with any of TOCSIN_ENCRYPTION_KEYS.',
    remedy: 'Add the key under which it was sealed; without it the body is lost, the event and its deliveries are not.',
  },
  BUS_LOST: {
    level: 'warn',
    meaning:
      'The connection that listens to PostgreSQL was lost. It is made again every second; the inbox is read all the same.',
    remedy: `${DATABASE} With PgBouncer: session mode.`,
    lasts: true,
  },
  CLOCK_OFF: {
    level: 'error',
    meaning:
      'The clocks of this machine and of PostgreSQL differ by more than a minute (`seconds`). From five minutes on an API refuses all webhooks, and receivers refuse those that a worker signs.',
    remedy:
      'Let both machines keep time by NTP (`timedatectl set-ntp true`). `npx tocsin doctor` on each says which is off.',
  },
  CUSTOMER_ADDRESS_UNKNOWN: {
    level: 'warn',
    meaning:
      'A payment provider did not say the address of a customer (`status` is its answer); the mail to this customer waits or is left out.',
    remedy: '401 and 403: give the source an API key that may read customers. Otherwise wait.',
    lasts: true,
  },
  DELIVERY_GIVEN_UP: {
    level: 'warn',
    meaning:
      'Deliveries were not sent within their time (a day and more) and are FAILED or UNKNOWN now, with the reason.',
    remedy: 'Open Deliveries by reason; when the cause is mended, retry them there.',
  },
  EVENTS_REQUEUED: {
    level: 'warn',
    meaning:
      'Runs were gone before their events were done (Temporal lost its data, or somebody ended them); they start again.',
    remedy: 'Find out who ended them, or why Temporal lost data. Nothing else: each delivery goes out once.',
  },
  FIELD_FAILED: {
    level: 'error',
    meaning:
      'A field of the API (`field`) could not be answered for a reason that nobody foresaw; whoever asked was told INTERNAL_SERVER_ERROR.',
    remedy: `${DATABASE} Otherwise it is a fault of ours: report it with its stack.`,
    lasts: true,
  },
  INGEST_UNAVAILABLE: {
    level: 'error',
    meaning:
      'Webhooks were answered 503 because they could not be stored. Producers send them again for hours (Dodo 27, Stripe 72).',
    remedy: `${DATABASE} Do nothing else.`,
    lasts: true,
  },
  LADDER_NOT_WOKEN: {
    level: 'warn',
    meaning:
      'The ladder of a dispute is late, and Temporal did not take the call that wakes it. It is tried again every 10 s.',
    remedy: TEMPORAL,
    lasts: true,
  },
  LINK_UNAVAILABLE: {
    level: 'error',
    meaning: 'Somebody opened the link of a mail, and it could not be done; the page said so.',
    remedy: DATABASE,
    lasts: true,
  },
  MAINTENANCE_FAILED: {
    level: 'error',
    meaning:
      'A piece of a nightly or hourly walk failed for one business or source (`of`); the others went on, and the next walk takes it again.',
    remedy: 'Read `error`. Where it comes at each walk: report it with the line.',
  },
  NEST: {
    level: 'error',
    meaning: 'The framework of the API reports an error that no route took; somebody was answered 500.',
    remedy: `${DATABASE} Otherwise report it with its stack.`,
    lasts: true,
  },
  NOT_SET_UP: {
    level: 'warn',
    meaning: 'A setting that somebody will miss is not set; the line says which, and what does not work without it.',
    remedy: 'Set it, or leave it where nobody misses it.',
  },
  NOTIFY_FAILED: {
    level: 'warn',
    meaning: 'Open browsers were not told of changes. They see them when they ask again.',
    remedy: DATABASE,
    lasts: true,
  },
  NUDGE_FAILED: {
    level: 'warn',
    meaning: 'The workers could not be told of new events. They look for themselves every second.',
    remedy: DATABASE,
    lasts: true,
  },
  PRODUCT_NAME_UNKNOWN: {
    level: 'warn',
    meaning: 'A payment provider did not say what a product is called; the mail went out without its name.',
    remedy: '401 and 403: give the source an API key that may read products. Otherwise wait.',
    lasts: true,
  },
  RECEIPTS_UNAVAILABLE: {
    level: 'error',
    meaning: 'Delivery receipts of SendGrid could not be stored. SendGrid sends them again for 24 h.',
    remedy: DATABASE,
    lasts: true,
  },
  REGISTER_FAILED: {
    level: 'warn',
    meaning: 'Search attributes or schedules in Temporal could not be looked at or made. It is tried again every 10 s.',
    remedy: TEMPORAL,
    lasts: true,
  },
  REJECTIONS_NOT_KEPT: {
    level: 'warn',
    meaning:
      'Refused requests are missing from the list of refusals: there were too many, or they could not be stored.',
    remedy: `${DATABASE} A flood of wrong signatures: see the source's standing.`,
    lasts: true,
  },
  RELAY_TURN_FAILED: {
    level: 'warn',
    meaning: 'The inbox could not be read. Events are safe in it; it is read again every second.',
    remedy: DATABASE,
    lasts: true,
  },
  REQUEUE_FAILED: {
    level: 'warn',
    meaning: 'Lost runs could not be looked for. It is done again every 10 s.',
    remedy: `${DATABASE} ${TEMPORAL}`,
    lasts: true,
  },
  RUN_REFUSED: {
    level: 'error',
    meaning: 'Temporal refuses to start a run (`error` says why). After 20 times the event is set aside as FAILED.',
    remedy:
      'Where it misses a search attribute, workers register it within 10 minutes, or at their start. Replay events that were set aside.',
    lasts: true,
  },
  SIGN_IN_UNAVAILABLE: {
    level: 'error',
    meaning: 'Somebody could not sign in, by no fault of theirs.',
    remedy: DATABASE,
    lasts: true,
  },
  STOP_FAILED: {
    level: 'error',
    meaning: 'A part of the process did not close in order; the others did, and the process ends with code 1.',
    remedy: 'Nothing: what was not recorded is done again by another process. Report it where it comes often.',
  },
  STOP_TOO_LONG: {
    level: 'error',
    meaning:
      'The process did not stop within 30 s after its drain and was ended. What was under way is tried again, and marked as interrupted.',
    remedy: 'See which carrier or server hung then.',
  },
  TEMPLATE_BROKEN: {
    level: 'warn',
    meaning: 'The business’s own words for an event type could not be used; ours were sent.',
    remedy: 'Let the business mend the template (`eventType`, `locale`).',
    lasts: true,
  },
  TEMPORAL_AWAY: {
    level: 'warn',
    meaning: 'Temporal does not answer. Events wait in PostgreSQL, and no try is counted.',
    remedy: TEMPORAL,
    lasts: true,
  },
  TEMPORAL_REFUSES: {
    level: 'error',
    meaning:
      'Temporal answers an API, and refuses it: it lacks the namespace, does not let us in, or speaks TLS otherwise. Webhooks are stored; workers with the same settings do not start.',
    remedy: 'Mend the setting that the line names, for APIs and workers alike, and start them again.',
    lasts: true,
  },
  TEMPORAL_SDK: {
    level: 'warn',
    meaning: 'What Temporal’s own library warns of; the message is its own.',
    remedy: TEMPORAL,
    lasts: true,
  },
  TRACES_NOT_SENT: {
    level: 'warn',
    meaning: 'The collector takes no traces: `spans` of them are lost. Nothing else waits for it.',
    remedy: 'See whether it answers at OTEL_EXPORTER_OTLP_ENDPOINT, and takes OTEL_EXPORTER_OTLP_HEADERS.',
    lasts: true,
  },
  WAITS_FOR_DATABASE: {
    level: 'warn',
    meaning: 'The process waits for migrations, or for the right to act as tocsin_app. The line says which.',
    remedy: 'Do what the line says; the process goes on by itself.',
  },
  WELCOME_NOT_SENT: {
    level: 'warn',
    meaning: 'The mail that tells a new address of itself could not be sent. It is tried again every hour.',
    remedy: 'See whether a carrier of e-mail is set up and takes mails.',
    lasts: true,
  },
};
