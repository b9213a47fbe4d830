"""gematik's schemas as judge (lxml) and as builder (zeep). They come with the package koap; nothing is written here by hand."""

import importlib.util
from pathlib import Path

from lxml import etree
from zeep import Client, Settings

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
EVENT = "http://ws.gematik.de/conn/EventService/v7.2"
CARD = "http://ws.gematik.de/conn/CardService/v8.1"
CERTIFICATE = "http://ws.gematik.de/conn/CertificateService/v6.0"
DIRECTORY = "http://ws.gematik.de/conn/ServiceDirectory/v3.1"
ERROR = "http://ws.gematik.de/tel/error/v2.0"

# Found without importing koap, whose own code needs more packages.
BASE = Path(next(iter(importlib.util.find_spec("koap").submodule_search_locations))) / "api-telematik"
XSD = {
    EVENT: "conn/EventService.xsd",
    CARD: "conn/CardService_v8_1_3.xsd",
    CERTIFICATE: "conn/CertificateService_v6_0_2.xsd",
    DIRECTORY: "conn/ServiceDirectory.xsd",
    ERROR: "tel/error/TelematikError.xsd",
}
WSDL = {
    EVENT: "conn/EventService.wsdl",
    CARD: "conn/CardService_v8_1_2.wsdl",
    CERTIFICATE: "conn/CertificateService_v6_0_1.wsdl",
}


class Judge:
    """Says what is wrong with an element, a request or an answer; an empty list is a pass."""

    def __init__(self):
        self.schemas = {namespace: etree.XMLSchema(etree.parse(str(BASE / file))) for namespace, file in XSD.items()}

    def element(self, element):
        name = etree.QName(element)
        schema = self.schemas.get(name.namespace)
        if schema is None:
            return [f"no schema for {name.text}"]
        alone = etree.fromstring(etree.tostring(element))
        if schema.validate(alone):
            return []
        return [f"{name.localname}: {error.message}" for error in schema.error_log]

    def directory(self, text):
        try:
            root = etree.fromstring(text)
        except etree.XMLSyntaxError as error:
            return [str(error)]
        return self.element(root)

    def body(self, text):
        """The one element in the body of a SOAP 1.1 envelope, and what is wrong."""
        try:
            root = etree.fromstring(text)
        except etree.XMLSyntaxError as error:
            return None, [str(error)]
        if root.tag != f"{{{SOAP}}}Envelope":
            return None, [f"no SOAP 1.1 envelope but {root.tag}"]
        parts = [part for part in root if part.tag != f"{{{SOAP}}}Header"]
        if len(parts) != 1 or parts[0].tag != f"{{{SOAP}}}Body" or len(parts[0]) != 1:
            return None, ["not exactly one Body with one element"]
        return parts[0][0], []

    def request(self, text, action):
        """Operation and faults of a request with its SOAPAction as sent."""
        element, errors = self.body(text)
        if element is None:
            return "", errors
        name = etree.QName(element)
        if action != f'"{name.namespace}#{name.localname}"':
            errors.append(f"SOAPAction {action} does not fit {name.text}")
        return name.localname, errors + self.element(element)

    def answer(self, text):
        """Operation and faults of an answer; of a fault its detail is judged."""
        element, errors = self.body(text)
        if element is None:
            return "", errors
        if element.tag != f"{{{SOAP}}}Fault":
            return etree.QName(element).localname, errors + self.element(element)
        for part in ("faultcode", "faultstring"):
            if not element.findtext(part):
                errors.append(f"Fault without {part}")
        details = element.findall(f"detail/{{{ERROR}}}Error")
        if len(details) != 1:
            errors.append("Fault without exactly one Error")
        return "Fault", errors + [error for detail in details for error in self.element(detail)]


class Builder:
    """Makes envelopes by zeep's schema engine."""

    def __init__(self):
        settings = Settings(forbid_entities=False)
        self.clients = {namespace: Client(str(BASE / file), settings=settings) for namespace, file in WSDL.items()}

    def envelope(self, namespace, name, **values):
        element = self.clients[namespace].get_element(f"{{{namespace}}}{name}")
        body = self._body()
        element.render(body, element(**values))
        return self._text(body)

    def fault(self, code, text):
        body = self._body()
        fault = etree.SubElement(body, f"{{{SOAP}}}Fault")
        etree.SubElement(fault, "faultcode").text = "SOAP-ENV:Server"
        etree.SubElement(fault, "faultstring").text = text
        error = self.clients[EVENT].get_element(f"{{{ERROR}}}Error")
        error.render(etree.SubElement(fault, "detail"), error(**error_values(code, text)))
        return self._text(body)

    @staticmethod
    def _body():
        return etree.SubElement(etree.Element(f"{{{SOAP}}}Envelope", nsmap={"SOAP-ENV": SOAP}), f"{{{SOAP}}}Body")

    @staticmethod
    def _text(body):
        return etree.tostring(body.getroottree(), xml_declaration=True, encoding="UTF-8")


def error_values(code, text):
    """The values of a tel/error with one trace."""
    trace = {
        "EventID": "t-1", "Instance": "peer", "LogReference": "l-1", "CompType": "Konnektor",
        "Code": code, "Severity": "Error", "ErrorType": "Technical", "ErrorText": text,
    }
    return {"MessageID": "m-1", "Timestamp": "2026-11-21T09:30:00Z", "Trace": [trace]}
