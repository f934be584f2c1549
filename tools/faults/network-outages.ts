import type { Condition } from './condition.ts';
import type { FaultProxy } from './fault-proxy.ts';
import type { Outage } from './outage.ts';

/** How long a network is bad, and then well again, while it comes and goes: some attempts meet either, some both. */
const BAD_MS = 60;
const WELL_MS = 240;

/** These networks in `condition`, until the outage ends. */
export function networksIn(name: string, networks: readonly FaultProxy[], condition: Condition): Outage {
  return {
    name,
    begin: async () => changeAll(networks, condition),
    end: async () => changeAll(networks, { kind: 'clear' }),
  };
}

/** These networks in `condition` for moments only, again and again. */
export function networksNowAndThen(
  name: string,
  networks: readonly FaultProxy[],
  condition: Condition,
): Outage {
  let timer: NodeJS.Timeout | undefined;
  let isBad = false;
  const turn = (): void => {
    isBad = !isBad;
    changeAll(networks, isBad ? condition : { kind: 'clear' });
    timer = setTimeout(turn, isBad ? BAD_MS : WELL_MS);
  };
  return {
    name,
    begin: async () => turn(),
    async end() {
      clearTimeout(timer);
      isBad = false;
      changeAll(networks, { kind: 'clear' });
    },
  };
}

/** Every `nth` COMMIT on these networks is done, and its answer never arrives; nobody is told. */
export function commitsSwallowed(networks: readonly FaultProxy[], nth: number): Outage {
  let commits = 0;
  return {
    name: 'answers to COMMIT are swallowed',
    async begin() {
      for (const network of networks) {
        network.onClientData = (text) =>
          text.includes('COMMIT') && ++commits % nth === 0 ? 'swallow-reply' : 'pass';
      }
    },
    async end() {
      for (const network of networks) network.onClientData = () => 'pass';
    },
  };
}

function changeAll(networks: readonly FaultProxy[], condition: Condition): void {
  for (const network of networks) network.change(condition);
}
