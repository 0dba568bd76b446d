/** The event as its page asks for it. */
import type { EventQuery, ToldRowFragment, ToldWhyFragment } from './event.generated.js';

export type OneEvent = NonNullable<EventQuery['event']>;
/** One delivery. What is known of others is only that they were told. */
export type Telling = ToldRowFragment & Partial<ToldWhyFragment>;
