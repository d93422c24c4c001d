import { useLayoutEffect, type RefObject } from "react";

/** Lets a text field grow with its text; the style sheet sets the limits. */
export function useAutosize(ref: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const field = ref.current;
    if (!field) return;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }, [ref, text]);
}
