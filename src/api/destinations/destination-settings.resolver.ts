/** How a destination is told: on or off, at once or gathered, and back to its defaults. */
import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { DataSource } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Destination, EmailDestination } from '../../core/planning/destination.entity.js';
import { SetDestinationEnabledInput, SetDigestInput } from '../../core/planning/digest.type.js';
import { PreferenceChoice } from '../../core/planning/preference.entity.js';
import { Access } from '../../core/schema/access.js';
import { NodeInput } from '../../core/schema/node.js';
import { DEFAULT_DIGEST_AT } from '../../domain/planning/digest.js';
import { makeReason } from '../../domain/reasons.js';
import { CurrentViewer } from '../auth/access.guard.js';
import { badInput, conflict } from '../graphql/errors.js';
import { gapsOpenedBy } from '../preferences/coverage.type.js';
import { DestinationPayload } from './destination.inputs.js';
import { DestinationService } from './destination.service.js';
import { forgetFailures } from './health.loader.js';
import { WelcomeService } from './welcome.service.js';

@Resolver()
export class DestinationSettingsResolver {
  constructor(
    private readonly dataSource: DataSource,
    private readonly destinationService: DestinationService,
    private readonly welcomes: WelcomeService,
  ) {}

  @Mutation(() => DestinationPayload, {
    description: 'Off stops at once, deliveries in flight included. On again: replayMissed sends what it missed.',
  })
  @Access('ADMIN', { member: 'destination', argument: 'input.id' })
  async setDestinationEnabled(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { id, enabled }: SetDestinationEnabledInput,
  ): Promise<DestinationPayload> {
    const before = await this.destinationService.find(viewer, id);
    if (viewer.access === 'MEMBER' && before instanceof EmailDestination && !before.confirmed)
      throw conflict(makeReason('STILL_UNCONFIRMED', { address: before.address }), 'id');
    // An ADMIN lets one count that its reader has not confirmed.
    const counts = enabled && before instanceof EmailDestination && !before.confirmed;
    const kept = before instanceof EmailDestination && before.refusedByReader ? before.disabledReason : null;
    // By the clock by which deliveries end.
    const missing = before.enabled && !enabled ? { missedSince: () => 'now()' } : {};
    const coverage = await this.dataSource.transaction(async (manager) => {
      const one = { id, businessId: viewer.businessId };
      await manager.getRepository(Destination).update(one, { enabled, disabledReason: kept, ...missing });
      if (counts) await manager.update(EmailDestination, one, { welcomeDue: true });
      await forgetFailures(manager, viewer, id);
      const change = { before: { enabled: before.enabled }, after: { enabled } };
      await recordChange(manager, viewer, { action: 'setDestinationEnabled', subject: id, ...change });
      return gapsOpenedBy(manager, viewer);
    });
    if (counts) this.welcomes.begin({ businessId: viewer.businessId, id });
    return { destination: await this.destinationService.find(viewer, id), coverage };
  }

  @Mutation(() => DestinationPayload, { description: 'Null window: each event at once.' })
  @Access('ADMIN', { member: 'destination', argument: 'input.destinationId' })
  async setDigest(@CurrentViewer() viewer: Viewer, @Args('input') input: SetDigestInput): Promise<DestinationPayload> {
    const { destinationId: id } = input;
    const before = await this.destinationService.find(viewer, id);
    if (!(before instanceof EmailDestination)) throw badInput(makeReason('DIGEST_OF_MAIL_ONLY'), 'destinationId');
    const { every: digestEvery, at: digestAt } = checkedDigest(input);
    await this.dataSource.transaction(async (manager) => {
      await manager
        .getRepository(EmailDestination)
        .update({ id, businessId: viewer.businessId }, { digestEvery, digestAt });
      const change = {
        before: { digest: before.digest },
        after: { digest: digestEvery && { every: digestEvery, at: digestAt } },
      };
      await recordChange(manager, viewer, { action: 'setDigest', subject: id, ...change });
    });
    return { destination: await this.destinationService.find(viewer, id) };
  }

  @Mutation(() => DestinationPayload, {
    description: 'Mail goes there again. What the provider itself keeps back has to be cleared there, too.',
  })
  @Access('ADMIN')
  async unsuppressEmail(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { id }: NodeInput,
  ): Promise<DestinationPayload> {
    const before = await this.destinationService.find(viewer, id);
    if (!(before instanceof EmailDestination)) throw badInput(makeReason('SUPPRESSION_OF_MAIL_ONLY'), 'id');
    const coverage = await this.dataSource.transaction(async (manager) => {
      const end = before.refusedByReader ? { disabledReason: null } : {};
      await manager.update(EmailDestination, { id, businessId: viewer.businessId }, { suppressed: false, ...end });
      const change = { before: { suppressed: before.suppressed }, after: { suppressed: false } };
      await recordChange(manager, viewer, { action: 'unsuppressEmail', subject: id, ...change });
      return gapsOpenedBy(manager, viewer);
    });
    return { destination: await this.destinationService.find(viewer, id), coverage };
  }

  /** An endpoint that had chosen its types takes all again, as a new one does: taking none would lose alerts in silence. */
  @Mutation(() => DestinationPayload, {
    description: 'Back to role and defaults; an endpoint takes every type that the catalogue knows again.',
  })
  @Access('ADMIN', { member: 'destination', argument: 'input.id' })
  async resetPreferences(
    @CurrentViewer() viewer: Viewer,
    @Args('input') { id }: NodeInput,
  ): Promise<DestinationPayload> {
    const { businessId } = viewer;
    const { takesAll } = await this.destinationService.find(viewer, id);
    const coverage = await this.dataSource.transaction(async (manager) => {
      const choices = await manager.getRepository(PreferenceChoice).findBy({ destinationId: id, businessId });
      await manager.getRepository(PreferenceChoice).delete({ destinationId: id, businessId });
      if (takesAll === false) await manager.getRepository(Destination).update({ id, businessId }, { takesAll: true });
      const was = Object.fromEntries(choices.map(({ eventType, enabled }) => [eventType, enabled]));
      if (choices.length > 0 || takesAll === false)
        await recordChange(manager, viewer, { action: 'resetPreferences', subject: id, before: was });
      return gapsOpenedBy(manager, viewer);
    });
    return { destination: await this.destinationService.find(viewer, id), coverage };
  }
}

/** @throws BAD_USER_INPUT for a time that is none, or that its window does not have. */
function checkedDigest({ every, at }: SetDigestInput): {
  every: (SetDigestInput['every'] & string) | null;
  at: string | null;
} {
  if (at != null && every !== 'DAILY') throw badInput(makeReason('DIGEST_TIME_WITHOUT_DAY'), 'at');
  if (!every) return { every: null, at: null };
  if (every === 'HOURLY') return { every, at: null };
  const time = at ?? DEFAULT_DIGEST_AT;
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) throw badInput(makeReason('DIGEST_TIME_SHAPE'), 'at');
  return { every, at: time };
}
