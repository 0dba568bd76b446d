import { Module } from '@nestjs/common';
import { NodeRegistry } from '../graphql/node-registry.js';
import { destinationsById } from './destination.loader.js';
import { DestinationPayloadResolver, DestinationResolver } from './destination.resolver.js';
import { DestinationService } from './destination.service.js';
import { DestinationSettingsResolver } from './destination-settings.resolver.js';
import { DeviceResolver } from './device.resolver.js';
import { DeviceService } from './device.service.js';

@Module({
  providers: [
    DestinationPayloadResolver,
    DestinationResolver,
    DestinationService,
    DestinationSettingsResolver,
    DeviceResolver,
    DeviceService,
  ],
  exports: [DestinationService],
})
export class DestinationsModule {
  constructor(nodes: NodeRegistry) {
    nodes.add('destination', destinationsById);
  }
}
