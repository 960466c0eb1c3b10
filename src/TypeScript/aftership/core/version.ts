/** The version of this project, as in package.json: a project test keeps the two equal. */
export const VERSION = '0.1.0';
