/** A switch. Native, because pages have hundreds of them; it answers at once and shows by itself that it is being saved. */
import { type ChangeEvent, memo, useRef, useState } from 'react';

interface ToggleProps {
  checked: boolean;
  label: string;
  disabled?: boolean;
  /** Resolves to false where it could not be saved: the switch goes back. Stable (useCallback), or all rows are drawn anew. */
  onToggle(checked: boolean): Promise<boolean>;
  id?: string;
}

export const Toggle = memo(function Toggle({ checked, label, disabled = false, onToggle, id }: ToggleProps) {
  // A late answer of the stream must not turn it back while its own is on the way.
  const [pending, setPending] = useState<boolean | null>(null);
  // Two saves at once may be done in either order: who is quicker than the server has the last word when the one before is done.
  const wish = useRef<boolean | null>(null);
  const change = async (event: ChangeEvent<HTMLInputElement>) => {
    const isSaving = pending !== null;
    wish.current = event.currentTarget.checked;
    setPending(wish.current);
    if (isSaving) return;
    try {
      while (wish.current !== null) {
        const next: boolean = wish.current;
        wish.current = null;
        await onToggle(next);
      }
    } finally {
      setPending(null);
    }
  };
  return (
    <input
      type="checkbox"
      role="switch"
      className="toggle"
      id={id}
      aria-label={label}
      aria-checked={pending ?? checked}
      aria-busy={pending !== null}
      checked={pending ?? checked}
      disabled={disabled}
      onChange={(event) => void change(event)}
    />
  );
});
