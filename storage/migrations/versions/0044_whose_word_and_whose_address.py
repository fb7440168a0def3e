"""An address is confirmed by its owner; nobody stands in on their own word alone"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('staff', sa.Column('email_before', sa.LargeBinary(), nullable=True))
    op.add_column('staff', sa.Column('relinked_at', sa.DateTime(timezone=True), nullable=True))
    requests = sa.table(
        'coach_requests',
        sa.column('by_id', sa.Integer()),
        sa.column('to_id', sa.Integer()),
        sa.column('accepted_at', sa.DateTime(timezone=True)),
        sa.column('closed_at', sa.DateTime(timezone=True)),
    )
    # Accepted by whoever had asked for themselves, before another had to say yes.
    alone = sa.and_(
        requests.c.by_id == requests.c.to_id,
        requests.c.accepted_at.is_not(None),
        requests.c.closed_at.is_(None),
    )
    op.execute(requests.update().where(alone).values(closed_at=dt.datetime.now(dt.UTC)))


def downgrade() -> None:
    op.drop_column('staff', 'relinked_at')
    op.drop_column('staff', 'email_before')
