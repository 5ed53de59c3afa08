/** For an option that may be repeated: a variadic one would take the command's argument as well. */
export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
