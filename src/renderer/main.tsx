import './zod-without-eval.ts';
import './fonts.ts';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { createRendererLog, fieldsOfError } from './ipc/log.ts';
import { setUpKioskGuards } from './kiosk-guards.ts';
import { startScan } from './start-scan.ts';

const log = createRendererLog(window.admitOne);
window.addEventListener('error', ({ error }) => log.error('Something failed.', fieldsOfError(error)));
window.addEventListener('unhandledrejection', ({ reason }) =>
  log.error('Something was rejected and nobody listened.', fieldsOfError(reason)),
);
setUpKioskGuards(window);

const element = document.querySelector('#root');
if (element === null) throw new Error('index.html has no #root.');
createRoot(element).render(<App scan={startScan(window.admitOne, log)} log={log} />);
