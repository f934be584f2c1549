import type { CheckLine } from '#shared/system-check.ts';
import { AttentionSymbol, ToneSymbol } from '../../components/symbols.tsx';

/** How a line stands, in a shape of its own: a tick, a triangle, a cross. */
export function LevelSymbol({ level }: { readonly level: CheckLine['level'] }) {
  switch (level) {
    case 'green':
      return <ToneSymbol tone="admitted" />;
    case 'amber':
      return <AttentionSymbol />;
    case 'red':
      return <ToneSymbol tone="refused" />;
  }
}
