import { useEffect, useState } from 'react';
import type { Confirmation, GateCheck } from '#shared/gate-check.ts';
import type { LeadSession } from './lead-session.ts';
import { LEAD_WORDS } from './words/desk-words.ts';

/** Whoever waits for the check has not gone. */
const STAY_EVERY_MS = 5_000;

/** This gate's check, and how to go on with it. */
export type LeadCheck = {
  /** Null before the main process has told of it. */
  readonly check: GateCheck | null;
  readonly isRunning: boolean;
  /** Why there is no newer one, in words. */
  readonly problem: string | null;
  readonly run: () => void;
  readonly confirm: (answer: Confirmation) => void;
};

/** Asks for the check as it was kept, and keeps what comes of another. */
export function useCheck(lead: LeadSession): LeadCheck {
  const [check, setCheck] = useState<GateCheck | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    let isOver = false;
    async function ask(): Promise<void> {
      const reply = await lead.ask('lead:get-check', undefined);
      // A newer one may have come meanwhile.
      if (!isOver && reply.outcome === 'check') setCheck((newer) => newer ?? reply.check);
    }
    void ask();
    return () => {
      isOver = true;
    };
  }, [lead]);

  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(lead.stay, STAY_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning, lead]);

  async function take(asked: ReturnType<typeof lead.ask<'lead:run-check'>>): Promise<void> {
    const reply = await asked;
    if (reply.outcome === 'check') setCheck(reply.check);
    setProblem(reply.outcome === 'unanswered' ? LEAD_WORDS.unanswered : null);
  }

  async function run(): Promise<void> {
    setIsRunning(true);
    const scale = window.devicePixelRatio;
    const widthPx = Math.max(1, Math.round(window.screen.width * scale));
    const heightPx = Math.max(1, Math.round(window.screen.height * scale));
    await take(lead.ask('lead:run-check', { screen: { widthPx, heightPx } }));
    setIsRunning(false);
  }

  return {
    check,
    isRunning,
    problem,
    run: () => void run(),
    confirm: (answer) => void take(lead.ask('lead:confirm-check', answer)),
  };
}
