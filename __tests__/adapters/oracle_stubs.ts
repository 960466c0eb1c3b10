/**
 * Oracle's stub of an N/ module, with functions put in place of its empty ones. Names and enumerations stay Oracle's:
 * a member that the stub does not have cannot be put there, so an adapter that calls an invented one fails its test.
 */

export function stub(module: string, functions: Readonly<Record<string, (...args: never[]) => unknown>>): void {
  const stubbed = jest.requireActual<Record<string, unknown>>(module);
  for (const [name, replacement] of Object.entries(functions)) {
    if (typeof stubbed[name] !== 'function') throw new Error(`Oracle's stub of ${module} has no function ${name}.`);
    stubbed[name] = replacement;
  }
}

export function setProperty(module: string, name: string, value: unknown): void {
  Object.defineProperty(jest.requireActual<object>(module), name, { value, configurable: true, writable: true });
}

/** What a SuiteScriptError looks like to a catch: whether it is an Error is not documented, so here it is none. */
export function scriptError(name: string, message = 'text'): unknown {
  return { type: 'error.SuiteScriptError', name, message };
}
