import { Module } from '@nestjs/common';
import {
  ChannelInfoResolver,
  FieldInfoResolver,
  RoleInfoResolver,
  SourceKindInfoResolver,
} from './metadata.resolver.js';

@Module({
  providers: [ChannelInfoResolver, FieldInfoResolver, RoleInfoResolver, SourceKindInfoResolver],
})
export class MetadataModule {}
