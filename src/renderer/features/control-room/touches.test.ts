import { expect, it } from 'vitest';
import { listenForTouches } from './touches.ts';

function sit() {
  const target = new EventTarget();
  let touches = 0;
  const stop = listenForTouches(target, () => {
    touches += 1;
  });
  const move = (screenX: number, screenY: number) =>
    target.dispatchEvent(Object.assign(new Event('pointermove'), { screenX, screenY }));
  return { target, stop, move, touches: () => touches };
}

it('whoever presses, types, turns the wheel or scrolls with a finger is there', () => {
  const { target, stop, touches } = sit();
  for (const name of ['pointerdown', 'keydown', 'wheel', 'touchmove']) target.dispatchEvent(new Event(name));
  expect(touches()).toBe(4);
  stop();
  target.dispatchEvent(new Event('wheel'));
  expect(touches()).toBe(4);
});

it('whoever moves the mouse is there, and a mouse that lies or trembles is nobody', () => {
  const { move, touches } = sit();
  move(100, 100);
  move(100, 100);
  for (let time = 0; time < 50; time += 1) move(100 + (time % 5), 100 - (time % 3));
  expect(touches()).toBe(0);
  move(112, 100);
  expect(touches()).toBe(1);
});

it('a list that scrolls because it has changed is nobody', () => {
  const { target, touches } = sit();
  target.dispatchEvent(new Event('scroll'));
  expect(touches()).toBe(0);
});
