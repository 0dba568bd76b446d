import { Args, Field, ID, InputType, Mutation, ObjectType, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../core/access/viewer.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { CurrentViewer } from './access.guard.js';
import { type SignInLink, SignInLinks } from './sign-in-links.js';

@InputType()
class CreateSignInLinkInput {
  @Field(() => ID, { description: 'Who is signed in by it, as MEMBER.' })
  recipientId: string;
}

@ObjectType()
@VisibleTo({ MEMBER: 'ALL' })
class SignInLinkPayload {
  @Field({ description: 'It works once, in any browser.' })
  url: string;
  @Field({ description: 'It works until then.' })
  until: Date;
}

@Resolver()
export class SignInLinkResolver {
  constructor(private readonly links: SignInLinks) {}

  @Mutation(() => SignInLinkPayload, {
    description:
      'Signs a browser or phone in as this person, once. For an ADMIN by a key of the person that is made for it; a MEMBER’s stands for the key that they asked with.',
  })
  @Access('ADMIN', { member: 'recipient', argument: 'input.recipientId' })
  createSignInLink(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { recipientId }: CreateSignInLinkInput,
  ): Promise<SignInLink> {
    return this.links.linkForPerson(viewer, recipientId);
  }
}
