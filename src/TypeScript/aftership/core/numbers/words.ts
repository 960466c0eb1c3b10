/**
 * The words that people write into a tracking-number field, by what they say about the number beside them. The words
 * are in lower case and without accents. A text that has nothing like a number is no number in any language, so its
 * words are not needed.
 */

import { plainLetters } from '../letters';
import { once } from '../once';

export type WordClass =
  /** The word names the tracking number, so the number beside it is one. */
  | 'tracking'
  /** The word belongs to any kind of label, or joins words, and says nothing alone. */
  | 'filler'
  /** The word names a carrier or one of its services. */
  | 'carrier'
  /**
   * The word names another number, such as an order, an account or a lorry. The number beside it is not the parcel's.
   */
  | 'other'
  /** The word names a number that may be the parcel's or not. */
  | 'reference'
  /** The word stands in place of a number. */
  | 'placeholder'
  /** The word counts or measures something. */
  | 'unit'
  /** The word says that the number beside it is not valid any more. */
  | 'void'
  /** The word says that the number beside it replaces another one. */
  | 'new'
  /** The word says that the number beside it belongs to a parcel that comes back. */
  | 'return'
  /** The word is a month, a day of the week, or another word for a day. */
  | 'calendar';

const WORDS: Readonly<Record<WordClass, string>> = {
  tracking:
    'tracking trackings track tracks trk trks trkg trkng trking trck trackno trackingno trackingnumber tracknumber tkg trknbr trace tn awb awbs hawb mawb waybill waybills airwaybill airbill airway pro pros probill pronumber connote consignment con cn shipment shipments shpmt parcel parcels package packages barcode label labels ' +
    'sendungsnummer sendungsnr sendungs sendung sendungen sendungsverfolgung sendungsverfolgungsnummer paketnummer paketnr paket pakete paketschein frachtbrief frachtbriefnummer frachtbriefnr trackingnummer trackingnr verfolgung verfolgungsnummer packstuck ' +
    'suivi colis envoi bordereau expedition lta numerosuivi ' +
    'seguimiento rastreo guia guias envio albaran localizador rastreamento rastreio remessa encomenda objeto ' +
    'spedizione tracciamento tracciatura ldv lettera vettura collo zending zendingen zendingsnummer barcodenummer pakketnummer pakket vrachtbrief ' +
    'przesylka przesylki paczka paczki przewozowy list zasilka zasilky zasielka sledovani baliku csomag csomagszam awbnr colet coletului ' +
    'forsendelse forsendelsesnummer sporing sporingsnummer sporings kollinr kollinummer kollonummer sandningsnummer sandning sparning sparningsnummer seuranta seurantakoodi lahetystunnus ' +
    'takip gonderi kargo трек трекномер отслеживания посылки посылка накладная накладнои ттн отправления αποστολης ' +
    '运单号 运单 单号 快递单号 快递 物流单号 物流 追踪号 追蹤號 追蹤 運單號 單號 貨運單號 快遞單號 追跡番号 追跡 お問い合わせ番号 お問合せ番号 問い合わせ番号 伝票番号 送り状番号 伝票 番号 送り状 송장번호 운송장번호 운송장 송장 등기번호 مستند الشحنة تتبع רקע מעקב משלוח מספר',
  filler:
    'bill number numbers no nos nr nrs num nums nbr numero numeros nummer nummern n nº code codigo codice kod id ids the a an is are was and und et y e en och og i ja ve or with via by of for from to on at in our your this its it per de du des do da del della di le la les el los las das der die den dem ein eine het een van voor para por pour con mit avec with plus und see also both all each as shipping ship shipped ships sent s ss ' +
    'номер код и 号 號 番 номера numer nro hash link url http https www com html carrier transporteur transportista spediteur vettore vervoerder delivery service services',
  carrier: '',
  other:
    'ph order orders ord so sos po pos purchase sales invoice invoices inv billing receipt rcpt rma credit memo estimate quote quotation qte rfq customer cust client account acct acc konto kunde kundennr kundennummer ' +
    'auftrag auftragsnr auftragsnummer bestellung bestellnr bestellnummer rechnung rechnungsnr rechnungsnummer lieferschein lieferscheinnr lieferscheinnummer commande facture bon pedido factura remito ordine fattura ddt fatture bestelling factuur zamowienie faktura ordre bestilling ' +
    'fulfillment fulfilment if ifs transfer item sku upc ean gtin asin lot serial batch part product model style material art artikel article articulo ' +
    'phone telephone tel tels telefon telefono telefone fax cell mobile mob handy gsm call whatsapp ext extension contact tlf puh 电话 手机 電話 тел ' +
    'truck trucks lorry van vans vehicle plate plates trailer trl tractor driver drivers route rte run stop stops dock door bay gate yard room suite ste apt apartment floor bldg building aisle bin shelf locker lkw fahrer tor tour camion remolque chofer conductor placa placas quai porte ' +
    'zip zipcode postal postcode plz cp address street ave avenue road rd blvd qty quantity menge cantidad quantite weight gewicht poids peso total amount price cost value insurance cod dims dimensions date datum fecha data time eta etd etc store shop site warehouse whse location loc dept department project job task ticket case vat ustid ein duns tax hts incoterm seal seals week kw page line lines zone terminal attempt',
  reference:
    'ref refs reference references referenz referenznummer referencia riferimento referentie bol bols bl lading load loads booking bookings container containers cntr conf confirmation appointment appt pickupno prn release pallet sscc manifest master mbl hbl',
  placeholder:
    'tbd tba tbc na nil none null nan undefined not pending unknown later follow follows forthcoming advise provided provide available unavailable yet needed required applicable await awaiting waiting wait ' +
    'pickup pickups pick picked pu cpu wc will willcall willcal wcall collect collected collection collects collecting counter walkin curbside instore hand handed delivered deliver delivers delivering del dlvd person personally personal courier messenger runner self own company local locally drop dropped dropoff dropship dropshipped dropships ds direct vendor supplier factory taken took carried ' +
    'note notes attached below above email emailed digital electronic download virtual sample samples install installed installation onsite flatbed ltl ftl tl truckload best bestway way prepaid charge flat hotshot expedite whiteglove various multiple several see misc other test testing dummy hold ' +
    'abholung abgeholt abholen abholer selbstabholer selbstabholung selbst folgt folgen nachgereicht wird keine kein keiner ohne entfallt offen ausstehend personlich spedition eigener eigenlieferung eigene siehe notiz anhang unbekannt lieferung zustellung ' +
    'retrait enlevement enleve venir sans aucun aucune neant propre main remis attente livraison livre voir inconnu porteur mains ' +
    'recoger recogida recoge retiro retira retirada entrega entregado mano pendiente sin ninguno ninguna definir propio mostrador ver desconocido ' +
    'ritiro ritirato consegna attesa nessuno nessuna senza proprio retirado pendente sem nenhum afhalen afgehaald ophalen opgehaald volgt geen zelf eigen vervoer nvt odbior osobisty brak hamtas hamtat saknas hentes afhentes afhentning henting nouto osobni odber zadny nincs elden yok teslim самовывоз нет уточняется ' +
    '自取 自提 无 無 待定 送货 专车 面交 なし 手渡し 引取 引き取り 未定 直送 없음 직접수령 미정 방문수령 직배송',
  unit:
    'box boxes bx bxs carton cartons ctn ctns cart pc pcs pce pces piece pieces pkg pkgs pkge pack packs pallets plt plts pal pals skid skids skd crate crates bag bags case cases cs cse ea each set sets unit units roll rolls drum drums tote totes env envs envelope envelopes bundle bundles bdl bdls tube tubes cylinder gaylord dozen dz count ct cts ' +
    'lb lbs pound pounds kg kgs kilo kilos oz ounce g gr gram grams t ton tons tonne cuft cft cbm m3 inch inches cm mm ft feet mi km day days d hr hrs hour hours h min mins minutes am pm th rd nd st x usd eur gbp cad aud us dollars dollar euro euros ' +
    'stuck stk karton kartons palette paletten kolli colli packstucke palettes caja cajas bulto bultos paquete paquetes pieza piezas tarima tarimas pallete scatola scatole pezzi pezzo pz caixa caixas volume volumes doos stuks paczek sztuk szt palet palety 箱 件 個 个 개 박스 штук шт кор мест место',
  void:
    'void voided voids voiding cancel cancelled canceled cancellation canceling cancelling canc cxl cxld cxlled xcl old wrong incorrect invalid bad deleted delete obsolete expired superseded replaced dupe mistake was previous previously prior former formerly original originally unused ignore ' +
    'storniert storno ungultig falsch alt alte alter altes ersetzt annule annulee annuler ancien ancienne incorrecte remplace anulado anulada cancelado cancelada viejo vieja anterior incorrecto reemplazado reemplazada annullato annullata vecchio vecchia sostituito antigo antiga geannuleerd oud vervangen anulowana anulowany anulowano stary makulerad gammal annulleret gammel peruttu 作废 取消 キャンセル 취소 отменен отменен отменена старыи аннулирован',
  new: 'new replacement replacing corrected correct correction now use updated update current reship reshipped reissued revised instead replaces actual right neu neue neuer neues jetzt aktuell korrekt stattdessen nouveau nouvelle maintenant nuevo nueva ahora nuovo nuova novo nova nieuw nieuwe nu nowy nowa nytt nye uusi 新 新規 새 новыи новая',
  return:
    'return returns returned returning rtn ret retour retoure retouren rucksendung retourlabel returnlabel devolucion devolver reso reverse ars',
  calendar:
    'jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september october november december mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday ' +
    'januar februar marz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag heute morgen okt dez janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi samedi dimanche demain enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ene abr ago dic lunes martes miercoles jueves viernes sabado domingo manana gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen mag giu lug set ott janeiro fevereiro marco maio junho julho setembro outubro dezembro januari februari maart mei augustus maandag dinsdag woensdag donderdag vrijdag zaterdag zondag 年 月 日',
};

/**
 * Words of carriers' names from packages/emulator/facts/aftership-couriers.json, their abbreviations, and names of
 * their services.
 */
const CARRIER_WORDS =
  'ups usps fedex fdx fxf fxfe fxg fed ex federal united states postal dhl dpd gls tnt dx ontrac lasership purolator canpar loomis dicom estafeta redpack multipack paquetexpress odfl dominion saia estes rl rlc roadrunner abf yrc xpo dayton averitt aaa cooper reddaway conway holland ceva efw pilot globaltranz robinson coyote uline lso lonestar lone star speedee spee dee gso uds veho uniuni axlehire jitsu cdl tforce osm newgistics pitney bowes asendia apc globegistics iparcel firstmile epost epostglobal passport amazon amzl amz fba mcf doordash uber canada intelcom nationex stallion chitchats eshipper royal royalmail parcelforce yodel evri hermes myhermes tuffnells arrow arrowxl xdp palletways inpost collectplus anpost fastway aramex exapaq postnl colissimo chronopost prive colisprive mondial mondialrelay relay relais geodis calberson correos correosexpress seur mrw nacex zeleris poste italiane brt bartolini sda ctt bpost swiss posti matkahuolto postnord posten bring danmark dao budbee poczta polska paczkomaty packeta zasilkovna ceska posta magyar omniva venipak hrvatska elta acs speedex speedy cargus nova poshta ukrposhta russian cdek meest ptt dbschenker schenker dsv kn kuehne nagel dachser landmark trunkrs japan sagawa yamato taqbin kuroneko korea cj sf sfexpress yanwen px 4px yunexpress yun cainiao sto yto yunda zto jd best bestex cne flyt ubi seko hongkong taiwan singpost speedpost singapore ninja ninjavan malaysia poslaju gdex thailand kerry jne lbc india bluedart delhivery dtdc ecom xpressbees australia auspost startrack toll ipec teamglobal couriersplease sendle nz courierpost emirates saudi smsa naqel israel ram dawn dawnwing brazil correios chile argentino oca servientrega jt jnt spx shopee sunyou forward pace averitt panther lynden central dohrn pitt ohio southeastern sefl wardtrucking ward aduie pyle rist pride polar kuehne wwex unishippers echo landstar schneider jbhunt hunt werner knight swift ' +
  'api informed visibility cross border ecommerce global usa better last mile final flats brokers pli inc postes transforce logistic systems ltd ics chit chats mexicana mexico arkansas corporation usf forwarding active tracing deutsche germany benelux tracknet netherlands nederlands spain espana poland asia dgm hong kong mann handling supply chain connectedview apac selektvracht dpdhl kingdom force dynamic distribution ireland interlink hermesworld europe network limited hdnl business group net despatch france austria hungary romania russia general italy corriere espresso czech republic slovakia slovenia croatia denmark click gruppe deutschland pakketten spring coliposte ems portugal punto chronoexpress spanish internacional logista italian paccocelere sender belgian belgium suisse schweizerische austrian osterreichische registered finland norden norge norway norska sweden hungarian hellenic greece ελληνικα ταχυδρομεια ταχυμεταφορες ελτα αναζητηση καταστηματων urgent укрпошта turkish bahn azkar 우정사업본부 씨제이지엘에스주식회사 順豊快遞 順豐國際 china 中国邮政 epacket 中国邮政速递物流 燕文物流 递四方 云途物流 申通快递 shentong 韵达快递 京东物流 百世汇通 国际快递 飞特物流 smart 香港郵政 chunghwa 台灣中華郵政 philippines indonesia vietnam laju ekspres posdaftar thai ไปรษณ ไทย 嘉里物流 across nation tiki jalur nugraha ekakurir speed emo ips web blue dart gharpay aae australian flight 京东国际物流 team please zealand ارامكس مجموعة بريد الإمارات uae البريد السعودي חברת דואר ישראל south africa wing laser brazilian correo argentina pak ' +
  'ground express freight priority overnight standard economy saver air home next second third 2day 3day 2nd 1st 3rd nextday first class media select smartpost surepost innovations mi expedited worldwide international intl domestic early morning afternoon evening post mail parcelpost paketdienst parcelservice logistics logistik logistique logistica transport transports transportes transportation trucking cargo couriers deliveries lines motor dispatch carriers kurier kurierdienst 速运 顺丰 顺丰速运 順豐 圆通 中通 申通 韵达 邮政 郵便 日本郵便 ヤマト ヤマト運輸 佐川 佐川急便 ゆうパック 우체국 почта россии сдэк';

/** The classes of each listed word. */
export const listedWords = once((): ReadonlyMap<string, ReadonlySet<WordClass>> => {
  const built = new Map<string, Set<WordClass>>();
  for (const [wordClass, words] of Object.entries({ ...WORDS, carrier: CARRIER_WORDS }) as [WordClass, string][]) {
    for (const word of words.split(' ')) {
      const known = built.get(word);
      if (known === undefined) built.set(word, new Set([wordClass]));
      else known.add(wordClass);
    }
  }
  built.delete('');
  return built;
});

const NOTHING: ReadonlySet<WordClass> = new Set();

/** The classes of a word; empty when the word is not listed. */
export function classesOf(word: string): ReadonlySet<WordClass> {
  return listed(word) ?? classesOfCompound(plainLetters(word));
}

/** Whether the word itself is listed, and not only two listed words written together. */
export function isListed(word: string): boolean {
  return listed(word) !== undefined;
}

function listed(word: string): ReadonlySet<WordClass> | undefined {
  return listedWords().get(plainLetters(word));
}

/** The classes of a compound of two listed words: `FedExGround`, `TrackingNr`. */
function classesOfCompound(word: string): ReadonlySet<WordClass> {
  if (word.length < 5 || word.length > 24) return NOTHING;
  for (let at = 2; at <= word.length - 2; at += 1) {
    const [head, tail] = [listedWords().get(word.slice(0, at)), listedWords().get(word.slice(at))];
    if (head !== undefined && tail !== undefined && (at > 2 || word.length - at > 2))
      return new Set([...head, ...tail]);
  }
  return NOTHING;
}
