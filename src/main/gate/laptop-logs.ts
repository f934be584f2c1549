import { existsSync } from 'node:fs';
import path from 'node:path';
import { takeGateLock } from '#main/emergency/log/gate-lock.ts';
import type { LogReading } from '#main/emergency/log/log-reading.ts';
import { readLogs } from '#main/emergency/log/read-logs.ts';

/**
 * All logs in this laptop's `folder`, whatever their gate: when a laptop is given another gate id in an outage,
 * what it decided under the one before must go in and count all the same. Each line says its gate. Only the logs of a gate
 * that another process runs are left to that one.
 */
export async function readLaptopLogs(folder: string, gateId: string): Promise<readonly LogReading[]> {
  const readings = await readLogs([folder]);
  const gateIds = new Set(readings.flatMap((reading) => reading.gateId ?? []));
  const leftOut = new Set([...gateIds].filter((other) => other !== gateId && isRunning(folder, other)));
  return readings.filter((reading) => reading.gateId !== null && !leftOut.has(reading.gateId));
}

/** Whoever runs the gate holds its lock; trying it for a moment makes a gate that starts just then ask once more. */
function isRunning(folder: string, gateId: string): boolean {
  const file = path.join(folder, `${gateId}.lock`);
  if (!existsSync(file)) return false;
  const taken = takeGateLock(file);
  if (taken.ok) taken.lock.letGo();
  return !taken.ok && taken.isInUse;
}
