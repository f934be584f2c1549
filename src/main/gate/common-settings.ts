import type { Settings } from '#shared/settings.ts';

/**
 * The settings that all gates of a night should have alike, as JSON with its keys in one order: two gates that agree say
 * the same text. What makes a laptop this gate and no other is left out, and so is the database's address with its password.
 */
export function commonSettings(settings: Settings): string {
  const { gate: _gate, operator: _operator, databaseUrl: _databaseUrl, camera, ...common } = settings;
  const { deviceId: _deviceId, ...commonCamera } = camera;
  return JSON.stringify(inOrder({ ...common, camera: commonCamera }));
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, inOrder(inner)]),
  );
}
