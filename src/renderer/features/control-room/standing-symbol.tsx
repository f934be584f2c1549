import type { GateOfNight } from '#shared/night.ts';
import { ConnectionSymbol } from '../../components/gate-symbols.tsx';
import { Drawing } from '../../components/drawing.tsx';
import { AttentionSymbol } from '../../components/symbols.tsx';
import type { GateLevel } from './gate-words.ts';

/** How a gate stands, each standing in a shape of its own; a triangle where something is the matter with one that stands well. */
export function StandingSymbol({
  standing,
  level,
}: {
  readonly standing: GateOfNight['standing'];
  readonly level: GateLevel;
}) {
  switch (standing) {
    case 'well':
      return level === 'troubled' ? <AttentionSymbol /> : <ConnectionSymbol state="online" />;
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
