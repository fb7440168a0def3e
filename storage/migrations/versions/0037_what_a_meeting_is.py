"""What a meeting is, who is there, whether they came; the address of a coach's own calendar"""

import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        'meetings', sa.Column('kind', sa.String(length=20), nullable=False, server_default='talk')
    )
    op.add_column(
        'meetings',
        sa.Column('parties', sa.String(length=100), nullable=False, server_default=' participant '),
    )
    op.add_column('meetings', sa.Column('attendance', sa.String(length=20), nullable=True))
    op.add_column(
        'meetings', sa.Column('attendance_at', sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column('meetings', sa.Column('attendance_by', sa.Integer(), nullable=True))
    op.create_table(
        'calendar_feeds',
        sa.Column('staff_id', sa.Integer(), nullable=False),
        sa.Column('secret_digest', sa.String(length=64), nullable=False),
        sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['staff_id'], ['staff.id'], name=op.f('fk_calendar_feeds_staff_id_staff')
        ),
        sa.PrimaryKeyConstraint('staff_id', name=op.f('pk_calendar_feeds')),
        sa.UniqueConstraint('secret_digest', name=op.f('uq_calendar_feeds_secret_digest')),
    )


def downgrade() -> None:
    op.drop_table('calendar_feeds')
    op.drop_column('meetings', 'attendance_by')
    op.drop_column('meetings', 'attendance_at')
    op.drop_column('meetings', 'attendance')
    op.drop_column('meetings', 'parties')
    op.drop_column('meetings', 'kind')
