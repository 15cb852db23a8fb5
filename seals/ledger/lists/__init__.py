from seals.ledger.lists.figures import Figures, figures_of
from seals.ledger.lists.registers import REGISTER, correction_of, for_register

__all__ = ["REGISTER", "Figures", "correction_of", "figures_of", "for_register"]
