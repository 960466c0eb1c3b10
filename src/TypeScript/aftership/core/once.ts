/**
 * Returns a function that builds its value when it is first called. A table that few runs need costs the others
 * nothing, because NetSuite evaluates every loaded file anew in each run.
 */
export function once<T>(build: () => T): () => T {
  let built: { readonly value: T } | null = null;
  return () => {
    built ??= { value: build() };
    return built.value;
  };
}
