// What a content rule of the server said about a post that it did not take.

export interface Ruling {
  /** What the rule is called; those whom it concerns may know. */
  rule: string;
  /** Whether the same is published if it is sent once more. */
  asks: boolean;
}

/** The ruling in an error; nothing if the server had another reason. */
export function rulingIn(error: unknown): Ruling | null {
  const { additionalProperties: said } = error as { additionalProperties?: { rule?: { name?: string }; ask?: boolean } };
  return said?.rule || said?.ask ? { rule: said.rule?.name ?? "", asks: said.ask === true } : null;
}
