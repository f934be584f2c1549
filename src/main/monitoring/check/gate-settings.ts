import type { CheckedGate } from './gate-rows.ts';

/** A setting that is not the same everywhere, and where it is what. */
export type DifferingSetting = {
  /** `screen.admittedMs`. */
  readonly key: string;
  readonly values: readonly { readonly value: string; readonly gateIds: readonly string[] }[];
};

const LACKING = 'nothing';
const UNREADABLE = 'not readable';

/** Finds the settings in which some gates differ, by the names that they have in the settings file. */
export function differingSettings(
  gates: readonly Pick<CheckedGate, 'gateId' | 'commonSettings'>[],
): readonly DifferingSetting[] {
  const settings = gates.map(({ gateId, commonSettings }) => ({
    gateId,
    values: flatten(commonSettings ?? ''),
  }));
  const keys = new Set(settings.flatMap(({ values }) => [...values.keys()]));
  return [...keys].toSorted().flatMap((key) => {
    const byValue = Map.groupBy(settings, ({ values }) => values.get(key) ?? LACKING);
    if (byValue.size === 1) return [];
    return [
      {
        key,
        values: [...byValue].map(([value, own]) => ({ value, gateIds: own.map(({ gateId }) => gateId) })),
      },
    ];
  });
}

/** Every leaf of the JSON by its path. What another program version wrote is compared all the same. */
function flatten(json: string): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) {
      leaves.set(path, JSON.stringify(value) ?? LACKING);
      return;
    }
    for (const [key, inner] of Object.entries(value)) walk(inner, path === '' ? key : `${path}.${key}`);
  };
  try {
    walk(JSON.parse(json), '');
  } catch {
    leaves.set('the settings', UNREADABLE);
  }
  return leaves;
}
