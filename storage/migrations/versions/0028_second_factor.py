"""A second factor for staff, and codes for when it is lost"""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('staff', sa.Column('totp_secret', sa.LargeBinary(), nullable=True))
    op.add_column('staff', sa.Column('trusted_since', sa.DateTime(timezone=True), nullable=True))
    op.add_column('staff', sa.Column('totp_step', sa.Integer(), nullable=False, server_default='0'))
    op.create_table(
        'recovery_codes',
        sa.Column('staff_id', sa.Integer(), nullable=False),
        sa.Column('code_digest', sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ['staff_id'], ['staff.id'], name=op.f('fk_recovery_codes_staff_id_staff')
        ),
        sa.PrimaryKeyConstraint('staff_id', 'code_digest', name=op.f('pk_recovery_codes')),
    )


def downgrade() -> None:
    op.drop_table('recovery_codes')
    op.drop_column('staff', 'totp_step')
    op.drop_column('staff', 'trusted_since')
    op.drop_column('staff', 'totp_secret')
