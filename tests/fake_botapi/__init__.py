from tests.fake_botapi.api import FakeBotApi
from tests.fake_botapi.client import client
from tests.fake_botapi.limits import Limits
from tests.fake_botapi.world import TOKEN

__all__ = ["TOKEN", "FakeBotApi", "Limits", "client"]
