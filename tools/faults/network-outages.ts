import type { Condition } from './condition.ts';
import type { FaultProxy } from './fault-proxy.ts';
import type { Outage } from './outage.ts';

/** These networks in `condition`, until the outage ends. */
export function networksIn(name: string, networks: readonly FaultProxy[], condition: Condition): Outage {
  const changeAll = (next: Condition): void => {
    for (const network of networks) network.change(next);
  };
  return {
    name,
    begin: async () => changeAll(condition),
    end: async () => changeAll({ kind: 'clear' }),
  };
}
