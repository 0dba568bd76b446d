import { Args, Field, Float, InputType, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { MaxLength } from 'class-validator';
import { SampleService } from '../events/sample.service.js';
import { badInput } from '../graphql/errors.js';
import { JsonScalar } from '../graphql/vocabulary.js';
import { Sandbox } from '../sandbox/sandbox.js';

@InputType()
export class TestTransformationInput {
  @Field()
  @MaxLength(64 * 1024)
  code: string;
  @Field({ description: 'What the handler sees as webhook.eventType; its sample is the payload where none is given.' })
  eventType: string;
  @Field(() => JsonScalar, { nullable: true })
  payload?: unknown;
  @Field(() => String, { nullable: true })
  url?: string | null;
}

/** What a transformation made of one event; nothing is sent. */
@ObjectType('TransformationResult')
export class TransformationResultType {
  @Field()
  ok: boolean;
  @Field(() => String, { nullable: true })
  url: string | null;
  @Field(() => String, { nullable: true })
  method: string | null;
  @Field(() => JsonScalar, { nullable: true })
  headers: unknown;
  @Field(() => JsonScalar, { nullable: true })
  payload: unknown;
  @Field()
  cancelled: boolean;
  @Field({ description: 'The handler returned the event as it came.' })
  unchanged: boolean;
  @Field(() => String, { nullable: true })
  error: string | null;
  @Field(() => Int, { nullable: true })
  line: number | null;
  @Field(() => Float)
  durationMs: number;
  @Field(() => [String])
  console: string[];
  @Field(() => [String])
  warnings: string[];
}

@Resolver()
export class TransformationResolver {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly samples: SampleService,
  ) {}

  @Query(() => TransformationResultType, {
    description: 'Runs the code on a sample or on your own payload; nothing is stored or sent.',
  })
  async testTransformation(@Args('input') input: TestTransformationInput): Promise<TransformationResultType> {
    const url = input.url ?? 'https://hooks.slack.example/services/T0/B0/x';
    if (!URL.canParse(url)) throw badInput('This is no URL.', 'url');
    const payload = input.payload ?? (await this.samples.find(input.eventType, 'eventType')).body;
    return this.sandbox.run({
      code: input.code,
      webhook: { method: 'POST', url, payload, eventType: input.eventType, headers: {} },
    });
  }
}
