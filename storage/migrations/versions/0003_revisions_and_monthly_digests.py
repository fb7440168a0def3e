"""A meeting's revision has a column of its own, and a leader's digest is stored as monthly"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

UNIQUE = 'uq_reminders_participant_id'


def upgrade() -> None:
    with op.batch_alter_table('reminders', schema=None) as batch_op:
        batch_op.add_column(sa.Column('revision', sa.SmallInteger(), nullable=False, server_default='0'))
        batch_op.drop_constraint(batch_op.f(UNIQUE), type_='unique')
        batch_op.create_unique_constraint(
            batch_op.f(UNIQUE), ['participant_id', 'kind', 'subject', 'revision', 'number']
        )

    # Of a meeting the number was ten times the revision, and the place in it.
    op.execute(
        "UPDATE reminders SET revision = number / 10, number = number % 10 WHERE kind = 'meeting'"
    )
    # Whatever a leader had chosen but never, it came once a month.
    op.execute("UPDATE staff SET digest = 'monthly' WHERE role = 'leader' AND digest <> 'off'")


def downgrade() -> None:
    op.execute("UPDATE staff SET digest = 'weekly' WHERE digest = 'monthly'")
    op.execute("UPDATE reminders SET number = revision * 10 + number, revision = 0 WHERE kind = 'meeting'")
    with op.batch_alter_table('reminders', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f(UNIQUE), type_='unique')
        batch_op.create_unique_constraint(
            batch_op.f(UNIQUE), ['participant_id', 'kind', 'subject', 'number']
        )
        batch_op.drop_column('revision')
