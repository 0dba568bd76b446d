import { Args, Field, ID, InputType, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import type { Viewer } from '../../core/access/viewer.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { ChannelEnum } from '../../core/schema/enums.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { RateLimits } from '../auth/rate-limits.js';
import { ChannelConnectionService } from './channel-connection.service.js';
import { DestinationPayload } from './destination.inputs.js';

@InputType()
export class BeginConnectionInput {
  @Field(() => ChannelEnum, { description: 'One whose ChannelInfo has a connectLabel.' })
  channel: string;
  @Field(() => ID, {
    nullable: true,
    description:
      'An endpoint of this channel, which is given the address that the chat gives. Null: a new one is made.',
  })
  @IsOptional()
  @MaxLength(100)
  endpointId?: string | null;
}

@ObjectType()
@VisibleTo({})
export class ConnectionPayload {
  @Field({ description: 'Where the browser goes; it comes back to the web app with what finishConnection takes.' })
  url: string;
}

@InputType()
export class FinishConnectionInput {
  @Field({ description: 'As it came back.' })
  @MaxLength(2_000)
  state: string;
  @Field(() => String, { nullable: true, description: 'Null where it came back with an error.' })
  @IsOptional()
  @MaxLength(2_000)
  code?: string | null;
}

/** By a button, with an app of the operator's at the chat. */
@Resolver()
export class ChannelConnectionResolver {
  constructor(
    private readonly connections: ChannelConnectionService,
    private readonly limits: RateLimits,
  ) {}

  @Mutation(() => ConnectionPayload, { description: 'To be finished by the same session, within 10 minutes.' })
  @Access('ADMIN')
  async beginConnection(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: BeginConnectionInput,
  ): Promise<ConnectionPayload> {
    return { url: await this.connections.begin(viewer, input) };
  }

  @Mutation(() => DestinationPayload, {
    description:
      'Makes an endpoint of the address that the chat gives, named after where its messages go, or gives it to the one that was connected again.',
  })
  @Access('ADMIN')
  async finishConnection(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { state, code }: FinishConnectionInput,
  ): Promise<DestinationPayload> {
    await this.limits.askProvider(viewer);
    return this.connections.finish(viewer, { state, code: code ?? null });
  }
}
