import { Module } from '@nestjs/common';
import { NodeRegistry } from '../graphql/node-registry.js';
import { recipientsById } from './recipient.loader.js';
import { RecipientResolver } from './recipient.resolver.js';
import { RecipientService } from './recipient.service.js';

@Module({
  providers: [RecipientResolver, RecipientService],
})
export class RecipientsModule {
  constructor(nodes: NodeRegistry) {
    nodes.add('recipient', recipientsById);
  }
}
