import os from 'node:os';

/** What the figures were measured on. */
export type Machine = {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  /** Of the last one, five and fifteen minutes, before the benchmark began. */
  readonly loadAverages: readonly number[];
  readonly startedAt: string;
};

/** Describes this machine as it is now. */
export function describeMachine(): Machine {
  return {
    processor: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    loadAverages: os.loadavg(),
    startedAt: new Date().toISOString(),
  };
}

/** The machine in one line. */
export function formatMachine(machine: Machine): string {
  const gigabytes = (machine.memoryBytes / 1_000_000_000).toFixed(0);
  const load = machine.loadAverages.map((value) => value.toFixed(1)).join(' ');
  return `${machine.processor}, ${machine.cores} cores, ${gigabytes} GB, ${machine.system}, Node ${machine.node}, load before ${load}`;
}
