import type { GateOfNight } from '#shared/night.ts';
import { ConnectionSymbol } from '../../components/gate-symbols.tsx';
import { Drawing } from '../../components/drawing.tsx';

/** How a gate stands, each standing in a shape of its own. */
export function StandingSymbol({ standing }: { readonly standing: GateOfNight['standing'] }) {
  switch (standing) {
    case 'well':
      return <ConnectionSymbol state="online" />;
    case 'catching-up':
      return <ConnectionSymbol state="catching-up" />;
    case 'not-heard':
      return <ConnectionSymbol state="away" />;
    case 'never-seen':
      return <ConnectionSymbol state="connecting" />;
    case 'closed':
      return (
        <Drawing>
          <path d="M18 50 H82" strokeWidth="14" />
        </Drawing>
      );
  }
}
