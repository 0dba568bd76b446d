import { TypeMetadataStorage } from '@nestjs/graphql';

/** The second argument of the method of a field that `HasLocale` stands at. */
export interface LocaleArgument {
  /** A language tag; absent: the language of the request. */
  locale?: string | null;
}

/** The argument `locale` of a field of an object. `Args` would have Nest call the method its long way, see FieldContext. */
export const HasLocale = (): MethodDecorator => (target, key) => {
  TypeMetadataStorage.addMethodParamMetadata({
    kind: 'arg',
    name: 'locale',
    target: target.constructor,
    methodName: String(key),
    typeFn: () => String,
    index: 1,
    options: { nullable: true },
  });
};
