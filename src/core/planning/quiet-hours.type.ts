import { VisibleTo } from '../schema/access.js';
import { Field, ObjectType } from '../schema/decorators.js';

/** In the person's own zone. The same time twice means none. */
@ObjectType('QuietHours', { description: 'Local times; critical events pass.' })
@VisibleTo({ VIEWER: 'ALL', MEMBER: 'ALL' })
export class QuietHoursType {
  @Field({ description: 'For example 22:00.' })
  start: string;
  @Field({ description: 'For example 07:00.' })
  end: string;
}
