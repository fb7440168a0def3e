"""On SQLite no id is given again; a meeting's UID and a cookie's mark stand in the database"""

import sqlalchemy as sa
from alembic import op

from storage.database.base import numbers_itself

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

ERASED_WITH_SOMEBODY = (
    'agreements',
    'answers',
    'channel_accounts',
    'conversations',
    'invitations',
    'meetings',
    'outbox',
    'ratings',
    'reminders',
    'steps',
)
GAP = 100_000


def upgrade() -> None:
    with op.batch_alter_table('meetings') as batch_op:
        batch_op.add_column(sa.Column('uid', sa.String(length=40), nullable=True))
    with op.batch_alter_table('channel_accounts') as batch_op:
        batch_op.add_column(sa.Column('mark', sa.String(length=16), nullable=True))
    if op.get_bind().dialect.name == 'sqlite':
        _number_anew()


def _number_anew() -> None:
    """Make each table anew: ``storage.database.base`` lets every new one give each id once."""
    connection = op.get_bind()
    for name in sa.inspect(connection).get_table_names():
        made_by = connection.scalar(
            sa.text("SELECT sql FROM sqlite_master WHERE name = :name"), {'name': name}
        )
        table = sa.Table(name, sa.MetaData(), autoload_with=connection, resolve_fks=False)
        if numbers_itself(table) and 'AUTOINCREMENT' not in str(made_by):
            with op.batch_alter_table(name, recreate='always'):
                pass
    # Whoever was erased had the highest ids, perhaps: what they hold of ours must stay theirs.
    if connection.scalar(sa.text("SELECT count(*) FROM participants WHERE status = 'erased'")):
        for name in ERASED_WITH_SOMEBODY:
            highest = connection.scalar(sa.text(f"SELECT coalesce(max(id), 0) FROM {name}"))
            connection.execute(
                sa.text("DELETE FROM sqlite_sequence WHERE name = :name"), {'name': name}
            )
            connection.execute(
                sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :highest)"),
                {'name': name, 'highest': highest + GAP},
            )


def downgrade() -> None:
    # The tables stay as they are: an earlier version lives well with ids that are given once.
    with op.batch_alter_table('channel_accounts') as batch_op:
        batch_op.drop_column('mark')
    with op.batch_alter_table('meetings') as batch_op:
        batch_op.drop_column('uid')
