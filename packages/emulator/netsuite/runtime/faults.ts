/**
 * What goes wrong inside the emulation, told apart: what a script may catch, what ends it, and what is our own fault.
 */

/** An error as SuiteScript throws it. `name` is the code. */
export class ScriptFault extends Error {
  constructor(
    name: string,
    message: string,
    /** Exceeded limits end the script: whether its catch sees them is not documented, so every later N/ call throws it again. */
    readonly endsScript = false,
  ) {
    super(message);
    this.name = name;
  }
}

/**
 * NetSuite refuses here, but the name of the error is not documented in what was read. The name says so, which keeps
 * code from depending on it.
 */
export function unnamedFault(what: string, message: string): ScriptFault {
  return new ScriptFault(`EMULATED_${what}`, message);
}

export function missingArgument(call: string, argument: string): ScriptFault {
  return new ScriptFault('SSS_MISSING_REQD_ARGUMENT', `${call}: Missing a required argument: ${argument}`);
}

/** Something of NetSuite that this emulator does not have. Never visible to a script as a value or a catchable error. */
export class NotEmulated extends Error {
  constructor(what: string) {
    super(`not emulated: ${what}`);
    this.name = 'NOT_EMULATED';
  }
}

/** Carries what a script's own callback threw through our frames, unchanged. */
export class Thrown extends Error {
  constructor(readonly value: unknown) {
    super('thrown by the script');
  }
}

/** Name and message of whatever a script threw. */
export function describeThrown(value: unknown): { readonly name: string; readonly message: string } {
  if (typeof value === 'object' && value !== null) {
    const name = 'name' in value ? String(value.name) : 'Error';
    const message = 'message' in value ? String(value.message) : String(value);
    return { name, message };
  }
  return { name: 'Error', message: String(value) };
}
