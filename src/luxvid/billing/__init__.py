"""One way to buy, used by whoever spends: the ledger, the provider and the download together. What was paid is paid once."""

from luxvid.billing.buying import Bought, buy
from luxvid.billing.connections import connected
from luxvid.billing.keeping import abandon, give_verdict, open_calls

__all__ = ["Bought", "abandon", "buy", "connected", "give_verdict", "open_calls"]
