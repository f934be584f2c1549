/**
 * Wraps a part of the stand-in so that anything it does not have is an error with a sentence, and not `undefined`: a stand-in
 * that quietly does nothing would make a test pass that fails on Electron.
 */
export function strict<T extends object>(name: string, part: T): T {
  return new Proxy(part, {
    get(target, key) {
      // Symbols and `then` are what the language itself asks any object for.
      if (!(key in target) && typeof key === 'string' && key !== 'then') throw missing(name, key);
      const value: unknown = Reflect.get(target, key);
      // Methods keep their own `this`: private fields are not reachable through a proxy.
      return typeof value === 'function' && !isClass(value) ? value.bind(target) : value;
    },
    set(target, key, value) {
      if (!(key in target)) throw missing(name, key);
      return Reflect.set(target, key, value);
    },
  });
}

function missing(name: string, key: string | symbol): Error {
  return new Error(
    `The stand-in for Electron has no ${name}.${String(key)}: add it in e2e/stand-in, or do without it.`,
  );
}

function isClass(value: object): boolean {
  return Function.prototype.toString.call(value).startsWith('class');
}
