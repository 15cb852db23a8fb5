"""The sheet of a certificate: its stub, the line to cut along, and the certificate itself."""

from typing import Any

from seals.certifying.models import Certificate
from township_office import clock


def sheet(certificate: Certificate) -> dict[str, Any]:
    """Everything it says; the seal is stamped by hand, its picture is not on it (SEAL-16)."""
    request = certificate.request
    return {
        "name": certificate.name,
        "number": certificate.label,
        "whom": certificate.whom,
        "what": certificate.what,
        "wording": certificate.wording,
        "seal": request.seal.name,
        "copies": request.copies,
        "handler": certificate.issued_by.name,
        "department": request.department.name,
        "asked": request.label,
        "on": clock.local(certificate.issued_at),
    }
