"""Staff with several roles, invited by a link, and those who work here no more"""

import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('staff', sa.Column('also', sa.String(length=100), nullable=False, server_default=' '))
    op.add_column('staff', sa.Column('is_here', sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column('audit_log', sa.Column('about_staff_id', sa.Integer(), nullable=True))
    op.create_table(
        'staff_invitations',
        sa.Column('staff_id', sa.Integer(), nullable=False),
        sa.Column('code_digest', sa.String(length=64), nullable=False),
        sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['staff_id'], ['staff.id'], name=op.f('fk_staff_invitations_staff_id_staff')
        ),
        sa.PrimaryKeyConstraint('staff_id', name=op.f('pk_staff_invitations')),
        sa.UniqueConstraint('code_digest', name=op.f('uq_staff_invitations_code_digest')),
    )


def downgrade() -> None:
    op.drop_table('staff_invitations')
    op.execute("DELETE FROM reminders WHERE kind = 'coach'")  # an earlier program knows none
    op.drop_column('audit_log', 'about_staff_id')
    op.drop_column('staff', 'is_here')
    op.drop_column('staff', 'also')
