"""What tells somebody that something lies in the web chat, and what came of it"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('knocks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('address', sa.LargeBinary(), nullable=False),
    sa.Column('address_digest', sa.String(length=64), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('preferred', sa.Boolean(), nullable=False),
    sa.Column('by_coach', sa.Boolean(), nullable=False),
    sa.Column('code', sa.LargeBinary(), nullable=True),
    sa.Column('tries', sa.SmallInteger(), nullable=False),
    sa.Column('failures', sa.SmallInteger(), nullable=False),
    sa.Column('since', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['participant_id'], ['participants.id'], name=op.f('fk_knocks_participant_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_knocks')),
    sqlite_autoincrement=True
    )
    op.create_index(op.f('ix_knocks_address_digest'), 'knocks', ['address_digest'], unique=False)
    op.create_index(op.f('ix_knocks_participant_id'), 'knocks', ['participant_id'], unique=False)
    op.create_table('sms_months',
    sa.Column('month', sa.String(length=7), nullable=False),
    sa.Column('parts', sa.Integer(), nullable=False),
    sa.Column('cost', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('month', name=op.f('pk_sms_months'))
    )
    op.add_column('reminders', sa.Column('knock', sa.String(length=20), nullable=True))
    op.add_column('reminders', sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('reminders', 'delivered_at')
    op.drop_column('reminders', 'knock')
    op.drop_table('sms_months')
    op.drop_index(op.f('ix_knocks_participant_id'), table_name='knocks')
    op.drop_index(op.f('ix_knocks_address_digest'), table_name='knocks')
    op.drop_table('knocks')
