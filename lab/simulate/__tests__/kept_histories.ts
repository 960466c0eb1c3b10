/** Lives the histories that are kept in lab/simulate/histories. */

import { zipProject } from '../../../tools/shared/project';
import { type KeptHistory, readKeptHistories } from '../kept';
import { runHistory } from '../run';
import { readPackage } from '../world';

export const project = readPackage(zipProject());

/** What each kept history must show, as a pattern over its log. A history that no longer shows it tests nothing. */
const SHOWS: Readonly<Record<string, RegExp>> = {
  backfill_beside_a_rate_limit: /PUT \S+ 429[^]*backfill[^]*PUT \S+ 200/,
  backfill_beside_a_look_that_failed: /UNEXPECTED_ERROR[^]*POST \S+ 201[^]*POST \S+ 201[^]*row 2: [^]*In AfterShip/,
  backfill_of_what_was_entered_late: /\(before_start\)[^]*backfill[^]*POST \S+ 201/,
  backfill_resumed_in_another_mode: /\(preview_update\)[^]*The backfill is paused[^]*PUT \S+ 200/,
  backfill_under_a_rate_limit: /\(send_wait\)[^]*backfill[^]*POST \S+ 429[^]*POST \S+ 201/,
  backfill_without_a_connection: /backfill[^]*\(unanswered\)[^]*delete connection[^]*POST \S+ 201/,
  brake_with_a_lost_answer: /\(removal_unanswered\)[^]*\(brake\)/,
  cancelled_backfill_after_an_interrupted_create:
    /POST \S+ 201[^]*The script failed[^]*"cancel"[^]*GET \S+ 200[^]*PUT \S+ 200/,
  connection_deleted_between_two_packages: /delete connection[^]*POST \S+ 201[^]*POST \S+ 201/,
  contact_named_by_an_unanswered_create: /half json[^]*\(unanswered\)[^]*POST \S+ 400[^]*GET \S+ 200[^]*PUT \S+ 200/,
  contact_of_another_customer_after_a_rate_limit: /without contact[^]*PUT \S+ 429[^]*PUT \S+ 200/,
  contact_of_another_customer_in_a_shared_tracking: /without contact[^]*POST \S+ 201[^]*PUT \S+ 200/,
  create_refused_after_a_lost_answer:
    /POST \S+ 201 \(no answer[^]*POST \S+ 400 \(refusal[^]*GET \S+ 200[^]*PUT \S+ 200/,
  deleted_by_a_person_then_opted_out_and_in:
    /POST \S+ 201[^]*leave out[^]*\(vanished\)[^]*"track"[^]*tries again[^]*-2$/m,
  deleted_by_a_person_while_an_older_one_shares: /PUT \S+ 404[^]*\(vanished\)[^]*\(vanished\)[^]*-2$/m,
  deleted_by_a_person_while_shared: /PUT \S+ 404[^]*\(vanished\)[^]*\(vanished\)[^]*-2$/m,
  deleted_by_a_person_while_three_share: /PUT \S+ 404[^]*\(vanished\)[^]*\(vanished\)[^]*\(vanished\)[^]*-2$/m,
  edited_back_after_an_update_without_an_answer: /PUT \S+ 200 \(no answer[^]*Trier[^]*PUT \S+ 200$/m,
  emptied_tracking_id_of_a_number_that_goes: /edited row[^]*retype[^]*GET \S+ 200[^]*DELETE \S+ 200[^]*\(removed\)/,
  erasure_beside_a_row_that_is_due_in_years: /forged row[^]*"year 2037"[^]*"erase"[^]*POST \S+ 201[^]*event 2 is gone/,
  erasure_while_a_run_sends: /"erase"[^]*POST \S+ 201[^]*PUT \S+ 200/,
  forged_mark_of_a_later_generation: /POST \S+ 201[^]*"generation":7[^]*PUT \S+ 200/,
  heir_who_is_not_to_be_named: /without contact[^]*PUT \S+ 200[^]*delete [^]*PUT \S+ 200[^]*\(still_shared\)/,
  heir_of_a_tracking_whose_carrier_is_unknown: /\(carrier_unknown\)[^]*delete [^]*PUT \S+ 200[^]*\(still_shared\)/,
  heir_after_an_update_without_an_answer: /PUT \S+ 200 \(no answer[^]*delete [^]*PUT \S+ 200$[^]*\(still_shared\)/m,
  hidden_from_a_clerk: /POST \S+ 201[^]*"isHidden":true[^]*edit/,
  id_taken_beside_a_second_run: /second run[^]*POST \S+ 400[^]*GET \S+ 200/,
  inactive_between_two_packages: /"inactive"[^]*POST \S+ 201[^]*"slip":null[^]*POST \S+ 201/,
  interrupted_beside_a_second_run: /second run[^]*POST \S+ 400[^]*GET \S+ 200[^]*\(preview_update\)[^]*PUT \S+ 200/,
  linked_number_that_goes: /Already in AfterShip[^]*retype[^]*\(not_ours\)/,
  many_looks_during_a_rate_limit: /PUT \S+ 429[^]*bulk[^]*due 11-23 09:50:0\d[^]*PUT \S+ 200/,
  mark_of_a_tracking_that_is_removed_by_now: /The script failed[^]*DELETE \S+ 200[^]*ship [^]*POST \S+ 201[^]*-2$/m,
  new_number_after_many_attempts: /attempts 11[^]*retype[^]*attempts 12[^]*GET \S+ 404/,
  off_and_on_before_a_sweep: /"On"[^]*stopped by a person[^]*"Off"[^]*\(preview_create_email\)/,
  older_fulfillment_finds_it_after_a_kill: /POST \S+ 400[^]*GET \S+ 200[^]*PUT \S+ 200/,
  older_fulfillment_heals_after_a_newer_one_found_it:
    /\(unanswered\)[^]*POST \S+ 400[^]*GET \S+ 200[^]*edit[^]*PUT \S+ 200/,
  older_fulfillment_with_a_number_that_has_ended_by_age:
    /fulfillment 7 SQ\S+ In AfterShip[^]*long pause[^]*"shipped"[^]*POST \S+ 201/,
  older_signal_before_the_rate_limit_ends: /429[^]*slow down[^]*retype[^]*POST \S+ 201/,
  older_signal_before_the_rate_limit_of_a_create_ends: /POST \S+ 429[^]*edit[^]*POST \S+ 429[^]*POST \S+ 201/,
  older_signal_due_in_the_same_second_as_a_rate_limit: /POST \S+ 429[^]*retype[^]*POST \S+ 429[^]*POST \S+ 201/,
  one_error_of_netsuite: /limit=1 200[^]*\(unanswered\)[^]*UNEXPECTED_ERROR[^]*POST \S+ 201/,
  opted_out_after_a_lost_create: /POST \S+ 201 \(no answer[^]*opt out[^]*GET \S+ 200[^]*In AfterShip/,
  order_look_up_fails_for_a_moment: /POST \S+ 201[^]*N\/search/,
  rate_limit_after_a_failed_attempt: /POST \S+ 503[^]*POST \S+ 429[^]*attempts 1/,
  rate_limit_at_the_probe_of_a_refused_key: /GET \S+ 403[^]*limit=1 429[^]*limit=1 403[^]*limit=1 200/,
  rate_limit_beside_a_paused_backfill: /"pause"[^]*GET \S+ 429[^]*slow down/,
  redated_after_a_backfill_without_contacts: /backfill[^]*POST \S+ 201[^]*long pause[^]*PUT \S+ 404[^]*-2$/m,
  refusal_in_a_backfill_beside_a_forged_event:
    /\(4012\)[^]*forged row[^]*The faults stop[^]*A person tries again[^]*POST \S+ 400/,
  refusal_that_quotes_a_contact: /POST \S+ 400 \(refusal[^]*\(4008\)/,
  refused_beside_one_that_fails: /POST \S+ 400[^]*POST \S+ 503[^]*POST \S+ 201[^]*Needs attention \(4008\)/,
  refused_question_after_a_lost_create: /\(unanswered\)[^]*GET \S+ 400[^]*\(4012\) ns-[^]*GET \S+ 200[^]*PUT \S+ 200/,
  refused_removal_beside_one_that_fails:
    /DELETE \S+ 400[^]*DELETE \S+ 503[^]*DELETE \S+ 200[^]*Needs attention \(4017\)/,
  refused_removal_of_a_deleted_fulfillment: /delete [^]*DELETE \S+ 400[^]*Needs attention \(4017\)/,
  refused_then_gone_in_preview: /\(4012\)[^]*"Preview"[^]*\(never_sent\)/,
  refused_update_beside_one_that_fails: /PUT \S+ 400[^]*\(4008\)[^]*attempts 3/,
  removal_after_many_attempts_for_another_package:
    /attempts 11[^]*unship[^]*\(number_gone\)[^]*GET \S+ 503[^]*DELETE \S+ 200/,
  renumbered_after_an_interrupted_create: /POST \S+ 201[^]*POST \S+ 201[^]*GET \S+ 200[^]*DELETE \S+ 200/,
  returned_after_a_removal_that_is_asked_for_again:
    /DELETE \S+ 200 \(no answer[^]*GET \S+ 404[^]*\(removed\)[^]*retype[^]*POST \S+ 201[^]*-2$/m,
  returned_after_a_removal_without_an_answer: /DELETE \S+ 200 \(empty[^]*\(removal_unanswered\)[^]*PUT \S+ 404[^]*-2$/m,
  returned_and_gone_again_in_an_outage: /\(number_gone\)[^]*PUT \S+ 503[^]*In AfterShip[^]*delete [^]*DELETE \S+ 200/,
  returned_before_its_removal_is_due: /\(number_gone\)[^]*retype[^]*In AfterShip \(in_step\)/,
  returned_unchanged_after_a_removal_without_an_answer:
    /DELETE \S+ 200 \(empty[^]*\(removal_unanswered\)[^]*PUT \S+ 404[^]*-2$/m,
  save_seen_before_its_script_is_over: /"slow"[^]*edit[^]*POST \S+ 201/,
  several_that_cannot_be_read: /foreign user event[^]*could not be read[^]*"is":null[^]*POST \S+ 201/,
  shared_after_a_refused_question: /GET \S+ 400[^]*Needs attention \(4017\) ns-[^]*tries again[^]*In AfterShip/,
  shared_after_a_removal_without_an_answer: /\(removal_unanswered\)[^]*PUT \S+ 404[^]*POST \S+ 201[^]*-2$/m,
  shared_after_lost_answers: /POST \S+ 201 \(connection closed[^]*POST \S+ 400[^]*GET \S+ 200[^]*PUT \S+ 200/,
  shared_after_two_lost_creates: /POST \S+ 201 \(connection closed[^]*POST \S+ 400[^]*GET \S+ 200[^]*PUT \S+ 200/,
  shared_by_a_backfill_while_the_older_one_is_sent:
    /\(before_start\)[^]*second run[^]*PUT \S+ 200[^]*PUT \S+ 200[^]*PUT \S+ 200[^]*PUT \S+ 200[^]*fulfillment 7 SQ\S+ In AfterShip/,
  shared_content_after_a_refusal_and_a_lost_answer: /PUT \S+ 400[^]*PUT \S+ 200 \(no answer[^]*PUT \S+ 200$/m,
  shared_late_with_one_that_ends_by_age: /long pause[^]*fulfillment 7 SQ\S+ In AfterShip[^]*PUT \S+ 404[^]*-2$/m,
  shared_number_sent_by_two_runs: /second run[^]*POST \S+ 400[^]*GET \S+ 200/,
  shared_while_a_second_run_sends: /second run[^]*POST \S+ 400[^]*GET \S+ 200/,
  shared_with_one_that_is_gone_by_age: /long pause[^]*\(send_wait\)[^]*POST \S+ 503[^]*POST \S+ 201/,
  shared_with_one_that_needs_attention: /\(4012\)[^]*PUT \S+ 200[^]*\(still_shared\)/,
  ship_date_seen_before_its_script_is_over: /"slow"[^]*edit[^]*POST \S+ 201/,
  tracking_id_overwritten_by_hand: /edited row[^]*delete [^]*GET \S+ 200[^]*DELETE \S+ 200[^]*\(removed\)/,
  tried_again_after_the_retention_until_the_purge: /long pause[^]*try again[^]*PUT \S+ 404[^]*\(retention\)[^]*is gone/,
  two_rows_after_a_second_run: /second run[^]*row 1: [^]*row 2: [^]*row 2 is gone/,
  two_rows_that_no_look_comes_to: /second run[^]*row 1: [^]*row 2: [^]*row 2 is gone/,
  update_refused_after_a_lost_create: /POST \S+ 400[^]*GET \S+ 200[^]*PUT \S+ 400[^]*\(4008\)/,
  update_refused_for_hours: /PUT \S+ 400[^]*\(4010\)[^]*PUT \S+ 200/,
  wrong_answers_to_creates: /201 \(wrong content[^]*POST \S+ 201$[^]*200 \(wrong content[^]*POST \S+ 201$/m,
};

export const KEPT: readonly KeptHistory[] = readKeptHistories();

/** Expects that the history meets every invariant, and comes to what it must show. */
export function expectToShow({ name, history }: KeptHistory): void {
  const told: string[] = [];

  expect(runHistory(history, project, (line) => told.push(line)).problems).toEqual([]);
  expect(told.join('\n')).toMatch(SHOWS[name] ?? `no pattern in SHOWS for ${name}`);
}
