import { Module } from '@nestjs/common';
import { TemplateResolver } from './template.resolver.js';

@Module({
  providers: [TemplateResolver],
})
export class TemplatesModule {}
