/** Addresses in the Temporal Web UI. */
export class TemporalLinks {
  constructor(private readonly temporal: { uiUrl: string | null; namespace: string }) {}

  /** The page of a run; null where no UI is known or there is no run. */
  toWorkflow(workflowId: string | null): string | null {
    const { uiUrl, namespace } = this.temporal;
    return uiUrl && workflowId ? `${uiUrl.replace(/\/$/, '')}/namespaces/${namespace}/workflows/${workflowId}` : null;
  }
}
