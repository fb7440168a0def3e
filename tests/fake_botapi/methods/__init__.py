from tests.fake_botapi.methods.dispatch import HANDLERS, perform

__all__ = ["HANDLERS", "perform"]
