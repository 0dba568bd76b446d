import { Args, Field, ID, InputType, Mutation, Query, Resolver } from '@nestjs/graphql';
import { IsOptional, Length, Matches, MaxLength } from 'class-validator';
import type { Viewer } from '../../core/access/viewer.js';
import { Access } from '../../core/schema/access.js';
import { type PushPlatform, PushPlatformEnum } from '../../core/schema/enums.js';
import { SEEN } from '../../domain/seen.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { DestinationPayload } from './destination.inputs.js';
import { DeviceService } from './device.service.js';

@InputType()
export class RegisterDeviceInput {
  @Field(() => PushPlatformEnum)
  platform: PushPlatform;
  @Field({
    description: 'IOS and ANDROID: the registration token of FCM. WEB: JSON.stringify of the PushSubscription.',
  })
  @MaxLength(4_096)
  token: string;
  @Field(() => String, { nullable: true, description: 'None: after its platform; a known device keeps its own.' })
  @IsOptional()
  @Length(1, 100)
  @Matches(SEEN, { context: { code: 'FIELD_BLANK' } })
  label?: string | null;
  @Field(() => ID, { nullable: true, description: 'Whose it is. None: the person of this key.' })
  recipientId?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'The token that the same device had before: it keeps its name, its person and its choices. Its person stays, whoever `recipientId` names; a token that is not known changes nothing.',
  })
  @IsOptional()
  @MaxLength(4_096)
  replaces?: string | null;
}

@Resolver()
export class DeviceResolver {
  constructor(private readonly deviceService: DeviceService) {}

  @Mutation(() => DestinationPayload, {
    description: 'At each start of an app: a token that is known is the same device, seen again.',
  })
  @Access('ADMIN', { member: 'recipient', argument: 'input.recipientId' })
  async registerDevice(
    @CurrentViewer() viewer: Viewer,
    @Args('input') input: RegisterDeviceInput,
  ): Promise<DestinationPayload> {
    return { destination: await this.deviceService.register(viewer, input) };
  }

  @Query(() => String, {
    nullable: true,
    description:
      'The applicationServerKey that a browser subscribes with (VAPID, base64url); null: browsers get no push.',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  webPushKey(): string | null {
    return this.deviceService.webPushKey;
  }
}
