import { useState } from 'react';
import type { GateCheckLine } from '#shared/gate-check.ts';
import { Button } from '../../components/button.tsx';
import type { Scan } from '../../start-scan.ts';
import { useStore } from '../../use-store.ts';
import { CheckCard } from './check-card.tsx';
import { ColourPatches } from './colour-patches.tsx';
import type { LeadCheck } from './use-check.ts';
import { CHECK_WORDS } from './words/check-words.ts';
import { YesOrNo } from './yes-or-no.tsx';

const WORDS = CHECK_WORDS.screen;

/** Shows the colours, and asks whether they could be read. */
export function CheckScreen({
  scan,
  line,
  confirm,
}: {
  readonly scan: Scan;
  readonly line: GateCheckLine | null;
  readonly confirm: LeadCheck['confirm'];
}) {
  const { phase } = useStore(scan.session.state);
  const [step, setStep] = useState<'idle' | 'showing' | 'asked'>('idle');
  return (
    <CheckCard title={WORDS.title} line={line} hint={WORDS.hint}>
      {/* A guest's verdict goes before. */}
      {step === 'showing' && phase.kind === 'scanning' && (
        <ColourPatches onTouched={() => setStep('asked')} />
      )}
      {step === 'asked' ? (
        <YesOrNo
          question={WORDS.question}
          testId="screen"
          onAnswer={(isGood) => {
            setStep('idle');
            confirm({ what: 'screen', isGood });
          }}
        />
      ) : (
        <Button onPress={() => setStep('showing')} testId="show-colours">
          {WORDS.show}
        </Button>
      )}
    </CheckCard>
  );
}
