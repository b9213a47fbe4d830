"""An independent Konnektor for the tests: answers made by zeep from gematik's WSDL and judged before they leave;
every request is judged too and kept.

  peer.py --mode plain|basic|certificate [--cert PEM --key PEM --ca PEM]

Prints one JSON line {"url", "control"} and ends with its standard input. A GET on the control address gives the
requests so far, a POST of JSON changes the switches and forgets them:

  cards      normal | none | warning | bare | expired | twice | egk      what GetCards says
  pin        a PinStatus; "" leaves the optional element out             what GetPinStatus says
  ti         Online | Offline | Outage | Silent                          what GetResourceInformation says
  terminals  normal | none | disconnected
  keys       ecc | rsa | both                                            of which kind the cards hold certificates
  fault      null or [HTTP status, gematik code, text]: for every SOAP call
  refuse     operations that get fault 4011
  html       null or an HTTP status: an HTML page instead of any answer
  delay      seconds before each answer
  sds        normal | no_event | odd | other_host                        what connector.sds says
"""

import argparse
import base64
import json
import ssl
import sys
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.sax.saxutils import escape

from schemas import CARD, CERTIFICATE, EVENT, Builder, Judge, error_values

CONTEXT = {"MandantId": "Praxis01", "ClientSystemId": "KimMail", "WorkplaceId": "Anmeldung1"}
LOGIN = "Basic " + base64.b64encode("kimpost:geheim".encode()).decode()
DEFAULTS = {
    "cards": "normal", "pin": "VERIFIED", "ti": "Online", "terminals": "normal", "keys": "both",
    "fault": None, "refuse": [], "html": None, "delay": 0, "sds": "normal",
}
SERVICES = {EVENT: "systeminformationservice", CARD: "services/CardService", CERTIFICATE: "services/Certificates"}


class Peer:
    def __init__(self):
        self.judge, self.builder = Judge(), Builder()
        self.lock = threading.Lock()
        self.switches, self.seen = dict(DEFAULTS), []
        self.base, self.tls = "", False

    def answer(self, operation, body):
        """Status and envelope for a request that was found valid."""
        s = self.switches
        if s["fault"]:
            status, code, text = s["fault"]
            return status, self.builder.fault(code, text)
        if operation in s["refuse"]:
            return 500, self.builder.fault(4011, "Operation nicht zulässig")
        for at, (name, value) in enumerate(CONTEXT.items()):
            if body.findtext(".//{*}" + name) != value:
                return 500, self.builder.fault(4004 + at, f"Ungültige {name}")
        make = {
            "GetCards": self.cards, "GetCardTerminals": self.terminals, "GetPinStatus": self.pin,
            "GetResourceInformation": self.resource, "CheckCertificateExpiration": self.expiration,
            "ReadCardCertificate": self.certificate,
        }.get(operation)
        return (200, make(body)) if make else (500, self.builder.fault(4011, "Operation nicht vorhanden"))

    def cards(self, body):
        kind, group = self.switches["cards"], body.findtext(".//{*}CardType")
        smcb = {
            "CardHandle": "handle-smcb", "CardType": "SMC-B", "Iccsn": "80276999990000000017", "CtId": "CT-01", "SlotId": 3,
            "InsertTime": "2026-11-20T07:01:12.000+01:00", "CardHolderName": "Gemeinschaftspraxis Größmann & Süß",
            "CertificateExpirationDate": "2020-02-28" if kind == "expired" else "2031-02-28",
        }
        hba = {
            "CardHandle": "handle-hba", "CardType": "HBA", "Iccsn": "80276999990000000025", "CtId": "CT-02", "SlotId": 1,
            "InsertTime": "2026-11-21T07:58:40Z", "CardHolderName": "Tannhorst, Wiebke", "CertificateExpirationDate": "2030-09-30",
        }
        bare = {"CardHandle": "handle-bare", "CardType": "SMC-B", "CtId": "CT-01", "SlotId": 4, "InsertTime": "2026-11-21T07:58:40Z"}
        egk = dict(hba, CardHandle="handle-egk", CardType="EGK", Kvnr="X110000001")
        listed = {
            "none": [], "bare": [bare], "twice": [smcb, dict(smcb, CardHandle="handle-second", SlotId=2, Iccsn="80276999990000000033")],
            "egk": [smcb, egk],
        }.get(kind, [smcb])
        cards = {"SM-B": listed, "HBAx": [] if kind in ("none", "bare") else [hba]}.get(group, listed)
        status = {"Result": "OK"}
        if kind == "warning":
            status = {"Result": "Warning", "Error": error_values(4047, "Kartenterminal nicht aktiv")}
        return self.builder.envelope(EVENT, "GetCardsResponse", Status=status, Cards={"Card": cards})

    def terminals(self, body):
        product = {
            "InformationDate": "2026-11-21T08:15:00Z",
            "ProductTypeInformation": {"ProductType": "KT", "ProductTypeVersion": "1.7.0"},
            "ProductIdentification": {
                "ProductVendorID": "TESTR", "ProductCode": "testkt", "ProductVersion": {"Local": {"HWVersion": "1.0.0", "FWVersion": "4.0.0"}},
            },
            "ProductMiscellaneous": {"ProductVendorName": "Testraum GmbH", "ProductName": "Terminal"},
        }
        def terminal(number, name, **more):
            return {
                "ProductInformation": product, "CtId": f"CT-0{number}", "WorkplaceIds": {"WorkplaceId": [CONTEXT["WorkplaceId"]]},
                "Name": name, "MacAddress": f"02-00-5e-00-53-0{number}", "Slots": 4, "IS_PHYSICAL": True,
                "Connected": self.switches["terminals"] != "disconnected", **more,
            }
        rows = [terminal(1, "Terminal Anmeldung", IPAddress={"IPV4Address": "192.0.2.31"}), terminal(2, "Terminal Sprechzimmer")]
        rows = [] if self.switches["terminals"] == "none" else rows
        return self.builder.envelope(EVENT, "GetCardTerminalsResponse", Status={"Result": "OK"}, CardTerminals={"CardTerminal": rows})

    def pin(self, body):
        pin = self.switches["pin"]
        values = {"PinStatus": pin} if pin else {}
        if pin == "VERIFIABLE":
            values["LeftTries"] = 2
        return self.builder.envelope(CARD, "GetPinStatusResponse", Status={"Result": "OK"}, **values)

    def resource(self, body):
        ti, at = self.switches["ti"], "2026-11-21T09:12:03Z"
        if ti == "Silent":
            return self.builder.envelope(EVENT, "GetResourceInformationResponse", Status={"Result": "OK"})
        state = {
            "ErrorCondition": "EC_No_VPN_TI_Connection", "Severity": "Error", "Type": "Operation", "Value": ti == "Outage", "ValidFrom": at,
        }
        vpn = {"ConnectionStatus": "Online" if ti == "Online" else "Offline", "Timestamp": at}
        connector = {"VPNTIStatus": vpn, "VPNSISStatus": {"ConnectionStatus": "Offline", "Timestamp": at}, "OperatingState": {"_value_1": [{"ErrorState": state}]}}
        return self.builder.envelope(EVENT, "GetResourceInformationResponse", Status={"Result": "OK"}, Connector=connector)

    def expiration(self, body):
        rows = [{
            "CtID": "CT-01", "CardHandle": "handle-bare", "ICCSN": "80276999990000000041", "subject_commonName": "Praxis Ohne Datum",
            "serialNumber": "17", "validity": "2029-05-31",
        }]
        return self.builder.envelope(CERTIFICATE, "CheckCertificateExpirationResponse", Status={"Result": "OK"}, CertificateExpiration=rows)

    def certificate(self, body):
        """The SMC-B has an ECC certificate, the HBA an RSA one; by RSA is meant what is asked without `Crypt`."""
        kind = "ecc" if body.findtext(".//{*}Crypt") == "ECC" else "rsa"
        handle = body.findtext(".//{*}CardHandle")
        files = {("handle-smcb", "ecc"): "card_smcb_brainpool", ("handle-hba", "rsa"): "card_hba_rsa"}
        name = files.get((handle, kind)) if self.switches["keys"] in (kind, "both") else None
        info = {"CertRef": body.findtext(".//{*}CertRef")}
        if name:
            lines = (Path(__file__).parent.parent / "data" / "soap" / f"{name}.pem").read_text().splitlines()
            info["X509Data"] = {
                "X509IssuerSerial": {"X509IssuerName": "CN=Test-CA", "X509SerialNumber": "17"}, "X509SubjectName": "CN=Test",
                "X509Certificate": base64.b64decode("".join(line for line in lines if not line.startswith("-"))),
            }
        elif kind == "ecc" and handle == "handle-hba":
            return self.builder.fault(4258, "Verschlüsselungsverfahren wird nicht unterstützt")
        return self.builder.envelope(CERTIFICATE, "ReadCardCertificateResponse", Status={"Result": "OK"}, X509DataInfoList={"X509DataInfo": [info]})

    def directory(self):
        base = self.base if self.switches["sds"] != "other_host" else self.base.replace("127.0.0.1", "konnektor.invalid")
        def version(namespace, number, path):
            plain = "" if self.tls else f'<si:Endpoint Location="{base}/{path}"/>'
            number = f' Version="{number}"' if number else ""
            tls = base.replace("http://", "https://")
            return (f'<si:Version TargetNamespace="{namespace}"{number}><si:Abstract>-</si:Abstract>{plain}'
                    f'<si:EndpointTLS Location="{tls}/{path}"/></si:Version>')
        odd = self.switches["sds"] == "odd"
        def service(name, namespace, number, older):
            wsdl = namespace.replace("/v", "/WSDL/v")
            versions = version(wsdl, number, SERVICES[namespace])
            if odd:
                # A newer one after an older one of more digits, one without a number, one of another major number.
                versions = version(wsdl, older, "wrong") + version(wsdl, "", "wrong") + versions + version(wsdl, "99.0.0", "wrong")
            return f'<si:Service Name="{name}"><si:Abstract>-</si:Abstract><si:Versions>{versions}</si:Versions></si:Service>'
        services = service("CardService", CARD, "8.1.10", "8.1.9") + service("CertificateService", CERTIFICATE, "6.0.1", "6.0.0")
        if self.switches["sds"] != "no_event":
            services += service("EventService", EVENT, "7.2.10", "7.2.9")
        head = (
            "<pi:InformationDate>2026-11-21T08:15:00Z</pi:InformationDate><pi:ProductTypeInformation><pi:ProductType>Konnektor</pi:ProductType>"
            "<pi:ProductTypeVersion>5.51.0</pi:ProductTypeVersion></pi:ProductTypeInformation><pi:ProductIdentification>"
            "<pi:ProductVendorID>TESTR</pi:ProductVendorID><pi:ProductCode>testkon</pi:ProductCode><pi:ProductVersion><pi:Local>"
            "<pi:HWVersion>1.0.0</pi:HWVersion><pi:FWVersion>5.51.2</pi:FWVersion></pi:Local></pi:ProductVersion></pi:ProductIdentification>"
            f"<pi:ProductMiscellaneous><pi:ProductVendorName>{escape('Testraum & Söhne')}</pi:ProductVendorName>"
            "<pi:ProductName>Gegenstelle</pi:ProductName></pi:ProductMiscellaneous>"
        )
        flag = str(self.tls).lower()
        return (
            '<?xml version="1.0" encoding="UTF-8"?><sd:ConnectorServices xmlns:sd="http://ws.gematik.de/conn/ServiceDirectory/v3.1" '
            'xmlns:si="http://ws.gematik.de/conn/ServiceInformation/v2.0" xmlns:pi="http://ws.gematik.de/int/version/ProductInformation/v1.1">'
            f"<pi:ProductInformation>{head}</pi:ProductInformation><sd:TLSMandatory>{flag}</sd:TLSMandatory>"
            f"<sd:ClientAutMandatory>{flag}</sd:ClientAutMandatory><si:ServiceInformation>{services}</si:ServiceInformation></sd:ConnectorServices>"
        ).encode()


def service_handler(peer, mode):
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def say(self, status, text, kind="text/xml; charset=utf-8"):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def refused(self):
            """Delay, HTML pages and the login come before everything else."""
            time.sleep(peer.switches["delay"])
            if mode == "basic" and self.headers.get("Authorization") != LOGIN:
                self.say(401, b"<html><body>Unauthorized</body></html>", "text/html")
                return True
            if peer.switches["html"]:
                self.say(peer.switches["html"], "<html><body><p>Gerät startet …<br></body></html>".encode(), "text/html")
                return True
            return False

        def note(self, operation, errors):
            certificate = self.connection.getpeercert() if isinstance(self.connection, ssl.SSLSocket) else None
            subject = ",".join(f"{k}={v}" for part in (certificate or {}).get("subject", ()) for k, v in part)
            with peer.lock:
                peer.seen.append({
                    "operation": operation, "path": self.path, "errors": errors, "subject": subject,
                    "authorized": self.headers.get("Authorization") == LOGIN,
                })

        def do_GET(self):
            self.note("connector.sds", [] if self.path == "/connector.sds" else [f"path {self.path}"])
            if not self.refused():
                text = peer.directory()
                own = peer.judge.directory(text)
                self.say(200, text) if not own else self.say(599, "; ".join(own).encode())

        def do_POST(self):
            text = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            operation, errors = peer.judge.request(text, self.headers.get("SOAPAction", ""))
            if self.headers.get("Content-Type", "").lower() != "text/xml; charset=utf-8":
                errors.append(f"Content-Type {self.headers.get('Content-Type')}")
            element, _ = peer.judge.body(text)
            namespace = element.tag[1:].split("}")[0] if element is not None else ""
            if self.path != "/" + SERVICES.get(namespace, "?"):
                errors.append(f"{operation} sent to {self.path}")
            self.note(operation, errors)
            if self.refused():
                return
            status, answer = peer.answer(operation, element) if not errors else (500, peer.builder.fault(4000, "Syntaxfehler"))
            own = peer.judge.answer(answer)[1]
            # An answer of ours that gematik's schema refuses is a fault of this peer: the tests must see it.
            self.say(status, answer) if not own else self.say(599, "; ".join(own).encode())

    return Handler


def control_handler(peer):
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            pass

        def reply(self, value):
            text = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def do_GET(self):
            with peer.lock:
                self.reply(peer.seen)

        def do_POST(self):
            wanted = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            unknown = set(wanted) - set(DEFAULTS)
            with peer.lock:
                peer.switches, peer.seen = {**DEFAULTS, **wanted}, []
            self.reply({"unknown": sorted(unknown)})

    return Handler


def complain(*_):
    """Clients that hang up or refuse a certificate are part of the tests; anything else is a fault of this peer."""
    if not isinstance(sys.exc_info()[1], OSError):
        traceback.print_exc()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mode", choices=["plain", "basic", "certificate"], required=True)
    parser.add_argument("--cert")
    parser.add_argument("--key")
    parser.add_argument("--ca")
    options = parser.parse_args()
    peer = Peer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), service_handler(peer, options.mode))
    if options.mode != "plain":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.cert, options.key)
        if options.mode == "certificate":
            context.load_verify_locations(options.ca)
            context.verify_mode = ssl.CERT_REQUIRED
        # The handshake belongs to the thread of its connection, so that one refused client stops nobody.
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        peer.tls = True
    peer.base = f"{'https' if peer.tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    control = ThreadingHTTPServer(("127.0.0.1", 0), control_handler(peer))
    for one in (server, control):
        one.daemon_threads = True
        one.handle_error = complain
        threading.Thread(target=one.serve_forever, daemon=True).start()
    print(json.dumps({"url": peer.base, "control": f"http://127.0.0.1:{control.server_address[1]}"}), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
