"""Sessions of staff that can be seen and ended one by one"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'staff_sessions',
        sa.Column('name', sa.String(length=32), nullable=False),
        sa.Column('staff_id', sa.Integer(), nullable=False),
        sa.Column('device', sa.String(length=60), nullable=False),
        sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('used_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['staff_id'], ['staff.id'], name=op.f('fk_staff_sessions_staff_id_staff')
        ),
        sa.PrimaryKeyConstraint('name', name=op.f('pk_staff_sessions')),
    )
    op.create_index('ix_staff_sessions_staff_id', 'staff_sessions', ['staff_id'])
    op.drop_column('staff', 'session_epoch')


def downgrade() -> None:
    op.add_column(
        'staff', sa.Column('session_epoch', sa.Integer(), nullable=False, server_default='0')
    )
    op.drop_index('ix_staff_sessions_staff_id', table_name='staff_sessions')
    op.drop_table('staff_sessions')
