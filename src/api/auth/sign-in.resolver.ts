import { Args, Field, ID, Mutation, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../core/access/viewer.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { enumOf } from '../../core/schema/enums.js';
import { NodeInput } from '../../core/schema/node.js';
import type { FieldContext } from '../graphql/field-context.js';
import { CurrentViewer } from './access.guard.js';
import { CredentialStore } from './credential-store.js';
import { SIGN_IN_WAYS, type SignInRow, SignIns, type SignInWay } from './sign-ins.js';

const SignInWayEnum = enumOf('SignInWay', SIGN_IN_WAYS, {
  KEY: 'An API key was entered.',
  LINK: 'A link that works once.',
  TOKEN: 'The token of another login.',
});

@ObjectType({ description: 'A browser or phone that is signed in to the web app.' })
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
class SignIn {
  @Field(() => ID)
  id: string;
  @Field(() => SignInWayEnum)
  way: SignInWay;
  @Field({ description: 'As the browser names itself (User-Agent), cut.' })
  userAgent: string;
  @Field()
  createdAt: Date;
  @Field({ description: 'To the minute.' })
  lastSeenAt: Date;
  @Field({ description: 'It ends then by itself.' })
  endsAt: Date;
}

@ObjectType()
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
class SignInsPayload {
  @Field(() => [SignIn], { description: 'Those that are left.' })
  signIns: SignInRow[];
}

@Resolver(() => SignIn)
export class SignInResolver {
  constructor(
    private readonly store: SignIns,
    private readonly credentials: CredentialStore,
  ) {}

  @Query(() => [SignIn], {
    description:
      'Where whoever asks is signed in to the web app, by the same key or login, or as the same person; seen last first.',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  async signIns(@CurrentViewer() viewer: Viewer): Promise<SignInRow[]> {
    return this.store.list(viewer);
  }

  @Mutation(() => SignInsPayload, {
    description: 'One of one’s own: that browser is signed out within 5 seconds. One that is over already is no error.',
  })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  async endSignIn(@CurrentViewer() viewer: Viewer, @Args('input') { id }: NodeInput): Promise<SignInsPayload> {
    await this.store.endOwn(viewer, id);
    return this.left(viewer);
  }

  @Mutation(() => SignInsPayload, { description: 'All of one’s own but the one that asks.' })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  async endOtherSignIns(@CurrentViewer() viewer: Viewer): Promise<SignInsPayload> {
    await this.store.endOwn(viewer, null);
    return this.left(viewer);
  }

  private async left(viewer: Viewer): Promise<SignInsPayload> {
    this.credentials.forget();
    return { signIns: await this.store.list(viewer) };
  }

  @ResolveField(() => Boolean, { description: 'It is the one that asks.' })
  current({ id }: SignInRow, _: object, { viewer: { signInId } }: FieldContext): boolean {
    return id === signInId;
  }
}
