import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Cable, layCable } from './cable.ts';

let server: Server;
let cable: Cable;
/** Who called the server, and what it heard of them all. */
let callers: Socket[];
let heard: string;
let open: Socket[];

beforeEach(async () => {
  callers = [];
  heard = '';
  open = [];
  server = createServer((socket) => {
    callers.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      heard += piece.toString();
      socket.write(`you said ${piece.toString()}`);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  cable = await layCable({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
});
afterEach(async () => {
  for (const socket of open) socket.destroy();
  await cable.close();
  for (const caller of callers) caller.destroy();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

/** More than a socket takes at once. */
const MUCH = 1_000_000;

/** A caller by way of the cable, and what it has been told. */
async function call(): Promise<{ socket: Socket; told: () => string; isOver: () => boolean }> {
  const { hostname, port } = new URL(cable.through('mysql://somebody@somewhere:1/database'));
  const socket = connect({ host: hostname, port: Number(port) });
  open.push(socket);
  let told = '';
  let isOver = false;
  socket.on('data', (piece) => {
    told += piece.toString();
  });
  socket.on('error', () => undefined);
  socket.on('close', () => {
    isOver = true;
  });
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve);
  });
  return { socket, told: () => told, isOver: () => isOver };
}

/** A call that begins later, goes another way and is answered: what was under way by then has had its time. */
async function callDirectly(): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  open.push(socket);
  socket.write('direct ');
  await new Promise((resolve) => {
    socket.once('data', resolve);
  });
}

test('a cable passes on what both ends say', async () => {
  const caller = await call();
  caller.socket.write('hello');
  await expect.poll(() => caller.told()).toBe('you said hello');
});

test('nothing arrives while it is out, nobody is told, and what was sent arrives when it is back', async () => {
  const before = await call();
  before.socket.write('one ');
  await expect.poll(() => before.told()).toBe('you said one ');
  cable.pull();
  before.socket.write('two ');
  const meanwhile = await call();
  await callDirectly();
  expect(heard).toBe('one direct ');
  expect(callers).toHaveLength(2);
  expect([before.isOver(), meanwhile.isOver()]).toEqual([false, false]);
  cable.plugIn();
  await expect.poll(() => before.told()).toBe('you said one you said two ');
  await expect.poll(() => callers.length).toBe(3);
  meanwhile.socket.write('three');
  await expect.poll(() => meanwhile.told()).toBe('you said three');
});

test('what a gate sent before it gave up arrives, and then the server learns that it is gone', async () => {
  const caller = await call();
  caller.socket.write('hello ');
  await expect.poll(() => heard).toBe('hello ');
  const [atServer] = callers;
  cable.pull();
  caller.socket.end('COMMIT');
  await expect.poll(() => caller.socket.writableFinished).toBe(true);
  cable.plugIn();
  await expect.poll(() => heard).toBe('hello COMMIT');
  await expect.poll(() => atServer?.readableEnded).toBe(true);
});

test('the server never hears of a caller that hung up while the cable was out', async () => {
  cable.pull();
  const caller = await call();
  caller.socket.destroy();
  await expect.poll(() => caller.isOver()).toBe(true);
  const patient = await call();
  await callDirectly();
  cable.plugIn();
  patient.socket.write('still here');
  await expect.poll(() => heard).toBe('direct still here');
  expect(callers).toHaveLength(2);
});

test('a server that hangs up while a gate still talks leaves nothing that keeps the cable from closing', async () => {
  const caller = await call();
  caller.socket.write('hello');
  await expect.poll(() => caller.told()).toBe('you said hello');
  cable.pull();
  caller.socket.end('x'.repeat(MUCH));
  callers[0]?.destroy();
  await callDirectly();
  cable.plugIn();
  await expect.poll(() => caller.isOver()).toBe(true);
  await cable.close();
  cable = await layCable({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
});
