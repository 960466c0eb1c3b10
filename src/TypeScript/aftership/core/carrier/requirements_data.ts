/**
 * Which field which slugs ask for. requirements.ts reads it.
 * Written by tools/carrier_names: change its carrier-names.json, then run `npm run carrier-names`.
 */

export const REQUIRED_FIELDS = `
destination_country_region=b2ceurope dhl-supplychain-apac dirmensajeria dksh
destination_postal_code=abcustom agsystems alliedexpress apc-overnight-connum ark-logistics arrowxl asm b2ceurope bluestar endeavour-delivery envialia-reference eu-fleet-solutions gel-express gls-netherlands gls-spain happy2thepoint interlink-express-reference international-seur liefergrun mikropakket mikropakket-be mondialrelay mydynalogic nacex-spain packaly packs pallet-network palletways paper-express postnl postnl-3s spanish-seur thedeliverygroup transmission-nl trunkrs tuffnells tuffnells-reference weship xdp-uk xdp-uk-reference
destination_state=star-track-courier
tracking_account_number=apc-overnight-reference australia-post-sftp brt-it-sender-ref capital dbschenker-b2b dpd-fr-reference dynamic-logistics nacex nacex-spain-reference total-express
tracking_key=amazon-fba-us amazon-logistics amazon-order bestwayparcel chrobinson geodis-espace nacex-spain-reference
tracking_ship_date=international-seur-api sonictl vnpost-api
`;
