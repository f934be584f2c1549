import { describe, expect, it } from 'vitest';
import { createEffortBudget } from './effort-budget.ts';

describe('the budget of effort', () => {
  it('starts full and can be spent at once', () => {
    const budget = createEffortBudget({ share: 0.1, least: 0.5, most: 2 });
    expect(budget.canBegin()).toBe(true);
    budget.spend(1.9);
    expect(budget.isEmpty()).toBe(false);
    budget.spend(0.2);
    expect(budget.isEmpty()).toBe(true);
  });

  it('never gives more in the long run than each frame puts aside', () => {
    const budget = createEffortBudget({ share: 0.1, least: 0.5, most: 2 });
    let spent = 0;
    for (let frame = 0; frame < 1_000; frame += 1) {
      budget.earn();
      while (budget.canBegin() && !budget.isEmpty()) {
        budget.spend(0.7);
        spent += 0.7;
      }
    }
    expect(spent).toBeLessThanOrEqual(2 + 1_000 * 0.1 + 0.7);
    expect(spent).toBeGreaterThan(1_000 * 0.1 * 0.95);
  });

  it('fills up while nothing is spent, and no further than full', () => {
    const budget = createEffortBudget({ share: 0.1, least: 0.5, most: 2 });
    budget.spend(2);
    for (let frame = 0; frame < 100; frame += 1) budget.earn();
    budget.spend(2.05);
    expect(budget.isEmpty()).toBe(true);
  });
});
