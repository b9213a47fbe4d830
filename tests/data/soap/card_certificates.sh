#!/usr/bin/env bash
# Makes the card certificates of this folder anew (they are kept, since every run gives others): invented holders, the
# Admission extension of Common PKI written by OpenSSL's own ASN.1 generator. Needs openssl.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# certificate NAME KEY-OPTIONS SUBJECT ADMISSION-SECTIONS
certificate() {
  {
    printf '[req]\nprompt=no\ndistinguished_name=dn\nx509_extensions=ext\nstring_mask=utf8only\nutf8=yes\n[dn]\nCN=%s\n[ext]\n' "$3"
    printf 'keyUsage=critical,digitalSignature\n%s\n' "$4"
  } >"$work/$1.cnf"
  # shellcheck disable=SC2086
  openssl req -x509 -utf8 -nodes -newkey $2 -keyout "$work/key" -days 3650 -config "$work/$1.cnf" -out "$1.pem" 2>/dev/null
}

info='[professionItems]
text=FORMAT:UTF8,UTF8:Betriebsstätte Arzt
[professionOIDs]
oid=OID:1.2.276.0.76.4.50'
shortest="1.3.36.8.3.3=ASN1:SEQUENCE:syntax
[syntax]
contents=SEQUENCE:contents
[contents]
admissions=SEQUENCE:admissions
[admissions]
infos=SEQUENCE:infos
[infos]
info=SEQUENCE:info
[info]
items=SEQUENCE:professionItems
oids=SEQUENCE:professionOIDs"

certificate card_smcb_brainpool "ec -pkeyopt ec_paramgen_curve:brainpoolP256r1" "Gemeinschaftspraxis Größmann und Süß" "$shortest
number=PRINTABLESTRING:1-20-9900000017
$info"
certificate card_hba_rsa "rsa:2048" "Wiebke Tannhorst" "$shortest
number=PRINTABLESTRING:1-1-99-0000025
$info"
certificate card_without_number "ec -pkeyopt ec_paramgen_curve:prime256v1" "Ohne Nummer" "$shortest
$info"
certificate card_without_admission "ec -pkeyopt ec_paramgen_curve:prime256v1" "Ohne Admission" ""
certificate card_all_optional "ec -pkeyopt ec_paramgen_curve:prime256v1" "Klinikum Hohenfenn" "1.3.36.8.3.3=ASN1:SEQUENCE:syntax
[syntax]
authority=EXPLICIT:4,SEQUENCE:name
contents=SEQUENCE:contents
[name]
set=SET:rdn
[rdn]
pair=SEQUENCE:pair
[pair]
type=OID:2.5.4.10
value=UTF8:Kammer Musterland
[contents]
admissions=SEQUENCE:admissions
[admissions]
authority=EXPLICIT:0,EXPLICIT:4,SEQUENCE:name
naming=EXPLICIT:1,SEQUENCE:naming
infos=SEQUENCE:infos
[naming]
text=UTF8:Gesundheitswesen
[infos]
info=SEQUENCE:info
[info]
naming=EXPLICIT:0,SEQUENCE:naming
items=SEQUENCE:professionItems
oids=SEQUENCE:professionOIDs
number=PRINTABLESTRING:5-2-99-0088
more=FORMAT:HEX,OCTETSTRING:0102
$info"
