import { AttentionSymbol, ToneSymbol } from './symbols.tsx';

/** How bad a thing is, in a shape of its own: a tick in a disc is well, a triangle is to be known, a cross in an octagon stops. */
export function LevelSymbol({ level }: { readonly level: 'green' | 'amber' | 'red' }) {
  switch (level) {
    case 'green':
      return <ToneSymbol tone="admitted" />;
    case 'amber':
      return <AttentionSymbol />;
    case 'red':
      return <ToneSymbol tone="refused" />;
  }
}
