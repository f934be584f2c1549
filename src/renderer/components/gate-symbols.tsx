import type { GateState } from '#shared/gate-state.ts';
import { Drawing } from './drawing.tsx';

type Connection = GateState['connection']['state'];

/** How the gate stands with the database, each state in a shape of its own: none of them is told by its colour alone. */
export function ConnectionSymbol({ state }: { readonly state: Connection }) {
  switch (state) {
    case 'online':
      return (
        <Drawing>
          <path d="M12 56 L38 80 L88 22" strokeWidth="13" />
        </Drawing>
      );
    case 'connecting':
      return (
        <Drawing>
          <path d="M18 50 H19 M50 50 H51 M82 50 H83" strokeWidth="16" />
        </Drawing>
      );
    case 'catching-up':
      return (
        <Drawing>
          <path d="M50 90 V34 M26 56 L50 32 L74 56 M18 12 H82" strokeWidth="11" />
        </Drawing>
      );
    case 'on-its-own':
      return <LaptopSymbol />;
    case 'away':
      return (
        <Drawing>
          <path d="M20 20 L80 80 M80 20 L20 80" strokeWidth="13" />
        </Drawing>
      );
  }
}

/** This laptop, which decides by itself. */
export function LaptopSymbol({ className }: { readonly className?: string | undefined }) {
  return (
    <Drawing className={className}>
      <path d="M18 20 H82 V66 H18 Z M4 82 H96" strokeWidth="9" />
      <path d="M36 43 L46 53 L65 34" strokeWidth="9" />
    </Drawing>
  );
}

/** A bell: call somebody. */
export function BellSymbol({ className }: { readonly className?: string | undefined }) {
  return (
    <Drawing className={className}>
      <path d="M50 8 V16 M50 16 A28 28 0 0 1 78 44 V60 L88 74 H12 L22 60 V44 A28 28 0 0 1 50 16" />
      <path d="M40 86 A11 11 0 0 0 60 86" />
    </Drawing>
  );
}

/** A key: the lead's. */
export function KeySymbol({ className }: { readonly className?: string | undefined }) {
  return (
    <Drawing className={className}>
      <circle cx="30" cy="50" r="20" strokeWidth="9" />
      <path d="M50 50 H92 V68 M74 50 V64" strokeWidth="9" />
    </Drawing>
  );
}
