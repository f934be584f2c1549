import { useCallback, useEffect, useEffectEvent, useRef } from 'react';

/**
 * Asks for as long as the component stands, the next time `everyMs` after an answer. Returns what asks at once: the answer of a question
 * that was overtaken is nobody's.
 */
export function useRepeated<Reply>(
  ask: () => Promise<Reply>,
  everyMs: number,
  onReply: (reply: Reply) => void,
): () => void {
  const askNow = useEffectEvent(ask);
  const take = useEffectEvent(onReply);
  const again = useRef<() => void>(() => undefined);
  useEffect(() => {
    let newest = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    async function turn(): Promise<void> {
      clearTimeout(timer);
      newest += 1;
      const mine = newest;
      const reply = await askNow();
      if (mine !== newest) return;
      take(reply);
      timer = setTimeout(() => void turn(), everyMs);
    }
    again.current = () => void turn();
    void turn();
    return () => {
      newest += 1;
      clearTimeout(timer);
    };
  }, [everyMs]);
  return useCallback(() => again.current(), []);
}
