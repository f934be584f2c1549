import type { VerdictTone } from '#shared/verdict.ts';
import { Drawing } from './drawing.tsx';

/**
 * Symbols that mean the same without their colour: a tick in a disc lets in, a cross in an octagon stops, turning arrows
 * ask for another try. What is cut out of a shape has the colour of the ground it stands on, `--ground`.
 */
export function ToneSymbol({
  tone,
  className,
}: {
  readonly tone: VerdictTone;
  readonly className?: string | undefined;
}) {
  switch (tone) {
    case 'admitted':
      return (
        <Drawing className={className}>
          <circle cx="50" cy="50" r="44" fill="currentColor" />
          <path d="M28 52 L44 68 L73 35" stroke="var(--ground)" strokeWidth="11" />
        </Drawing>
      );
    case 'refused':
      return (
        <Drawing className={className}>
          <path d="M32 6 H68 L94 32 V68 L68 94 H32 L6 68 V32 Z" fill="currentColor" />
          <path d="M34 34 L66 66 M66 34 L34 66" stroke="var(--ground)" strokeWidth="12" />
        </Drawing>
      );
    case 'undecided':
      return (
        <Drawing className={className}>
          <path d="M80 38 A34 34 0 0 0 20 38 M20 62 A34 34 0 0 0 80 62" strokeWidth="9" />
          <path d="M82 17 V40 H59 M18 83 V60 H41" strokeWidth="9" />
        </Drawing>
      );
  }
}

/** A triangle with an exclamation mark. */
export function AttentionSymbol({ className }: { readonly className?: string | undefined }) {
  return (
    <Drawing className={className}>
      <path d="M50 10 L94 88 H6 Z" />
      <path d="M50 38 V60 M50 73 V74" strokeWidth="10" />
    </Drawing>
  );
}

/** A camera, struck through. */
export function NoCameraSymbol({ className }: { readonly className?: string | undefined }) {
  return (
    <Drawing className={className}>
      <path d="M10 30 H28 L36 18 H64 L72 30 H90 V80 H10 Z" />
      <circle cx="50" cy="54" r="16" />
      <path d="M10 8 L92 94" strokeWidth="8" />
    </Drawing>
  );
}

/** A loudspeaker, struck through. */
export function MuteSymbol() {
  return (
    <Drawing>
      <path d="M14 38 H32 L56 18 V82 L32 62 H14 Z M72 38 L92 62 M92 38 L72 62" strokeWidth="9" />
    </Drawing>
  );
}
