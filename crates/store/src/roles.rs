//! Roles: what users may do beyond what everybody may.

use model::{Permissions, Role, RoleId};

use crate::{
    Exec, Result, Sql, Touch,
    row::{Cursor, FromRow},
};

static LIST: Sql = Sql::new("SELECT {role r} FROM roles r ORDER BY r.position DESC, r.id");

/// All roles, the highest first.
pub async fn list(mut db: impl Exec) -> Result<Vec<Role>> {
    db.rows(&LIST, &[]).await
}

static PUT: Sql = Sql::new(
    "INSERT INTO roles (id, name, color, position, permissions, highlighted, requires_two_factor)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (id) DO UPDATE
        SET name = EXCLUDED.name, color = EXCLUDED.color, position = EXCLUDED.position,
            permissions = EXCLUDED.permissions, highlighted = EXCLUDED.highlighted,
            requires_two_factor = EXCLUDED.requires_two_factor",
)
.touching_all(Touch::Account)
.touching_all(Touch::Access);

/// Adds a role, or changes the one with its id.
pub async fn put(mut db: impl Exec, role: &Role) -> Result<()> {
    db.exec(
        &PUT,
        &[
            role.id.into(),
            (&role.name).into(),
            (&role.color).into(),
            role.position.into(),
            role.permissions.bits().into(),
            role.highlighted.into(),
            role.requires_two_factor.into(),
        ],
    )
    .await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM roles WHERE id = $1");

/// Removes a role.
pub async fn delete(mut db: impl Exec, id: RoleId) -> Result<()> {
    db.exec(&DELETE, &[id.into()]).await?;
    Ok(())
}

static RELEASE: Sql = Sql::new("UPDATE users SET role_id = $1 WHERE role_id = $2")
    .touching_all(Touch::Account)
    .touching_all(Touch::Access);

/// Gives everybody who has a role another one.
pub async fn replace(mut db: impl Exec, old: RoleId, new: RoleId) -> Result<()> {
    db.exec(&RELEASE, &[new.into(), old.into()]).await?;
    Ok(())
}

impl FromRow for Role {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            name: row.take()?,
            color: row.take()?,
            position: row.take()?,
            permissions: Permissions::from_bits(row.take()?),
            highlighted: row.take()?,
            requires_two_factor: row.take()?,
        })
    }
}
