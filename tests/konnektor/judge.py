"""Asks a Konnektor (the built-in demo) with requests made by zeep and judges every answer by gematik's schemas.

  judge.py URL MANDANT CLIENTSYSTEM WORKPLACE

Prints one JSON document {"answers": [{"question", "answer", "errors"}]}; exit 1 when an answer is not valid.
"""

import json
import re
import sys
import urllib.error
import urllib.request

from lxml import etree
from schemas import CARD, CERTIFICATE, EVENT, Builder, Judge


def main():
    url, mandant, system, workplace = sys.argv[1:5]
    judge, builder, answers = Judge(), Builder(), []
    context = {"MandantId": mandant, "ClientSystemId": system, "WorkplaceId": workplace}
    directory = urllib.request.urlopen(f"{url}/connector.sds", timeout=20).read()
    answers.append({"question": "connector.sds", "answer": "ConnectorServices", "errors": judge.directory(directory)})
    endpoints = {}
    for service in etree.fromstring(directory).iter("{*}Service"):
        for version in service.iter("{*}Version"):
            place = version.find("{*}Endpoint") if url.startswith("http:") else version.find("{*}EndpointTLS")
            endpoints[service.get("Name")] = place.get("Location")
    names = {EVENT: "EventService", CARD: "CardService", CERTIFICATE: "CertificateService"}

    def ask(namespace, operation, **values):
        question = builder.envelope(namespace, operation, **values)
        if errors := judge.request(question, f'"{namespace}#{operation}"')[1]:
            raise SystemExit(f"our own request is wrong: {errors}")
        head = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": f'"{namespace}#{operation}"'}
        request = urllib.request.Request(endpoints[names[namespace]], question, head)
        try:
            text = urllib.request.urlopen(request, timeout=20).read()
        except urllib.error.HTTPError as error:
            text = error.read()
        answer, errors = judge.answer(text)
        answers.append({"question": operation, "answer": answer, "errors": errors})
        return text.decode()

    handles = set()
    for kind in ("SM-B", "HBAx", None):
        values = {"CardType": kind} if kind else {}
        text = ask(EVENT, "GetCards", Context=context, **values)
        handles.update(re.findall(r"CardHandle[^>]*>([^<]+)<", text))
    for wide in (False, True):
        ask(EVENT, "GetCardTerminals", Context=context, **{"mandant-wide": wide})
    ask(EVENT, "GetResourceInformation", Context=context)
    for handle in sorted(handles) + ["unbekannt"]:
        for pin in ("PIN.SMC", "PIN.CH"):
            ask(CARD, "GetPinStatus", Context=context, CardHandle=handle, PinTyp=pin)
    if "CertificateService" in endpoints:
        ask(CERTIFICATE, "CheckCertificateExpiration", Context=context)
        for handle in sorted(handles) + ["unbekannt"]:
            for references, crypt in ((["C.AUT"], {"Crypt": "ECC"}), (["C.AUT"], {}), (["C.AUT", "C.QES"], {"Crypt": "ECC"})):
                ask(
                    CERTIFICATE, "ReadCardCertificate", CardHandle=handle, Context=context,
                    CertRefList={"CertRef": references}, **crypt,
                )
    ask(EVENT, "GetCards", Context=dict(context, MandantId="falsch"))
    print(json.dumps({"answers": answers}, ensure_ascii=False))
    sys.exit(any(answer["errors"] for answer in answers))


if __name__ == "__main__":
    main()
