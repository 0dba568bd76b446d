import { Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { ProductNames } from '../../core/delivery/product-names.js';
import { systemTime } from '../../platform/clock.js';
import type { Config } from '../../platform/config.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import { CONFIG, LOG } from '../platform.tokens.js';
import { CustomerPreview } from './customer-preview.js';
import { TemplateResolver } from './template.resolver.js';

const productNames = {
  provide: ProductNames,
  inject: [CONFIG, SecretBox, LOG],
  useFactory: ({ providers }: Config, box: SecretBox, log: Logger) =>
    new ProductNames({ box, urls: providers, now: systemTime, log }),
};

@Module({
  providers: [CustomerPreview, TemplateResolver, productNames],
})
export class TemplatesModule {}
