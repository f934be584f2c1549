import type { PowerSaveBlocker } from 'electron';

/** Keeps the display awake for as long as the program runs: a gate can be quiet for ten minutes and must not go dark. */
export function setUpPower(powerSaveBlocker: PowerSaveBlocker): void {
  powerSaveBlocker.start('prevent-display-sleep');
}
