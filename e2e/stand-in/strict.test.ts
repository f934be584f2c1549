import { expect, test } from 'vitest';
import { strict } from './strict.ts';

class Counter {
  #count = 0;
  isOn = false;
  increase(): number {
    this.#count += 1;
    return this.#count;
  }
}

test('what the stand-in has works, private fields included', () => {
  const counter = strict('counter', new Counter());
  counter.isOn = true;
  expect([counter.increase(), counter.increase(), counter.isOn]).toEqual([1, 2, true]);
});

test('what the stand-in does not have is an error that names it', () => {
  const counter: object = strict('counter', new Counter());
  expect(() => Reflect.get(counter, 'decrease')).toThrow('The stand-in for Electron has no counter.decrease');
  expect(() => Reflect.set(counter, 'decrease', 1)).toThrow('counter.decrease');
});

test('a part of the stand-in can be awaited', async () => {
  const counter = strict('counter', new Counter());
  expect(await Promise.resolve(counter)).toBe(counter);
});
