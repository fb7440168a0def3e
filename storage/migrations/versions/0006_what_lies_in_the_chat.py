"""What lies in a chat that tells nobody of it was not sent"""

from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "UPDATE reminders SET status = 'laid'"
        " WHERE status IN ('sent', 'uncertain') AND channel IN ('web', 'terminal')"
    )


def downgrade() -> None:
    op.execute("UPDATE reminders SET status = 'sent' WHERE status = 'laid'")
