import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { NodeRegistry } from '../graphql/node-registry.js';
import { ChannelConnectionResolver } from './channel-connection.resolver.js';
import { ChannelConnectionService } from './channel-connection.service.js';
import { ConfirmationService } from './confirmation.service.js';
import { destinationsById } from './destination.loader.js';
import { DestinationPayloadResolver, DestinationResolver } from './destination.resolver.js';
import { DestinationService } from './destination.service.js';
import { DestinationSettingsResolver } from './destination-settings.resolver.js';
import { DeviceResolver } from './device.resolver.js';
import { DeviceService } from './device.service.js';
import { WelcomeService } from './welcome.service.js';

@Module({
  imports: [AuthModule],
  providers: [
    ChannelConnectionResolver,
    ChannelConnectionService,
    ConfirmationService,
    DestinationPayloadResolver,
    DestinationResolver,
    DestinationService,
    DestinationSettingsResolver,
    DeviceResolver,
    DeviceService,
    WelcomeService,
  ],
  exports: [ConfirmationService, DestinationService, WelcomeService],
})
export class DestinationsModule {
  constructor(nodes: NodeRegistry) {
    nodes.add('destination', destinationsById);
  }
}
