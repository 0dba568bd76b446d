import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { EndpointCodeResolver, TransformationFailureResolver } from './endpoint-code.resolver.js';
import {
  TransformationDifferenceResolver,
  TransformationResolver,
  TransformationResultResolver,
} from './transformation.resolver.js';
import { TransformationService } from './transformation.service.js';

@Module({
  imports: [EventsModule],
  providers: [
    EndpointCodeResolver,
    TransformationDifferenceResolver,
    TransformationFailureResolver,
    TransformationResolver,
    TransformationResultResolver,
    TransformationService,
  ],
})
export class TransformationsModule {}
