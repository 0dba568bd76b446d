/** How things are found by their global ids. Each noun says it of its own, in its module. */
import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../core/access/viewer.js';
import type { ApiAccess } from '../../core/schema/enums.js';
import type { Node } from '../../core/schema/node.js';
import { type IdKind, kindOfId } from '../../domain/ids.js';
import type { BatchLoad, Loaders } from './loaders.js';

export interface NodeRule<Row> {
  /** Who may see one, as the list of its kind has it; left out: all who may ask for a node. */
  accesses?: readonly ApiAccess[];
  /** The person that a row belongs to: a MEMBER sees only what is theirs. Left out: it is the whole team's. */
  personOf?: (row: Row) => string | null;
}

type Lookup = (viewer: Viewer, loaders: Loaders, id: string) => Promise<Node | null>;

@Injectable()
export class NodeRegistry {
  private readonly lookups = new Map<IdKind, Lookup>();

  /** @param load gives null for what was removed. */
  add<Row extends Node>(kind: IdKind, load: BatchLoad<Row | null>, { accesses, personOf }: NodeRule<Row> = {}): void {
    if (this.lookups.has(kind)) throw new Error(`Two modules say how a ${kind} is found`);
    this.lookups.set(kind, async (viewer, loaders, id) => {
      if (accesses && !accesses.includes(viewer.access)) return null;
      const row = await loaders.load(load, id);
      const foreign = row && personOf && viewer.access === 'MEMBER' && personOf(row) !== viewer.recipientId;
      return foreign ? null : row;
    });
  }

  /** Null for what is not there, was removed, or belongs to another business or, for a MEMBER, person: nobody can tell which. */
  async find(viewer: Viewer, loaders: Loaders, id: string): Promise<Node | null> {
    const kind = kindOfId(id);
    const lookup = kind && this.lookups.get(kind);
    return lookup ? lookup(viewer, loaders, id) : null;
  }
}
