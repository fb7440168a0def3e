"""Log-ins and PINs that did not fit are counted by name and by where they came from"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table('failed_logins')  # they counted for a quarter of an hour
    op.create_table('login_tries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name_digest', sa.String(length=64), nullable=False),
    sa.Column('source_digest', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_login_tries'))
    )
    with op.batch_alter_table('login_tries', schema=None) as batch_op:
        batch_op.create_index('ix_login_tries_name', ['name_digest', 'at'], unique=False)
        batch_op.create_index('ix_login_tries_source', ['source_digest', 'at'], unique=False)
        batch_op.create_index(batch_op.f('ix_login_tries_until'), ['until'], unique=False)


def downgrade() -> None:
    op.drop_table('login_tries')
    op.create_table('failed_logins',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name_digest', sa.String(length=64), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_failed_logins'))
    )
    with op.batch_alter_table('failed_logins', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_failed_logins_name_digest'), ['name_digest'], unique=False)
