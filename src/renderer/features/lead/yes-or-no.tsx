import { Button } from '../../components/button.tsx';
import styles from './check-section.module.css';
import { CHECK_WORDS as WORDS } from './words/check-words.ts';

/** A question with its two answers, as large as a thumb. */
export function YesOrNo({
  question,
  onAnswer,
  testId,
}: {
  readonly question: string;
  readonly onAnswer: (isYes: boolean) => void;
  readonly testId: string;
}) {
  return (
    <>
      <p>{question}</p>
      <div className={styles.answers}>
        <Button look="primary" onPress={() => onAnswer(true)} testId={`${testId}-yes`}>
          {WORDS.yes}
        </Button>
        <Button onPress={() => onAnswer(false)} testId={`${testId}-no`}>
          {WORDS.no}
        </Button>
      </div>
    </>
  );
}
