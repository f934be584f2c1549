import './zod-without-eval.ts';
import './fonts.ts';
import './styles/base.css';
import './styles/control-room.css';
import { createRoot } from 'react-dom/client';
import { Curtain } from './components/curtain.tsx';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { ControlRoomScreen } from './features/control-room/control-room-screen.tsx';
import { createRoom } from './features/control-room/room.ts';
import { ROOM_WORDS } from './features/control-room/words.ts';
import { createRendererLog, fieldsOfError } from './ipc/log.ts';
import { browserTiming } from './timing.ts';

const RECOVER_AFTER_MS = 1_500;

const log = createRendererLog(window.admitOne);
window.addEventListener('error', ({ error }) => log.error('Something failed.', fieldsOfError(error)));
window.addEventListener('unhandledrejection', ({ reason }) =>
  log.error('Something was rejected and nobody listened.', fieldsOfError(reason)),
);

const element = document.querySelector('#root');
if (element === null) throw new Error('control-room.html has no #root.');
createRoot(element).render(
  <ErrorBoundary
    fallback={<Curtain words={ROOM_WORDS.recovering} />}
    recoverAfterMs={RECOVER_AFTER_MS}
    onError={(error) => log.error('The control room failed and starts again.', fieldsOfError(error))}
    onGiveUp={() => location.reload()}
  >
    <ControlRoomScreen room={createRoom(window.admitOne, browserTiming, log)} />
  </ErrorBoundary>,
);
