import pickle, pathlib
from tests.reminding.year_run import *
from tests.reminding.year_reference import year_of
from tests.reminding.year_script import people
import tests.reminding.test_year as ty
async def test_it(parts, clock):
    everybody=people()
    async with beginning(parts,clock,everybody) as year:
        await year.passes()
    walked = year_of(everybody, year.kills)
    ought = [(one.chat, one.hour, one.about) for who in walked for one in who.log if one.received]
    pathlib.Path("/tmp/year.pickle").write_bytes(pickle.dumps((year.log, ought, year.kills)))
    print(len(ty.differences(year.log,ought)))
