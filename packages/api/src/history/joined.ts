/**
 * A question that is being answered already is not asked twice: whoever asks meanwhile gets the same
 * answer. Nothing is remembered once it is there, so no answer is older than the question took.
 */
export function joined<Answer>(
  ask: (name: string) => Promise<Answer>,
): (name: string) => Promise<Answer> {
  const running = new Map<string, Promise<Answer>>()

  return (name) => {
    const begun = running.get(name)
    if (begun !== undefined) return begun
    const answer = ask(name).finally(() => running.delete(name))
    running.set(name, answer)
    return answer
  }
}
