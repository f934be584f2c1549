import type { Gate } from '#main/gate/gate.ts';
import type { Logger } from '#main/log/logger.ts';

export type Readiness = {
  /** To be called when the scan screen shows itself. */
  readonly screenIsUp: () => void;
  /** Calls `listener` each time the scan screen shows itself, after a reload too. */
  readonly onScreenUp: (listener: () => void) => void;
};

type ReadinessOptions = {
  readonly gate: Pick<Gate, 'state' | 'onStateChanged'>;
  /** Gets one line, for whoever started the kiosk. */
  readonly stdout: Pick<NodeJS.WriteStream, 'write'>;
  readonly log: Logger;
};

/** Makes what says once that the control room is up, for whoever started it. */
export function readyOnce(stdout: Pick<NodeJS.WriteStream, 'write'>, log: Logger): () => void {
  let isSaid = false;
  return () => {
    if (isSaid) return;
    isSaid = true;
    log.info('The control room is ready', { startUpMs: Math.round(process.uptime() * 1_000) });
    stdout.write('Ready: the control room is open.\n');
  };
}

/** Says once that the gate is ready: its screen is up and its database has answered. */
export function setUpReadiness({ gate, stdout, log }: ReadinessOptions): Readiness {
  const listeners: (() => void)[] = [];
  let isScreenUp = false;
  let isSaid = false;
  const check = () => {
    const { connection, gate: place, concert } = gate.state();
    if (isSaid || !isScreenUp || connection.state !== 'online') return;
    isSaid = true;
    log.info('The gate is ready', { gate: place.id, startUpMs: Math.round(process.uptime() * 1_000) });
    stdout.write(
      `Ready: gate ${place.id} is scanning${concert === null ? '' : ` for “${concert.title}”`}.\n`,
    );
  };
  gate.onStateChanged(check);
  return {
    screenIsUp: () => {
      isScreenUp = true;
      check();
      for (const listener of listeners) listener();
    },
    onScreenUp: (listener) => void listeners.push(listener),
  };
}
