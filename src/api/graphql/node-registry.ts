/** How things are found by their global ids. Each noun says it of its own, in its module. */
import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../core/access/viewer.js';
import type { Node } from '../../core/schema/node.js';
import { type IdKind, kindOfId } from '../../domain/ids.js';
import { isVisible } from '../auth/visibility.js';
import type { BatchLoad, Loaders } from './loaders.js';

type Lookup = (viewer: Viewer, loaders: Loaders, id: string) => Promise<Node | null>;

@Injectable()
export class NodeRegistry {
  private readonly lookups = new Map<IdKind, Lookup>();

  /** @param load gives null for what was removed. */
  add(kind: IdKind, load: BatchLoad<Node | null>): void {
    if (this.lookups.has(kind)) throw new Error(`Two modules say how a ${kind} is found`);
    this.lookups.set(kind, async (viewer, loaders, id) => {
      const row = await loaders.load(load, id);
      return row && (await isVisible(viewer, loaders, row)) ? row : null;
    });
  }

  /** Null for what is not there, was removed, or belongs to another business or, for a MEMBER, person: nobody can tell which. */
  async find(viewer: Viewer, loaders: Loaders, id: string): Promise<Node | null> {
    const kind = kindOfId(id);
    const lookup = kind && this.lookups.get(kind);
    return lookup ? lookup(viewer, loaders, id) : null;
  }
}
