import { type Attempt, JS_ATTEMPTS, tryRegion, WASM_ATTEMPTS } from './attempts.ts';
import { findBusyRegions } from './busy-regions.ts';
import { createEffortBudget } from './effort-budget.ts';
import { findHint } from './find-hint.ts';
import { createGoodLooks } from './good-looks.ts';
import { isWhole, meanBrightness, type Luma } from './luma.ts';
import type { FrameReading, ReadCode } from './reading.ts';
import { movePlaces, type Found, type Reader, type UnreadCode } from './readers/reader.ts';
import { JS_DEFAULT, type JsEffort } from './readers/zxing-js.ts';
import { WASM_DEFAULT, type WasmEffort } from './readers/zxing-wasm.ts';
import { around, clip, overlap, sideOf, type Region } from './region.ts';
import { enlarge } from './retouch.ts';

/** The readers that work here; without wasm the JavaScript one goes on alone. */
export type Readers = { readonly wasm: Reader<WasmEffort> | null; readonly js: Reader<JsEffort> };

/** Reads frames one after another; keeps from frame to frame what was spent and what was read. */
export type Cascade = { readonly readLuma: (luma: Luma) => Omit<FrameReading, 'durationMs'> };

/**
 * Extra looks that each frame puts aside, from how many on a closer look begins, and how many are kept. Without wasm the first look
 * is at half the size and takes half of wasm's time: there is room for closer looks on every frame.
 */
const BUDGET_WITH_WASM = { share: 0.12, least: 0.4, most: 3 };
const BUDGET_WITHOUT_WASM = { share: 0.5, least: 0.4, most: 6 };
/** Finding busy regions costs about this share of a first look. */
const LOOKS_FOR_REGIONS = 0.12;
const MOST_REGIONS = 3;

/**
 * Joins the readers into one: a first look at the whole frame, then, where that read nothing new, closer looks at the
 * places where a code may be, as far as the budget goes. Frames are read in turn, so what one frame could not afford is tried on the next.
 * What a closer look read is looked at in the same way on the next frame, ahead of all others.
 */
export function createCascade(readers: Readers): Cascade {
  const attempts = readers.wasm === null ? JS_ATTEMPTS : WASM_ATTEMPTS;
  const budget = createEffortBudget(readers.wasm === null ? BUDGET_WITHOUT_WASM : BUDGET_WITH_WASM);
  const goodLooks = createGoodLooks(MOST_REGIONS);
  let nextAttempt = 0;
  let lastTexts: ReadonlySet<string> = new Set();

  /** Looks closer until something is read or the budget is spent; goes on next time where it stopped. */
  function lookCloser(luma: Luma, known: Found): Found {
    const codes: ReadCode[] = [];
    const unread: UnreadCode[] = [];
    const regions = regionsToTry(luma, known);
    budget.spend(LOOKS_FOR_REGIONS);
    for (let tried = 0; tried < attempts.length && !budget.isEmpty() && codes.length === 0; tried += 1) {
      const attempt = attempts[nextAttempt % attempts.length];
      if (attempt === undefined) break;
      nextAttempt += 1;
      for (const region of regions) {
        if (budget.isEmpty()) break;
        budget.spend(costOf(attempt, region, luma));
        const found = tryRegion(attempt, readers, luma, region);
        goodLooks.remember({ attempt, region }, found.codes);
        codes.push(...found.codes);
        unread.push(...found.unread);
      }
    }
    // What reads hard frames best comes first again as soon as there is enough for all of them.
    if (!budget.isEmpty()) nextAttempt = 0;
    return { codes, unread };
  }

  function readLuma(luma: Luma): Omit<FrameReading, 'durationMs'> {
    const brightness = meanBrightness(luma);
    if (!isWhole(luma)) return { codes: [], hint: null, brightness };
    const first = firstLook(readers, luma);
    budget.earn();
    const again = goodLooks.repeat(first.codes, (look) => {
      const region = clip(look.region, luma);
      if (!isLargeEnough(region)) return [];
      const found = tryRegion(look.attempt, readers, luma, region);
      // Only what reads nothing is taken from the budget: while the ticket is held there, it is worth its look on every frame.
      if (found.codes.length === 0) budget.spend(costOf(look.attempt, region, luma));
      return found.codes;
    });
    const known = { codes: [...first.codes, ...again], unread: first.unread };
    const isNews = known.codes.some((code) => !lastTexts.has(code.text));
    const closer = isNews || !budget.canBegin() ? { codes: [], unread: [] } : lookCloser(luma, known);
    const codes = distinct([...known.codes, ...closer.codes]);
    lastTexts = new Set(codes.map((code) => code.text));
    const hint = codes.length > 0 ? null : findHint(luma, brightness, [...first.unread, ...closer.unread]);
    return { codes, hint, brightness };
  }

  return { readLuma };
}

/** What trying this costs, in looks. */
function costOf(attempt: Attempt, region: Region, luma: Luma): number {
  return (attempt.costPerPixel * region.width * region.height) / (luma.width * luma.height);
}

/** The look that every frame gets. */
function firstLook({ wasm, js }: Readers, luma: Luma): Found {
  if (wasm !== null) return wasm.readGrey(luma, WASM_DEFAULT);
  // The JavaScript reader reads more at half the size than at full, in a third of the time.
  return movePlaces(js.readGrey(enlarge(luma, 0.5), JS_DEFAULT), 2);
}

/** Where a code may be: places of codes that were found but not read, then busy ones; never where one was read. */
function regionsToTry(luma: Luma, known: Found): readonly Region[] {
  const done = known.codes.map((code) => around(code.corners, 0));
  const regions: Region[] = [];
  const candidates = [
    ...known.unread.map((code) => clip(around(code.corners, 0.25), luma)),
    ...findBusyRegions(luma, MOST_REGIONS + done.length),
  ];
  for (const region of candidates) {
    const isKnown = [...done, ...regions].some((other) => overlap(region, other) > 0.7);
    if (!isKnown && isLargeEnough(region) && regions.length < MOST_REGIONS) {
      regions.push(region);
    }
  }
  return regions;
}

/** A QR code has at least 21 modules on a side. */
function isLargeEnough({ width, height }: Region): boolean {
  return width >= 21 && height >= 21;
}

/** Each code once, however often it was found, largest first. Two tickets of one text at two places are one code. */
function distinct(codes: readonly ReadCode[]): readonly ReadCode[] {
  const byText = new Map<string, ReadCode>();
  for (const code of codes.toSorted((a, b) => sideOf(b.corners) - sideOf(a.corners))) {
    if (!byText.has(code.text)) byText.set(code.text, code);
  }
  return [...byText.values()];
}
