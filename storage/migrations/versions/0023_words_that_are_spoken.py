"""What participants have said instead of writing it"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'spoken_words',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('participant_id', sa.Integer(), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('seconds', sa.SmallInteger(), nullable=False),
        sa.Column('sound', sa.LargeBinary(), nullable=True),
        sa.Column('gone', sa.Boolean(), nullable=False),
        sa.Column('spoken_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('looked_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ['participant_id'],
            ['participants.id'],
            name=op.f('fk_spoken_words_participant_id'),
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_spoken_words')),
    )
    op.create_index(op.f('ix_spoken_words_participant_id'), 'spoken_words', ['participant_id'])
    op.create_index(op.f('ix_spoken_words_looked_at'), 'spoken_words', ['looked_at'])


def downgrade() -> None:
    op.drop_index(op.f('ix_spoken_words_looked_at'), table_name='spoken_words')
    op.drop_index(op.f('ix_spoken_words_participant_id'), table_name='spoken_words')
    op.drop_table('spoken_words')
