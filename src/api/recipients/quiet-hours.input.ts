import { Field, InputType } from '@nestjs/graphql';
import { Matches } from 'class-validator';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** In the person's own zone. The same time twice means none. */
@InputType()
export class QuietHoursInput {
  @Field()
  @Matches(TIME, { context: { code: 'FIELD_NOT_A_TIME', params: { example: '22:00' } } })
  start: string;
  @Field()
  @Matches(TIME, { context: { code: 'FIELD_NOT_A_TIME', params: { example: '07:00' } } })
  end: string;
}
