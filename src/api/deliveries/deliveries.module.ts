import { Module } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { DeliveryReceipts } from '../../core/delivery/delivery-receipts.js';
import type { Bus } from '../../platform/live/bus.js';
import { NodeRegistry } from '../graphql/node-registry.js';
import { BUS, SYSTEM_DATA_SOURCE } from '../platform.tokens.js';
import { deliveriesById } from './delivery.loader.js';
import { AttemptResolver, DeliveryResolver } from './delivery.resolver.js';
import { ResendResolver } from './resend.resolver.js';
import { ResendService } from './resend.service.js';

@Module({
  providers: [
    AttemptResolver,
    DeliveryResolver,
    ResendResolver,
    ResendService,
    {
      provide: DeliveryReceipts,
      inject: [SYSTEM_DATA_SOURCE, BUS],
      useFactory: (dataSource: DataSource, bus: Bus) => new DeliveryReceipts(dataSource, bus),
    },
  ],
})
export class DeliveriesModule {
  constructor(nodes: NodeRegistry) {
    nodes.add('delivery', deliveriesById);
  }
}
