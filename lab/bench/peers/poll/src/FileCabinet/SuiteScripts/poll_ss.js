/**
 * The second usual way: every 15 minutes a search finds the shipped fulfillments that are not marked as sent. A post that
 * fails is tried again in the next run.
 *
 * @NApiVersion 2.1
 * @NScriptType ScheduledScript
 */
define(['N/https', 'N/log', 'N/record', 'N/runtime', 'N/search'], (https, log, record, runtime, search) => {
  /** Units that a fulfillment costs at most. */
  const UNITS_KEPT = 200;

  const execute = () => {
    const found = search
      .create({
        type: 'itemfulfillment',
        filters: [
          ['mainline', 'is', 'T'],
          'and',
          ['status', 'anyof', 'ItemShip:C'],
          'and',
          ['custbody_bench_sent', 'is', 'F'],
        ],
        columns: ['internalid'],
      })
      .run()
      .getRange({ start: 0, end: 1000 });
    for (const { id } of found) {
      if (runtime.getCurrentScript().getRemainingUsage() < UNITS_KEPT) return;
      try {
        send(id);
      } catch (error) {
        log.error({ title: 'Not sent', details: error.message });
      }
    }
  };

  const send = (id) => {
    const shipment = record.load({ type: 'itemfulfillment', id });
    for (let line = 0; line < shipment.getLineCount({ sublistId: 'package' }); line += 1) {
      post(shipment.getSublistValue({ sublistId: 'package', fieldId: 'packagetrackingnumber', line }));
    }
    record.submitFields({ type: 'itemfulfillment', id, values: { custbody_bench_sent: true } });
  };

  const post = (number) => {
    const answer = https.post({
      url: 'https://api.aftership.com/tracking/2026-07/trackings',
      headers: {
        'as-api-key': https.createSecureString({ input: '{custsecret_bench_key}' }),
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ tracking_number: number }),
    });
    const code = JSON.parse(answer.body).meta.code;
    // 4003: AfterShip has it already, perhaps from a request whose answer was lost.
    if (code !== 201 && code !== 4003) throw new Error(`AfterShip answered ${code}.`);
  };

  return { execute };
});
