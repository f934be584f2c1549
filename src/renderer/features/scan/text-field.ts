export type TextField = HTMLInputElement | HTMLTextAreaElement;

/** The text field that has the focus, or null. */
export function focusedTextField(): TextField | null {
  const { activeElement } = document;
  return activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement
    ? activeElement
    : null;
}

/** Puts `value` into a field as if it had been typed: React hears of a value only by an event that its own setter did not cause. */
export function putIntoField(field: TextField, value: string): void {
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
