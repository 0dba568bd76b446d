import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How a license key of a product is activated, as the business says it to its customers in one language. */
@Entity('activation_instructions')
export class ActivationInstructionsRow {
  @PrimaryColumn('text')
  businessId: string;

  /** The provider's id; empty: of all products that have none of their own. */
  @PrimaryColumn('text')
  productId: string;

  /** One of ours: customers get the nearest. */
  @PrimaryColumn('text')
  locale: string;

  @Column('text')
  markdown: string;

  @Column('text')
  changedBy: string;

  @Column('timestamptz')
  changedAt: Date;
}
