/** The shapes of templates in the API. */
import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { VisibleTo } from '../../core/schema/access.js';
import { AudienceEnum, ChannelEnum } from '../../core/schema/enums.js';
import type { EventTypeEntry } from '../../domain/catalogue/entry.js';
import type { Audience } from '../../domain/vocabulary.js';
import { SetBrandInput } from '../businesses/brand.resolver.js';
import { EventType } from '../events/event-type.type.js';

@ObjectType({
  description:
    'What is said of an event type on a channel to readers of a locale, of the team or customers: ICU MessageFormat.',
})
@VisibleTo({ VIEWER: 'ALL' })
export class Template {
  @Field(() => EventType)
  eventType: EventTypeEntry;
  @Field(() => ChannelEnum)
  channel: string;
  @Field()
  locale: string;
  @Field(() => AudienceEnum, { description: 'CUSTOMER: the e-mail to the customer of the business.' })
  audience: Audience;
  @Field(() => String, { nullable: true, description: 'The subject of an e-mail, the headline elsewhere.' })
  subject: string;
  /** Some hundred bytes, of thousands of templates. */
  @Field({ description: 'All that is said below, with what is to be done.', complexity: 1 })
  body: string;
  @Field({ description: 'The words are those of the business.' })
  overridden: boolean;
  @Field(() => [String], { description: 'What may stand in braces; an unknown value is the word "none".' })
  arguments: string[];
}

@ObjectType()
@VisibleTo({})
export class TemplatePayload {
  @Field(() => Template)
  template: Template;
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL' })
export class TemplatePreview {
  @Field(() => String, { nullable: true })
  subject: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Show it in a sandboxed frame. Null where the channel has none.',
  })
  html: string | null;
  @Field(() => String, { nullable: true })
  text: string | null;
  @Field(() => [String], {
    description: 'What hinders saving, and then nothing is shown; else what will read badly.',
  })
  problems: string[];
}

@InputType()
export class SetTemplateInput {
  @Field()
  eventType: string;
  @Field(() => ChannelEnum)
  channel: string;
  @Field({ description: 'One of those that the query templates lists.' })
  locale: string;
  @Field(() => AudienceEnum, { nullable: true, description: 'TEAM when left out.' })
  audience?: Audience | null;
  @Field(() => String, { nullable: true, description: 'Null: our subject.' })
  subject?: string | null;
  @Field(() => String, { nullable: true, description: 'Null: back to ours, the subject too.' })
  body?: string | null;
}

@InputType()
export class PreviewTemplateInput {
  @Field()
  eventType: string;
  @Field(() => ChannelEnum)
  channel: string;
  @Field()
  locale: string;
  @Field(() => AudienceEnum, { nullable: true, description: 'TEAM when left out.' })
  audience?: Audience | null;
  @Field(() => String, { nullable: true, description: 'Null: ours.' })
  subject?: string | null;
  @Field(() => String, { nullable: true, description: 'Null: ours.' })
  body?: string | null;
  @Field(() => ID, { nullable: true, description: 'An event that it is shown with; else a sample.' })
  eventId?: string | null;
  @Field(() => SetBrandInput, { nullable: true, description: 'As if it were saved already.' })
  brand?: SetBrandInput | null;
}
