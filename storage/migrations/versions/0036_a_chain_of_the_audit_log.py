"""The audit log is chained, and is only added to"""

import sqlalchemy as sa
from alembic import op

from storage.audit.chain import mark_of, new_key, seal_of
from storage.database.base import UtcTime
from storage.database.encryption import Sealed

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None

AT_ONCE = 1000
LOG = sa.table(
    'audit_log',
    sa.column('id', sa.Integer),
    sa.column('at', UtcTime),
    sa.column('staff_id', sa.Integer),
    sa.column('participant_id', sa.Integer),
    sa.column('about_staff_id', sa.Integer),
    sa.column('action', sa.String),
    sa.column('allowed', sa.Boolean),
    sa.column('place', sa.Integer),
    sa.column('seal', sa.String),
)
HEADS = sa.table(
    'audit_heads',
    sa.column('id', sa.Integer),
    sa.column('place', sa.Integer),
    sa.column('seal', sa.String),
    sa.column('key', Sealed),
    sa.column('mark', sa.String),
)
REFUSES = 'the audit log is only added to'


def upgrade() -> None:
    op.create_table(
        'audit_heads',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('place', sa.Integer(), nullable=False),
        sa.Column('seal', sa.String(length=64), nullable=False),
        sa.Column('key', sa.LargeBinary(), nullable=True),
        sa.Column('mark', sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_heads')),
        sqlite_autoincrement=True,
    )
    op.add_column('audit_log', sa.Column('place', sa.Integer(), nullable=True))
    op.add_column('audit_log', sa.Column('seal', sa.String(length=64), nullable=True))
    _chain()
    op.create_index(op.f('ix_audit_log_place'), 'audit_log', ['place'], unique=True)
    if op.get_bind().dialect.name == 'sqlite':
        _refuse_on_sqlite()
    else:
        _refuse_on_postgres()


def _chain() -> None:
    """Seal every line of before, but for log-ins that were turned down, in their order."""
    connection = op.get_bind()
    last, place, seal, key = 0, 0, '', None
    kept = sa.or_(LOG.c.action != 'signed in', LOG.c.allowed)
    found = sa.select(LOG).where(kept, LOG.c.id > sa.bindparam('last')).order_by(LOG.c.id)
    changed = (
        sa.update(LOG)
        .where(LOG.c.id == sa.bindparam('line'))
        .values(place=sa.bindparam('at_place'), seal=sa.bindparam('made'))
    )
    while rows := connection.execute(found.limit(AT_ONCE), {'last': last}).all():
        key, made = key or new_key(), []
        for row in rows:
            place += 1
            seal = seal_of(key, seal, place, row)
            made.append({'line': row.id, 'at_place': place, 'made': seal})
        connection.execute(changed, made)
        last = rows[-1].id
    mark = mark_of(place, seal, key) if key else ''
    head = {'id': 1, 'place': place, 'seal': seal, 'key': key, 'mark': mark}
    connection.execute(sa.insert(HEADS).values(head))


def _refuse_on_sqlite() -> None:
    for deed, when in (('UPDATE', ''), ('DELETE', 'WHEN OLD.place IS NOT NULL')):
        op.execute(
            f"CREATE TRIGGER audit_log_no_{deed.lower()} BEFORE {deed} ON audit_log {when} "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSES}'); END"
        )


def _refuse_on_postgres() -> None:
    op.execute(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSES}'; END $$"
    )
    for deed, when in (
        ('UPDATE', 'FOR EACH ROW'),
        ('DELETE', 'FOR EACH ROW WHEN (OLD.place IS NOT NULL)'),
        ('TRUNCATE', 'FOR EACH STATEMENT'),
    ):
        op.execute(
            f"CREATE TRIGGER audit_log_no_{deed.lower()} BEFORE {deed} ON audit_log {when} "
            "EXECUTE FUNCTION refuse_audit_change()"
        )


def downgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == 'sqlite'
    for deed in ('update', 'delete') if is_sqlite else ('update', 'delete', 'truncate'):
        op.execute(f"DROP TRIGGER audit_log_no_{deed}" + ('' if is_sqlite else ' ON audit_log'))
    if not is_sqlite:
        op.execute("DROP FUNCTION refuse_audit_change()")
    op.drop_index(op.f('ix_audit_log_place'), 'audit_log')
    op.drop_column('audit_log', 'seal')
    op.drop_column('audit_log', 'place')
    op.drop_table('audit_heads')
