import { Module } from '@nestjs/common';
import { DestinationsModule } from '../destinations/destinations.module.js';
import { NodeRegistry } from '../graphql/node-registry.js';
import { recipientsById } from './recipient.loader.js';
import { RecipientResolver } from './recipient.resolver.js';
import { RecipientService } from './recipient.service.js';

@Module({
  imports: [DestinationsModule],
  providers: [RecipientResolver, RecipientService],
})
export class RecipientsModule {
  constructor(nodes: NodeRegistry) {
    nodes.add('recipient', recipientsById);
  }
}
