/**
 * Oracle's statements on the end of token-based sign-ins. The pages changed during 2026, so the date of reading is part
 * of them.
 */

const READ_ON = '24 November 2026';

export const TIMETABLE: readonly string[] = [
  'From NetSuite 2027.1 no new integration that signs in by token (TBA) can be created. Create the integration record in production before that upgrade, even if you connect later.',
  `Existing ones keep working; their end is tentative: 2028.1 on Oracle’s page (section_0525020842, read on ${READ_ON}), 2028.2 in an article of October 2026. SOAP ends in 2028.2.`,
  'The push of this project signs in nowhere and is not touched by any of this.',
];

/** Owners of these values (section_4254801119, section_1515141510). */
export const OWNERSHIP: readonly string[] = [
  'A token belongs to one account, one person and one role. Use an employee record made for the integration, so that it does not end when somebody leaves.',
  'A sandbox refresh deletes the sandbox’s tokens, and production’s are never copied: make and verify new ones after each refresh.',
];
