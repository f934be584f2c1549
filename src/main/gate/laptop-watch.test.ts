import { expect, test } from 'vitest';
import { watchLaptop } from './laptop-watch.ts';

test('a disk that hangs is asked once, its free space is not known meanwhile, and is again when it answers', async () => {
  const answers: ((bytes: number) => void)[] = [];
  const watch = watchLaptop(
    { power: () => 'battery', freeDiskBytes: () => new Promise((resolve) => answers.push(resolve)) },
    5,
  );
  try {
    expect(watch.freeDiskBytes()).toBeNull();
    expect(watch.power()).toBe('battery');
    answers[0]?.(700);
    await expect.poll(() => watch.freeDiskBytes()).toBe(700);
    // It is asked a second time, and says nothing.
    await expect.poll(() => watch.freeDiskBytes()).toBeNull();
    expect(answers).toHaveLength(2);
    answers[1]?.(600);
    await expect.poll(() => watch.freeDiskBytes()).toBe(600);
  } finally {
    watch.close();
  }
});
