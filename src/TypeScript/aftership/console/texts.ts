/**
 * Every text of the console, once. `{name}` stands for a value, `{name|one|more}` for a word that depends on a count. A
 * translation gives `say` another table with the same keys; states, reasons and messages come from the scripts in
 * English.
 */

import { fill } from '../core/values';

export const TEXTS = {
  'page.setup': 'Set-up',
  'page.connection': 'Connection',
  'page.overview': 'Overview',
  'page.attention': 'Needs attention',
  'page.fulfillment': 'Fulfillment {id}',
  'page.find': 'Find a shipment',
  'page.backfill': 'Send past shipments',
  'page.carriers': 'Re-apply carrier mapping',
  'page.refused': 'Not done',
  'page.erase': 'Erase the data of customer {id}',

  'common.state': 'State',
  'common.reason': 'Reason',
  'common.count': 'Packages',
  'common.number': 'Tracking number',
  'common.fulfillment': 'Fulfillment',
  'common.message': 'What happened and what to do',
  'common.day': 'Day shipped',
  'common.carrier': 'Carrier',
  'common.noCarrier': 'not known',
  'common.submit': 'Go',
  'common.action': 'What to do',
  'common.none': 'nothing',
  'common.yes': 'yes',
  'common.no': 'no',

  'refused.token':
    'Nothing was changed: this form was not made by your session, or your session has ended since. Look at the page again and repeat what you wanted.',
  'refused.get': 'Nothing was changed: changes are made with the button of a page, never by an address.',
  'refused.request': 'Nothing was changed: the page sent something that it does not know ({what}). Open it again.',
  'refused.choice': 'Nothing was changed: choose first what to do, then press the button.',
  'refused.permission': 'Your role may not do this: {detail}',
  'refused.changed':
    'Nothing was changed: somebody else changed the record in the meantime. Look at the page again and repeat what you wanted.',
  'refused.failed': 'It could not be done: {detail}',

  'connection.none':
    'There is no connection for this account ({account}), so nothing is sent. Set it up on the page Set-up.',
  'connection.fenced':
    'This account has connections made for other accounts ({accounts}), as a copy of another account has. They do nothing here. Make one for this account, with an AfterShip key of its own.',
  'connection.unusable': 'The connection cannot be used, so nothing is sent. {problem}',
  'connection.off': 'Mode Off: nothing is looked at and nothing is sent.',
  'connection.preview': 'Mode Preview: packages say what would be sent. Nothing is sent.',
  'connection.on': 'Mode On: sending.',
  'connection.stopped.person': 'Sending is stopped by a person. Nothing is sent until a person resumes it.',
  'connection.stopped.error':
    'Sending is stopped by an error: {reason} It is tried again every 15 minutes and resumes by itself.',

  'connection.waiting':
    '{waiting} {waiting|fulfillment waits|fulfillments wait} to be looked at, the first since {since}, with {count} tracking {count|number|numbers}: those that AfterShip does not have yet would be created, at most about {count} of your AfterShip quota. Contact details given: {what}.',
  'connection.waitingNone': 'No fulfillment waits to be looked at. Nothing is lost while sending is stopped.',
  'connection.previewNone': 'No package waits in Preview. When the mode is On, what ships from then on is sent.',
  'connection.previewCount':
    '{count} {count|package|packages} since {from} would be created, {emails} with an e-mail address, at most about {count} of your AfterShip quota. {old} of them shipped before today ({today}).',
  'connection.previewShared':
    '{count} of what Preview shows would share a tracking that AfterShip has already: {count|that takes|those take} nothing of your quota.',
  'connection.previewOld':
    '{count} more {count|package|packages} that Preview shows {count|is|are} left out when the mode is On, because of start date or maximum age. To send {count|it|them}, start a backfill then.',
  'connection.carriers': 'The mappings: what to know before anything is sent',
  'connection.settings': 'Settings',
  'connection.record': 'Connection {id}',
  'connection.edit': 'Look at and change all settings on the record',
  'connection.tryMappings': 'See what the mappings make of one fulfillment',
  'connection.mode': 'Mode',
  'connection.start': 'Start date',
  'connection.age': 'Maximum age',
  'connection.days': '{days} {days|day|days}',
  'connection.kinds': 'Fulfillments of',
  'connection.subsidiaries': 'Subsidiaries (internal ids)',
  'connection.locations': 'Locations (internal ids)',
  'connection.methodsOut': 'Ship methods left out',
  'connection.salesOrders': 'sales orders',
  'connection.transferOrders': 'transfer orders',
  'connection.dropShipments': 'drop shipments',
  'connection.contacts': 'Contact details sent',
  'connection.name': 'name',
  'connection.email': 'e-mail address',
  'connection.phone': 'phone number',
  'connection.told': 'Who is told when sending stops',
  'connection.toldNone': 'nobody: enter addresses and an author on the record',
  'connection.noFilter': 'no restriction',
  'connection.chooseFirst': 'Choose what to do',
  'connection.do.send_all':
    'Mode On: send all that was counted ({count} {count|package|packages}), and whatever ships from now on',
  'connection.do.send_from_today': 'Mode On: send only what ships from {today} on; what shipped before is left out',
  'connection.do.stop': 'Stop sending now',
  'connection.do.resume_all':
    'Resume, and look at everything that waits ({waiting} {waiting|fulfillment|fulfillments})',
  'connection.do.resume_from_today':
    'Resume, but send only what ships from {today} on; what shipped before is left out',
  'connection.do.preview': 'Mode Preview: send nothing more, say what would be sent',
  'connection.do.off': 'Mode Off: do nothing',

  'done.send_all': 'The mode is On. What waited in Preview is sent within the next quarter of an hour.',
  'done.send_from_today': 'The mode is On, from today’s shipments on. What shipped before is left out.',
  'done.stop': 'Sending is stopped. A call that was under way at this moment may still be made.',
  'done.resume_all': 'Sending goes on within the next quarter of an hour.',
  'done.resume_from_today': 'Sending goes on within the next quarter of an hour, from today’s shipments on.',
  'done.heldByError': 'Done. Sending goes on when the error is gone that stops it, which is tried every 15 minutes.',
  'done.preview': 'The mode is Preview. Nothing is sent.',
  'done.off':
    'The mode is Off now. What waited is forgotten: when the mode is Preview or On again, everything since the start date is looked at.',

  'backfill.intro':
    'Sends what shipped before the start date, or longer ago than the maximum age. Choose the days; they are counted first, and nothing is sent before you start it. Filters and opt-outs of the connection hold as ever.',
  'backfill.notYet':
    'Nothing can be started now: a backfill needs a connection of this account whose mode is Preview or On.',
  'backfill.first': 'First day',
  'backfill.last': 'Last day',
  'backfill.dayHelp': 'A day as year-month-day, such as 2026-09-30. What counts is the day a fulfillment shipped.',
  'backfill.contacts': 'Give AfterShip contact details, as far as the connection allows',
  'backfill.contactsHelp':
    'Leave it empty unless you mean it: an e-mail address or phone number subscribes that person to AfterShip’s notifications, about a parcel that may have arrived long ago.',
  'backfill.subsidiaries': 'Only these subsidiaries (internal ids)',
  'backfill.locations': 'Only these locations (internal ids)',
  'backfill.idsHelp': 'Internal ids with commas between them. Empty: no restriction but those of the connection.',
  'backfill.count': 'Count first',
  'backfill.bad.none': 'Nothing was counted: enter the first day and the last day.',
  'backfill.bad.first': 'Nothing was counted: the first day is no day. Write it as 2026-09-01.',
  'backfill.bad.last': 'Nothing was counted: the last day is no day. Write it as 2026-09-30.',
  'backfill.bad.order': 'Nothing was counted: the last day lies before the first.',
  'backfill.bad.future': 'Nothing was counted: the last day lies in the future. What ships from now on is sent anyway.',
  'backfill.bad.old':
    'Nothing was counted: the first day lies more than {days} days back. Of what is older, nobody knows any more whether it was sent.',
  'backfill.bad.long':
    'Nothing was counted: a list of internal ids may have up to {most} characters. Make several backfills.',
  'backfill.bad.ids': 'Nothing was counted: an internal id is a whole number. Put commas between several.',
  'backfill.counts': 'What shipped from {from} to {to}',
  'backfill.fulfillments': 'Fulfillments to look at',
  'backfill.packages': 'Tracking numbers on them',
  'backfill.moreThan': 'more than {count}',
  'backfill.there': 'Packages that AfterShip has already',
  'backfill.heldByDay': 'Packages left out because of start date or maximum age',
  'backfill.shown': 'Packages that Preview shows, or that wait to be sent',
  'backfill.unknown': 'Packages that nothing is known of yet',
  'backfill.leftOut': 'Packages left out by a filter or an opt-out: they stay left out',
  'backfill.attention': 'Packages that need attention: they stay as they are',
  'backfill.quota': 'Would be sent, and needed of your AfterShip quota, at most about',
  'backfill.duration': 'Takes about',
  'backfill.hour': 'an hour at most',
  'backfill.hours': '{hours} {hours|hour|hours}, if nothing else is to be sent',
  'backfill.contactsGiven': 'Contact details',
  'backfill.contactsNone': 'None: AfterShip is told nothing personal about these shipments, now or at a later change.',
  'backfill.contactsOff': 'None: the connection allows none.',
  'backfill.contactsSandbox':
    'None of customers: this is not a production account. Only the test recipient may be sent.',
  'backfill.contactsAllowed':
    'Given: {what}. Whoever is named is subscribed to AfterShip’s notifications. Customers marked as without contact stay unnamed.',
  'backfill.about':
    'Fulfillments are counted by their date, packages by the day they shipped. A fulfillment that turns out to have shipped on another day is left alone.',
  'backfill.effect':
    'Everyday shipments go first. You can pause it at any time, and resume it where it was. It stops with everything else when sending stops, and pauses when the mode is changed.',
  'backfill.effectPreview':
    'The mode is Preview: packages say what would be sent, and nothing is sent. Switching the mode on does not send them; start the backfill again then.',
  'backfill.other': 'Choose other days',
  'backfill.start': 'Start: send what shipped from {from} to {to}, {contacts}',
  'backfill.startPreview': 'Start: say what would be sent of {from} to {to}, {contacts}',
  'backfill.with': 'with contact details as far as the connection allows',
  'backfill.without': 'without contact details',
  'backfill.running': 'The backfill runs, behind everyday shipments.',
  'backfill.halted': 'The backfill goes on when sending does. Until then nothing of it is looked at.',
  'backfill.runningPreview': 'The backfill runs in Preview: it says what would be sent, and sends nothing.',
  'backfill.paused': 'The backfill is paused. {reason}',
  'backfill.looked': 'Fulfillments looked at',
  'backfill.of': '{count} of about {expected}',
  'backfill.created': 'Packages sent',
  'backfill.sentOrShown': 'Packages sent, or that would be sent',
  'backfill.wouldSend': 'Packages that would be sent',
  'backfill.leftOutNow': 'Left out by a rule',
  'backfill.failed': 'Need attention',
  'backfill.progress': 'Backfill {id}',
  'backfill.days': 'Shipped',
  'backfill.fromTo': '{from} to {to}',
  'backfill.raised': 'Fulfillments asked for so far',
  'backfill.waiting': 'Of these, waiting for their look',
  'backfill.rest': 'Still to look at, about',
  'backfill.started': 'Started',
  'backfill.pause': 'Pause: send nothing more of it until it is resumed',
  'backfill.resume': 'Resume where it was, and send',
  'backfill.restart': 'Begin again, and send: so far it was only shown what would be sent',
  'backfill.restartPreview': 'Begin again, and say what would be sent (mode Preview)',
  'backfill.resumePreview': 'Resume where it was, and say what would be sent (mode Preview)',
  'backfill.cancel': 'End it for good; what was sent stays',
  'backfill.ended': 'Other backfills',
  'backfill.end': 'End',
  'backfill.mode': 'Mode',
  'backfill.next': 'waits for its turn',
  'backfill.done': 'done {time}',
  'backfill.cancelled': 'ended by a person {time}',

  'overview.waiting': 'Fulfillments waiting to be looked at',
  'overview.oldest': 'Oldest fulfillment that waits, since',
  'overview.unreadable':
    'NetSuite does not let {count} fulfillments be read, so their packages wait. For example fulfillment {fulfillment}: {reason} Often a script or workflow of another app fails whenever a fulfillment is opened: open it in NetSuite, and ask the maker of the script that the error names. An error about a field or column means that the account lacks a field of this project: deploy the project again.',
  'overview.failing': 'Fulfillments whose look fails again and again',
  'overview.sent': 'At AfterShip',
  'overview.failed': 'Needs attention',
  'overview.held': 'Left out by a rule',
  'overview.pending': 'Under way',
  'overview.gone': 'Removed or kept',
  'overview.days': 'Packages by the day they shipped, last {days} days',
  'overview.carriers': 'Packages by carrier, last {days} days',
  'overview.states': 'All packages by state',
  'overview.work': 'The work',
  'overview.lastRequest': 'Last request for sending',
  'overview.lastRun': 'Last run of sending',
  'overview.nextWake': 'Next run of the scheduled script, at the latest',
  'overview.since': '{time}, for {age}',
  'overview.age': '{hours} h {minutes} min',
  'overview.ageDays': '{days} {days|day|days} {hours} h',
  'overview.hourly check': 'Hourly check, every hour',
  'overview.checkNone': 'has not told yet how far it is',
  'overview.checkUntil': 'has covered everything until {time}',
  'overview.units': 'Usage units of sending, last hour',
  'overview.unitsOf': '{units} in {runs} {runs|run that is|runs that are} remembered',
  'overview.unitsHead': 'Usage units',
  'overview.runs': 'Last runs of sending, at most {most} of the last hour',
  'overview.runsNone': 'No run of sending in the last hour is remembered.',
  'overview.corrected':
    'At least {count} trackings of {day} and the {days} days before were made for numbers that were corrected within an hour: a Sending Wait of {minutes} minutes would have saved them.',
  'overview.noRows': 'No package was looked at yet.',
  'overview.unknown': 'nothing noted',

  'daily.caption': 'What is silently wrong, yesterday and today so far, at most {most} rows',
  'daily.day': 'Day',
  'daily.location': 'Location',
  'daily.method': 'Ship method',
  'daily.shipments': 'Shipments',
  'daily.withoutNumber': 'Empty',
  'daily.noNumber': 'No number',
  'daily.contradicted': 'Contradicted',
  'daily.withoutCarrier': 'No carrier',
  'daily.line': 'Mapping line',
  'daily.noLocation': 'no location',
  'daily.noMethod': 'no ship method',
  'daily.nothing': 'Nothing of yesterday and today is wrong in silence.',
  'daily.notCounted': 'No day was counted yet: the hourly check does it, while the mode is not Off.',
  'daily.explained':
    'Empty: nothing stands in the number fields. No number: what stands there is certainly none. Contradicted: the number is not of the carrier that the mapping, the ship method or the list names. No carrier: AfterShip knows none. The line offered belongs in the carrier mapping. Fulfillments by their date, without those that the connection leaves out by subsidiary, location or ship method. Shipments are all of the location and ship method on that day. A count is marked when it is at least ten, and more than three times its share of the 28 days before.',

  'attention.intro':
    'Failures, and packages that are left out or held, by reason. Mend the cause, then try the packages again; while sending is on, sending takes them up in a minute or two, at the latest within 15 minutes.',
  'attention.formats': 'Texts that are no tracking numbers',
  'attention.format':
    '{count} of {shipments} {shipments|shipment|shipments} of location {location} on {day} have a text that is no tracking number: the format may have changed.',
  'attention.formatSuch':
    '{count} of {shipments} {shipments|shipment|shipments} of location {location} on {day} have a text that is no tracking number, such as "{typed}": the format may have changed.',
  'attention.example': 'One of them',
  'attention.none': 'No package needs attention.',
  'attention.noneOfReason': 'No package needs attention for this reason.',
  'attention.group': 'Reasons',
  'attention.remedy': 'What to do',
  'attention.show': 'Show',
  'attention.export': 'Export as CSV',
  'attention.exportPart': 'Export rows {from} to {to} as CSV',
  'attention.rows': '{state}: {reason}, packages {from} to {to} of {count}',
  'export.row': 'Row',
  'export.shipped': 'Day shipped (year-month-day)',
  'attention.previous': 'Newer packages',
  'attention.next': 'Older packages',
  'attention.all': 'All reasons',
  'attention.tick': 'Choose',
  'attention.retryTicked': 'Try the chosen packages again',
  'attention.sendTicked': 'Send the chosen packages anyway',
  'attention.removeTicked': 'Approve the removal of the chosen packages',
  'attention.retryAll': 'Try everything with this reason again ({count} {count|package|packages})',
  'attention.sendAll': 'Send everything with this reason anyway ({count} {count|package|packages})',
  'attention.lookAtAll': 'Look at everything with this reason again ({count} {count|package|packages})',
  'attention.removeAll': 'Approve the removal of everything that is held ({count} {count|package|packages})',

  'attention.failing': '{count} {count|fulfillment|fulfillments} whose look fails again and again',
  'attention.failingIntro':
    'Nothing is lost: while sending is on, each is tried again by itself, at least every eight hours. The message says what failed last. When the cause is gone, saving the fulfillment has it looked at sooner. Those that failed most stand first, {most} at most.',
  'attention.attempts': 'Failed attempts',
  'attention.nextAttempt': 'Next attempt, not before',
  'attention.remedyOther': 'Each package says what happened and what to do.',

  'done.retried': 'Asked for: {count} {count|package is|packages are} to be tried again.',
  'done.retriedNone': 'Nothing was changed: no package was chosen, or the chosen ones do not need it any more.',
  'done.manyStarted': 'Started: a job asks for these packages. How far it is, the counts of the reasons show.',
  'done.manyBusy': 'Nothing was changed: such a job is under way already. Try again when it is done.',
  'done.manyRefused': 'Nothing was changed: NetSuite did not start the job. Try again in a few minutes.',
  'done.backfillStarted': 'The backfill was started. It begins within the next quarter of an hour.',
  'done.backfillActive': 'Nothing was started: a backfill is under way already. End it, or wait for its end.',
  'done.backfillPaused': 'The backfill is paused. A look that was under way at this moment may still be finished.',
  'done.backfillResumed': 'The backfill goes on within the next quarter of an hour.',
  'done.backfillCancelled': 'The backfill was ended. What it sent stays.',
  'done.looked': 'Asked for: the fulfillment is to be looked at again.',
  'done.created': 'The connection for this account was made, in Preview. Nothing is sent yet.',
  'done.releaseNoted': 'Noted. This page says so when NetSuite has another release.',
  'done.createdAlready': 'Nothing was changed: this account has a connection already.',
  'done.badSecret':
    'Nothing was changed: an API secret is named by its script id, which starts with "custsecret" and has only small letters, digits and underscores.',
  'done.testGood': 'AfterShip made the test tracking, and it was deleted again. The key can create.',
  'done.testResumed':
    'AfterShip made the test tracking, and it was deleted again. The key can create, so sending, which an error had stopped, goes on within the next quarter of an hour.',
  'done.testCleared':
    'AfterShip made the test tracking, and it was deleted again. The key can create, so the stop by an error was cleared. The mode or a person’s stop still keeps anything from being sent.',
  'done.testExists':
    'AfterShip accepts the key, but has the sample number of the test already, so nothing was made. Delete that tracking at AfterShip to test again.',
  'done.testFailed':
    'AfterShip did not make the test tracking (code {code}). Try the API key first; code 0 means that nothing came back.',
  'done.testLeft':
    'AfterShip made the test tracking, but it could not be deleted. Delete the tracking “Test of AfterShip for NetSuite” at AfterShip.',
  'done.keyGood': 'AfterShip answered and accepts the key.',
  'done.keyBad': 'AfterShip answered but refuses the key (code {code}). Check the API secret and the key at AfterShip.',
  'done.keyLost': 'AfterShip could not be reached just now. Try again in a few minutes.',
  'done.keyWithheld':
    'NetSuite did not send: the API secret is missing, or its restrictions keep this page from using it. Sending may be allowed to use it all the same: look at Last run of sending.',

  'done.carrierStarted':
    'Started: a job asks for these packages to be looked at again, behind everything that is due now. The carriers of those whose mapping changed are corrected; the counts of this page show how far it is.',
  'done.eraseUnconfirmed': 'Nothing was changed: tick the box to confirm that this is the customer who is meant.',
  'done.eraseStarted':
    'Started. The customer is marked as to be tracked without contact, a job erases what was noted about the packages, and sending takes contact details back from AfterShip. Look again in a few minutes: what is still with contact then is for AfterShip to erase.',
  'done.eraseBusy':
    'The customer is marked as to be tracked without contact. Nothing was erased yet: a job is under way already. Erase again when it is done.',
  'done.eraseRefused':
    'The customer is marked as to be tracked without contact. Nothing was erased yet: NetSuite did not start the job. Erase again in a few minutes.',

  'carriers.intro':
    'When packages went out with the wrong carrier: correct the carrier mapping on the connection first, then apply it here to the packages that AfterShip has under the wrong one.',
  'carriers.mapping': 'Carrier mapping on the connection',
  'carriers.lines': 'Lines of the carrier mapping, and packages that shipped in the last {days} days',
  'carriers.line': 'Line',
  'carriers.agreed': 'Agreed',
  'carriers.contradicted': 'Contradicted',
  'carriers.counted':
    'Agreed: the carrier was chosen as the line says. Contradicted: the number, or other evidence, says that the line names another carrier than the one that has the package. A line that is often contradicted names the wrong carrier, or stands on parcels of several: then write detect behind it. A package counts from when something is sent or shown for it.',
  'carriers.noLines': 'The carrier mapping has no line.',
  'carriers.list': 'Packages at AfterShip by carrier, made by this account in the last 120 days',
  'carriers.none': 'AfterShip has no package of this account.',
  'carriers.choose': 'Apply the mapping to packages of {carrier}',
  'carriers.all': 'All carriers',
  'carriers.count': '{count} {count|package is|packages are} at AfterShip under the carrier {carrier}.',
  'carriers.effect':
    'Each of their fulfillments is looked at again, behind everything that is due now. Where the mapping now names another carrier than the one that was asked for, the tracking is updated, and AfterShip follows it under that carrier from then on. All others stay as they are, also what AfterShip corrected by itself.',
  'carriers.limits':
    'An update names one carrier. AfterShip may refuse it for a tracking that has expired, and it refuses a carrier whose first scan is older than the order date or that delivered to another country. Such a package says so under Needs attention. Packages that AfterShip refused are there, too: try them again by their reason.',
  'carriers.apply': 'Apply the carrier mapping to {count} {count|package|packages} of {carrier}',

  'erase.absent': 'There is no such customer, or your role may not see it.',
  'erase.who': 'What there is',
  'erase.customer': 'Customer',
  'erase.marked': 'Marked as',
  'erase.unmarked': 'nothing: contact details are given as the connection says',
  'erase.withoutContact': 'Track Without Contact',
  'erase.optedOut': 'Do Not Track',
  'erase.packages': 'Packages in the ledger',
  'erase.named': 'Packages whose trackings at AfterShip carry contact details',
  'erase.left':
    'Of these, kept in AfterShip although their number is gone: not under the control of this project any more',
  'erase.most':
    'Counted over the newest {most} fulfillments of 130 days. The job takes all that name this customer: those of a project are not found, because their fulfillments may name the project. Nobody is named to AfterShip for them.',
  'erase.will': 'What will be done',
  'erase.tick':
    'The customer is marked as AfterShip: Track Without Contact, unless it is marked already. If your role may not do that, nothing is changed.',
  'erase.ledger':
    'The message and the history of each package are erased, and so is the fingerprint that contact details went into. Tracking number, AfterShip’s id and state stay: without them the package would be sent again.',
  'erase.aftership':
    'Sending updates each tracking that carries contact details with an empty list of them. AfterShip’s answer tells whether that took them away; whether it does is not documented. Until then the package stays marked as with contact.',
  'erase.elsewhere': 'What has to be done elsewhere',
  'erase.support':
    'Trackings that stay marked as with contact have to be deleted at AfterShip, or erased by AfterShip’s support: the list shows their ids. AfterShip deletes each tracking 120 days after it was made, keeps analytics longer, and may have sent notifications that nobody can take back.',
  'erase.notes':
    'System notes keep what a field held before. NetSuite’s own Remove Personal Information erases them, for custom records, too.',
  'erase.list': 'The packages of this customer',
  'erase.notSending':
    'Nothing is asked of AfterShip while sending is not on. With mode Off or Preview, erase again when the mode is On.',
  'erase.confirm': 'I have checked that {name} (internal id {id}) is the customer who is meant',
  'erase.do': 'Erase',
  'erase.notTicked':
    'Nothing was changed: the customer could not be marked as to be tracked without contact ({detail}). Mark it by hand, or let somebody do so who may edit customers, then erase again.',

  'find.intro':
    'Look for a package by its tracking number, for a fulfillment by its internal id, or for all packages of a customer.',
  'find.number': 'Tracking number',
  'find.fulfillment': 'Internal id of a fulfillment',
  'find.customer': 'Internal id of a customer',
  'find.customerHelp':
    'For a request for information or erasure: the packages whose trackings AfterShip may still have.',
  'find.customerFound':
    'Packages of the fulfillments of customer {id} in the last {days} days, at most {most} fulfillments. AfterShip deletes a tracking 120 days after it was made.',
  'find.found': 'Packages found',
  'find.nothing': 'No package of this account was found.',
  'find.erase': 'Erase the data of this customer',
  'find.badId': 'An internal id is a whole number.',
  'find.ask': 'Find',

  'fulfillment.read': 'What NetSuite has',
  'fulfillment.absent': 'There is no such fulfillment, or your role may not see it.',
  'fulfillment.unreadable': 'The fulfillment could not be read: {detail}',
  'fulfillment.missing': 'Your role could not read: {what}. What would be sent may hold more than is shown.',
  'fulfillment.number': 'Number',
  'fulfillment.status': 'Status',
  'fulfillment.shipped': 'Day that counts',
  'fulfillment.order': 'Made from',
  'fulfillment.now': 'What would be done now',
  'fulfillment.nothing': 'The fulfillment has no tracking number, so there is nothing to send.',
  'fulfillment.ignored': 'Not a tracking number: "{text}" ({why})',
  'ignored.words': 'words',
  'ignored.placeholder': 'placeholder',
  'ignored.date': 'date',
  'ignored.phone': 'phone number',
  'ignored.money': 'amount of money',
  'ignored.count': 'count',
  'ignored.too_short': 'too short',
  'ignored.document': 'number of a document',
  'ignored.link': 'link without a number',
  'ignored.email': 'e-mail address',
  'ignored.labelled': 'number of something else, by the word beside it',
  'ignored.void': 'void',
  'fulfillment.notShipped': 'The fulfillment is {status}, not shipped: its packages are sent when it is shipped.',
  'fulfillment.inStep': 'In step: nothing would be sent.',
  'fulfillment.gone':
    'The number is not on the fulfillment any more, and nothing is left to do: nothing would be sent.',
  'fulfillment.create': 'Would create a tracking.',
  'fulfillment.ask': 'Would ask AfterShip whether it has this tracking.',
  'fulfillment.update': 'Would update the tracking.',
  'fulfillment.share': 'Would share the tracking of fulfillment {id}.',
  'fulfillment.remove': 'Would remove the tracking, if the carrier has not moved it yet.',
  'fulfillment.mapped': 'What the field mapping says (e-mail addresses are masked)',
  'fulfillment.mappedLine': 'Line',
  'fulfillment.mappedTarget': 'Field of AfterShip',
  'fulfillment.mappedText': 'Content',
  'fulfillment.mappedOut': '(left out)',
  'fulfillment.mappedNone': 'Nothing: its fields are empty for this fulfillment.',
  'fulfillment.fieldAbsent': '{source} of the field mapping is no field of this account, or your role may not see it.',
  'fulfillment.body': 'Request for {number} (contacts are masked)',
  'fulfillment.contact': 'With contact',
  'fulfillment.decision': 'What would be done, and why',
  'fulfillment.known': 'What is known of its packages',
  'fulfillment.history': 'What happened to its packages',
  'fulfillment.sentAt': 'Last sent',
  'fulfillment.answer': 'AfterShip’s answer',
  'fulfillment.trace': 'AfterShip’s id of the call',
  'fulfillment.tracking': 'Id at AfterShip',
  'fulfillment.noRows': 'Nothing was noted about this fulfillment yet.',
  'fulfillment.lookAgain': 'Send again',
  'fulfillment.retry': 'Try the chosen packages again, or send them anyway',
  'fulfillment.waiting': 'It waits to be looked at.',

  'history.time': 'When',
  'history.event': 'What happened',
  'history.sent': 'What was sent',
  'history.none': 'Nothing was noted yet.',

  'panel.caption': 'AfterShip',
  'panel.inStep': 'In step.',
  'panel.removed': 'Removed: there is no tracking any more.',
  'panel.nothing':
    'Nothing was noted about this fulfillment: it was not looked at yet, or nothing in its number fields is a tracking number.',
  'panel.waiting': 'It waits to be looked at.',
  'panel.why': 'Why was this not sent?',
  'panel.sendAgain': 'Send again',

  'shipment.permission': 'Your role may not see packages. An administrator can let it.',
  'shipment.noRules':
    'What would be sent now is shown to roles that may see the connection. The message of each package says why it was not sent.',
  'shipment.sendAgain':
    'Send again looks at the fulfillment now, and sends what AfterShip does not have yet. Nothing goes out twice. A package that needs attention or is left out by a rule of days is tried once more, if your role may edit packages.',
  'shipment.console': 'Everything about this fulfillment (administrators)',
  'done.again': 'Asked for: the fulfillment is to be looked at.',
  'done.againUntouched':
    'Packages that need attention or are left out stay as they are, because your role may not edit packages. Ask an administrator.',

  'outlook.send': 'That happens in a minute or two, at the latest within 15 minutes.',
  'outlook.later': 'That happens within 15 minutes.',
  'outlook.preview': 'The mode is Preview: within 15 minutes it says what would be sent, and nothing is sent.',
  'outlook.off':
    'The mode is Off, so nothing comes of it now. When the mode is Preview or On again, everything since the start date is looked at.',
  'outlook.none': 'There is no connection for this account, so nothing comes of it.',
  'outlook.person': 'Sending is stopped by a person: it waits until a person resumes it.',
  'outlook.error': 'Sending is stopped by an error: it waits until that is gone, which is tried every 15 minutes.',
  'outlook.unusable': 'The connection cannot be used: it waits until that is mended.',
  'outlook.unknown':
    'While sending is on, that happens within 15 minutes. Whether it is on is shown to roles that may see the connection.',

  'setup.intro':
    'What is needed for sending, and whether this account has it. What a script cannot see is marked so, with where to look.',
  'setup.item': 'What',
  'setup.status': 'Status',
  'setup.detail': 'Detail',
  'setup.done': 'done',
  'setup.todo': 'to do',
  'setup.optional': 'not used',
  'setup.unknown': 'cannot tell',
  'setup.list': 'Checklist of account {account}',
  'setup.features': 'Feature {feature}',
  'setup.featureOn': 'It is on.',
  'setup.featureNeeded': 'It is needed. An administrator switches it on under Setup > Company > Enable Features.',
  'setup.why.PICKPACKSHIP': 'Off: a fulfillment counts as shipped as soon as it is saved.',
  'setup.why.ADVSHIPPING': 'Off: there may be no fulfillments of their own to track.',
  'setup.why.LOCATIONS': 'Off: requests carry no origin.',
  'setup.connection': 'A connection for this account',
  'setup.connectionNone': 'There is none. Make it with the button below.',
  'setup.connectionFenced':
    'There is none. The connections of {accounts} came with a copy of that account and do nothing here. Make one for this account with the button below, with an AfterShip key of its own.',
  'setup.connectionThere': 'Record {id}: {mode}',
  'setup.secret': 'API secret',
  'setup.secretNamed':
    'The connection names {secret}. A script cannot read a secret: the choice below tries it with a real call, which changes nothing at AfterShip.',
  'setup.secretRefused':
    'Sending is stopped by an error: {reason} The connection names {secret}. The choice below tries it with a real call, which changes nothing at AfterShip.',
  'setup.secretNone': 'It is set on the connection.',
  'setup.fields': 'Field mapping',
  'setup.fieldsNone': 'It is empty: the fields of NetSuite that are sent anyway are all that is sent.',
  'setup.fieldsFine': 'Every line counts.',
  'setup.newest': 'Reading a fulfillment',
  'setup.newestUnread':
    'Fulfillment {id}, the newest shipped one, cannot be read in your session: {why}. Often a script or workflow of another app fails whenever a fulfillment is opened.',
  'setup.refused':
    'The account refuses to give {list}. Packages are sent without these fields, from scheduled runs only, so up to 15 minutes later than others. Look for the feature or field that the account lacks.',
  'setup.fieldAbsent': 'Fulfillment {id} has no field {source}, which the field mapping reads. Correct its id.',
  'setup.fieldsUnproved':
    'Whether the account has the fields of the field mapping shows with the first shipped fulfillment.',
  'setup.told': 'Who is told when sending stops',
  'setup.toldNone': 'Nobody. Fill in both fields on the connection: Notify by E-mail, and Notify in the Name of.',
  'setup.carriers': 'Carrier mapping',
  'setup.carriersNone': 'It names no carrier: the number, the ship method and AfterShip tell it.',
  'setup.carriersNotAsked':
    'AfterShip was not asked yet about the carriers that it names. That happens within 15 minutes, unless the mode is Off or sending is stopped.',
  'setup.carriersFine': 'AfterShip knows the carriers that it names, asked on {day}.',
  'setup.request': 'Starting sending after a save',
  'setup.requestNone': 'Nothing was asked for yet. It shows after the first save of a fulfillment.',
  'setup.requestAccepted': 'The last request was taken: sending follows a save in about a minute. {text}',
  'setup.requestRefused':
    'The last request was refused: sending follows a save within 15 minutes. Check the permissions of the role AfterShip Scripts. {text}',
  'setup.run': 'Last run of sending',
  'setup.runNone': 'None yet.',
  'setup.why.SUBSIDIARIES': 'Off: the account has one company.',
  'setup.mend': 'Where to mend it',
  'setup.toFeatures': 'Enable Features',
  'setup.toSecrets': 'API Secrets',
  'setup.toRoles': 'Manage Roles',
  'setup.toUsers': 'Manage Users',
  'setup.toScripts': 'Scripts',
  'setup.toRuns': 'Map/Reduce Script Status',
  'setup.toIntegrations': 'Manage Integrations',
  'setup.toConnection': 'The connection’s record',
  'setup.toFulfillment': 'Fulfillment {id}',
  'setup.hidden': 'NetSuite does not show it to a script in your role: {why}',
  'setup.nothingFound': 'the search found nothing, which proves nothing',
  'setup.schedule': 'Scheduled scripts',
  'setup.scheduleNone':
    'The hourly check has not told yet how far it is: it runs every hour while the mode is not Off.',
  'setup.scheduleRuns': 'They run. The last round of the hourly check covers everything until {time}.',
  'setup.scheduleLate':
    'The last round of the hourly check covers everything until {time}; it should run every hour. Look whether its deployment is Scheduled and deployed.',
  'setup.role': 'Role AfterShip Scripts',
  'setup.roleNone':
    'No role of this name was found. It may have been renamed, or is not shown to a script in your role.',
  'setup.roleFound': 'It is there (internal id {id}), and needs to be assigned to nobody.',
  'setup.deployments': 'Script deployments',
  'setup.deploymentsHidden':
    'NetSuite does not show script deployments to this script ({why}). Look at the deployments of the scripts named AfterShip: sending and bulk work are Not Scheduled, wake-up and hourly check Scheduled, the others Released.',
  'setup.deploymentsFound': '{found} of {count} {found|was|were} found, deployed and with their right status.',
  'setup.deploymentWrong': '{id} should be {expected}, but is {status}.',
  'setup.notDeployed': 'not deployed',
  'setup.ownTracking': 'AfterShip’s own connection, for Tracking',
  'setup.ownReturns': 'AfterShip’s own connection, for Returns (RMAs)',
  'setup.ownOn': 'Its features are on: {list}.',
  'setup.ownOff': 'Off: {list}. Needed only if AfterShip itself is to sign in for this; sending does without.',
  'setup.ownLevel':
    'The role AfterShip Connector makes RMAs; to change or cancel them, its permission Return Authorization has to be Edit.',
  'setup.name.SERVERSIDESCRIPTING': 'Server SuiteScript',
  'setup.name.CUSTOMCODE': 'Client SuiteScript',
  'setup.name.RESTWEBSERVICES': 'REST Web Services',
  'setup.name.TBA': 'Token-based Authentication',
  'setup.name.WEBSERVICESEXTERNAL': 'SOAP Web Services',
  'setup.name.RETURNAUTHS': 'Return Authorizations',
  'setup.connector': 'Role AfterShip Connector',
  'setup.connectorNone':
    'No role of this name was found. Only AfterShip’s own connection needs it; it may have been renamed.',
  'setup.connectorUnassigned': 'No user has it. Only AfterShip’s own connection needs one.',
  'setup.connectorAssigned': '{count} active {count|user has|users have} it.',
  'setup.subsidiaries': 'Fulfillments of each subsidiary',
  'setup.subsidiariesRead': 'Sending has read the newest fulfillment of: {list}.',
  'setup.subsidiariesRefused':
    '{count} {count|fulfillment waits|fulfillments wait}, because a run in the role AfterShip Scripts could not read everything. The scheduled script goes on with {count|it|them} within 15 minutes. Let that role see all subsidiaries to send sooner.',
  'setup.subsidiaryUnread':
    'Sending has noted nothing about the newest fulfillment of {subsidiary} ({id}). It may have no tracking number; its page says what would be sent, as your own role sees it.',
  'setup.integration': 'Integration record and token',
  'setup.integrationDetail':
    'Only for AfterShip’s own connection. Look under Setup > Integration > Manage Integrations.',
  'setup.release': 'NetSuite release',
  'setup.releaseSame': '{release}, as when it was looked at last.',
  'setup.releaseNone':
    '{release}. Nobody has noted yet that it was looked at: choose so below, and the page tells when NetSuite has another one.',
  'setup.releaseChanged':
    'NetSuite has the release {release} now; {before} was looked at last. Ship, edit and delete one fulfillment, look at the overview, then choose below that you have looked at it.',
  'setup.noteRelease': 'I have looked at everything with NetSuite {release}',
  'setup.version': 'Version of this project',
  'setup.checkKey': 'Try the API key with a call to AfterShip',
  'setup.testTracking':
    'Send a test tracking without any contact, and delete it again (it may use one of your AfterShip quota)',
  'setup.create': 'Create a connection for this account',
  'setup.secretField': 'Script id of the API secret',
  'setup.secretHelp': 'Make the secret under Setup > Company > API Secrets first. The key itself is never typed here.',
} as const;

export type TextKey = keyof typeof TEXTS;

export function isTextKey(key: string): key is TextKey {
  return Object.prototype.hasOwnProperty.call(TEXTS, key);
}

/** A text of the console with its values. */
export function say(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(TEXTS[key], values);
}
