from seals.blank.acts import Act as Blank
from seals.certifying.acts import Act as Certifying
from seals.counter.acts import Act as Counter
from seals.frequent.acts import Act as Frequent
from seals.keeping.acts import Act as Keeping
from seals.ledger.acts import Act as Ledger
from seals.outing.acts import Act as Outing
from seals.using.acts import Act as Using

__all__ = ["Blank", "Certifying", "Counter", "Frequent", "Keeping", "Ledger", "Outing", "Using"]
