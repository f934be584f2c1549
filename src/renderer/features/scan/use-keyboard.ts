import { useEffect } from 'react';
import type { Scan } from '../../start-scan.ts';
import { useStore } from '../../use-store.ts';
import { type KeyboardPlace, listenToKeyboard } from './keyboard.ts';
import { focusedTextField } from './text-field.ts';
import { isInForm } from '../../components/use-escape.ts';

/** Has every key go where it belongs: scanners' codes to scanning, a person's to the one field that is open, if any. */
export function useKeyboard(scan: Scan, isTyping: boolean, setIsTyping: (isTyping: boolean) => void): void {
  const { session, settings, lead } = scan;
  const isLeadOpen = useStore(lead.phase) !== 'closed';

  useEffect(() => {
    function place(): KeyboardPlace {
      if (isLeadOpen)
        return { kind: 'lead', field: focusedTextField(), isInForm: isInForm(document.activeElement) };
      return { kind: isTyping ? 'typing' : 'scan' };
    }
    return listenToKeyboard({
      target: window,
      place,
      functionKeys: {
        [settings.screen.typingKey]: () => setIsTyping(!isTyping && !isLeadOpen),
        [settings.screen.leadKey]: () => {
          setIsTyping(false);
          if (isLeadOpen) lead.close();
          else lead.open();
        },
      },
      onLeadEscape: lead.close,
      onScannerCode: (code) => {
        setIsTyping(false);
        session.takeCode(code, 'scanner');
      },
      onBrokenScan: session.scanBroke,
    });
  }, [session, settings, lead, isLeadOpen, isTyping, setIsTyping]);
}
