/** Registry 2: where events can come from. A new kind is one file and one line here. */
import { dodo } from './dodo/webhook.js';
import { generic } from './generic.js';
import type { SourceKindEntry } from './source-kind.js';
import { stripe } from './stripe/webhook.js';
import { tocsin } from './tocsin.js';

export const SOURCE_KINDS = { DODO: dodo, STRIPE: stripe, GENERIC: generic, TOCSIN: tocsin } as const satisfies Record<
  string,
  SourceKindEntry
>;

export type SourceKind = keyof typeof SOURCE_KINDS;
