import type { App, PowerMonitor, PowerSaveBlocker } from 'electron';
import type { PowerSource } from '#shared/gate-health.ts';

/** Keeps the display awake for as long as the program runs: a gate can be quiet for ten minutes and must not go dark. */
export function setUpPower(powerSaveBlocker: PowerSaveBlocker): void {
  powerSaveBlocker.start('prevent-display-sleep');
}

/** Tells what feeds this laptop, on every system; null before Electron is ready, when it does not know yet. */
export function findPowerWith(
  powerMonitor: Pick<PowerMonitor, 'isOnBatteryPower'>,
  app: Pick<App, 'isReady'>,
): () => PowerSource | null {
  return () => {
    if (!app.isReady()) return null;
    return powerMonitor.isOnBatteryPower() ? 'battery' : 'mains';
  };
}
