/** The keys of the review, for its help. */

export const KEYS = [
  { keys: ["a"], words: "Accept the claim as it is" },
  { keys: ["c"], words: "Correct a field: its letter, then a value, or words of the text" },
  { keys: ["x"], words: "Reject the claim: the report does not say this" },
  { keys: ["m"], words: "Merge its incident with another" },
  { keys: ["s"], words: "Split claims off its incident" },
  { keys: ["j", "n"], words: "Next" },
  { keys: ["k"], words: "Back" },
  { keys: ["u"], words: "Undo your last decision" },
  { keys: ["r"], words: "Give a reason for the next decision (may stay empty)" },
  { keys: ["o"], words: "Open the report at the claim" },
  { keys: ["i"], words: "Open the incident" },
  { keys: ["←", "→", "↑", "↓"], words: "Go from word to word when selecting; with shift, select" },
  { keys: ["Del"], words: "While correcting: there is no such value" },
  { keys: ["Esc"], words: "Leave what is open" },
  { keys: ["?"], words: "This list" },
];
